import { prefectCannotConnect } from "./cannot-connect";
import { flowFailures } from "./failures";

/** The monitors of Prefect, one line each. */
export const prefect = [
  ["cannotConnect", prefectCannotConnect],
  ["failures", flowFailures],
] as const;
