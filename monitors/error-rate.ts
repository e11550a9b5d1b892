import { metricMonitor } from "../datadog/definitions";
import { ratio, sum } from "../datadog/query";
import { errors, runs } from "../metrics/pipeline";
import { documented } from "./documented";

/**
 * Alerts when the runs of five minutes had too many errors each.
 * @param settings `critical`: errors per run in the window
 */
export const errorRate = documented(
  {
    priority: 2,
    levels: { critical: 0.1 },
    source: { own: "The pipeline's specification: one error in ten runs." },
    meaning: "More than a few runs have errors. They may still succeed, but something that all of them use is failing.",
    steps: [
      "Open the error logs around the alert, grouped by service and error type.",
      "Open a failed trace of the service with most errors, and find the first span that failed.",
      "Check whether a deployment (the version tag) came just before, and roll it back if so.",
    ],
    missingData: "default: without data, the counts are 0.",
    trap: "One error in the only run of a minute does not alert among hundreds of runs: totals are divided, not minutes.",
  },
  ({ critical, ...levels }) => {
    // ratio() writes as_count() on both sides, so that all errors of the window are divided by all its runs. Without it
    // Datadog would divide point by point and sum the quotients.
    const condition = sum("last_5m", ratio(errors.sum(), runs.sum())).above(critical, levels);
    return metricMonitor({
      name: "Pipeline error rate",
      condition,
      message: `High pipeline error rate detected.

{{#is_alert}}
Error rate: {{value}} (threshold: ${condition.thresholdText})
{{/is_alert}}`,
      requireFullWindow: false, // Errors and runs are sparse: most buckets of a window are empty.
      onMissingData: "default", // Without data a count evaluates as 0.
    });
  },
);
