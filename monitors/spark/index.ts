import { sparkCannotConnect } from "./cannot-connect";
import { executorLost } from "./executor-lost";
import { failedStages } from "./failed-stages";

/**
 * The monitors of Spark, one line each. Not shipped: a drop of `spark.executors`. An application that ends, or gives back
 * executors that it does not need, looks the same; the log says when one is lost.
 */
export const spark = [
  ["cannotConnect", sparkCannotConnect],
  ["executorLost", executorLost],
  ["failedStages", failedStages],
] as const;
