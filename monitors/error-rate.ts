import { metricMonitor, type ThresholdSettings } from "../datadog/definitions";
import { ratio, sum } from "../datadog/query";
import { errors, runs } from "../metrics/pipeline";

/**
 * Alerts when the runs of five minutes had too many errors each.
 * @param settings `critical`: errors per run in the window
 */
export function errorRate({ critical = 0.1, ...levels }: ThresholdSettings = {}) {
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
}
