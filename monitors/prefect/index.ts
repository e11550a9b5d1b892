import { prefectCannotConnect } from "./cannot-connect";
import { flowFailures } from "./failures";

/**
 * The monitors of Prefect, one line each. Not shipped: runs that are late. Nothing here sends their number: the agent has no
 * check for Prefect's server, and the worker that `docker/compose.services.yaml` runs does not log it.
 */
export const prefect = [
  ["cannotConnect", prefectCannotConnect],
  ["failures", flowFailures],
] as const;
