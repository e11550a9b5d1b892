import { logMonitor } from "../../datadog/definitions";
import { components } from "../../metrics/components";
import { documented, message } from "../documented";

/**
 * Alerts when Spark loses executors.
 * @param settings `critical`: lost executors in the window
 */
export const executorLost = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 0 },
    source: {
      own: "Spark does the work of a lost executor again; losing them regularly means too little memory.",
    },
    meaning: "An executor died. Its tasks run again elsewhere, and its shuffle files have to be computed again.",
    steps: [
      "Look at the log line: exit code 137 usually means out of memory, 143 a requested stop.",
      "See the memory of the containers around the alert.",
      "Raise spark.executor.memoryOverhead, or split the data into more partitions.",
    ],
    missingData: "default: without logs, no executor was lost.",
    trap: "An application that ends stops its executors, which is not logged as a loss.",
  },
  (levels) =>
    logMonitor({
      name: "Spark loses executors",
      search: `source:${components.spark.source} "Lost executor"`,
      last: "15m",
      levels,
      message: message(
        `Spark lost {{eval "round(value)"}} executors in the last 15 minutes (alert above ${levels.critical}).`,
        "Spark no longer loses executors.",
      ),
      onMissingData: "default",
    }),
);
