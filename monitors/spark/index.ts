import { sparkCannotConnect } from "./cannot-connect";
import { executorLost } from "./executor-lost";
import { failedStages } from "./failed-stages";

/** The monitors of Spark, one line each. */
export const spark = [
  ["cannotConnect", sparkCannotConnect],
  ["executorLost", executorLost],
  ["failedStages", failedStages],
] as const;
