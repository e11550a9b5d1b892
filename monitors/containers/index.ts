import { memory } from "./memory";
import { restarts } from "./restarts";
import { throttled } from "./throttled";

/** The monitors of containers, one line each. */
export const containers = [
  ["memory", memory],
  ["restarts", restarts],
  ["throttled", throttled],
] as const;
