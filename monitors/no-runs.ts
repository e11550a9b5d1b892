import { metricMonitor, type ThresholdSettings } from "../datadog/definitions";
import { sum } from "../datadog/query";
import { runs } from "../metrics/pipeline";

/**
 * Alerts when the pipeline has stopped: every other monitor takes silence for good news.
 * @param settings `critical`: runs in the window, fewer of which alert
 */
export function noRuns({ critical = 1, ...levels }: ThresholdSettings = {}) {
  // Two hours: a pipeline that runs once an hour may be late.
  const condition = sum("last_2h", runs.sum().asCount()).below(critical, levels);
  return metricMonitor({
    name: "No pipeline runs",
    condition,
    message: `The pipeline may have stopped.

{{#is_alert}}
There were {{value}} runs in the last ${condition.windowText}.
{{/is_alert}}

{{#is_recovery}}
The pipeline runs again.
{{/is_recovery}}`,
    requireFullWindow: false, // Runs are sparse: most buckets of a window are empty.
    onMissingData: "default", // A count without data evaluates as 0, which is what this monitor looks for.
  });
}
