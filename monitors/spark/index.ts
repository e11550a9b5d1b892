import { sparkCannotConnect } from "./cannot-connect";
import { executorLost } from "./executor-lost";

/**
 * The monitors of Spark, one line each. Not shipped: a drop of `spark.executors`. An application that ends, or gives back
 * executors that it does not need, looks the same; the log says when one is lost.
 */
export const spark = [
  ["cannotConnect", sparkCannotConnect],
  ["executorLost", executorLost],
] as const;
