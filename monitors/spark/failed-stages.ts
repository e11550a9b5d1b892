import { metricMonitor } from "../../datadog/definitions";
import { max } from "../../datadog/query";
import { failedStages as stages } from "../../metrics/spark";
import { documented, message } from "../documented";

/**
 * Alerts, application by application, when stages of a running job have failed.
 * @param settings `critical`: failed stages of one job
 */
export const failedStages = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 1 },
    source: { own: "A stage fails only after spark.task.maxFailures tries of one of its tasks, four by default." },
    meaning: "Spark gave up on a stage of a job. The job fails, or runs the stage again when it lost shuffle files.",
    steps: [
      "Open the driver's UI, and see which stage failed, and with which exception.",
      "Look at the executors' logs around the alert: a lack of memory, or bad input?",
      "Fix the cause, and submit the application again.",
    ],
    missingData: "resolve: the application has ended; whether it failed is what its flow run says.",
    trap: "A task that fails and succeeds when it is tried again is not a failed stage.",
  },
  ({ critical, ...levels }) => {
    // Each report has the whole number again: the greatest of each minute is its level, where adding up would be wrong.
    const level = stages.max().by("app_name").rollup("max", 60);
    return metricMonitor({
      name: "Spark stages fail",
      condition: max("last_10m", level).atOrAbove(critical, levels),
      message: message(
        'The application {{app_name.name}} has {{eval "round(value)"}} failed stages.',
        "The application {{app_name.name}} has no failed stages, or has ended.",
      ),
      requireFullWindow: false, // An application reports only while it runs.
      evaluationDelay: 60, // The minutes of the rollup are those of the clock.
      onMissingData: "resolve",
    });
  },
);
