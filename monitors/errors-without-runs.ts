import { metricMonitor, type ThresholdSettings } from "../datadog/definitions";
import { ratio, sum } from "../datadog/query";
import { errors, runs } from "../metrics/pipeline";

/**
 * Alerts when there are errors but no runs: the error rate has nothing to divide by then, and stays silent.
 * @param settings `critical`: share of the errors in all errors and runs; without runs it is 1
 */
export function errorsWithoutRuns({ critical = 1, ...levels }: ThresholdSettings = {}) {
  // An hour, so that an error at the end of a long run is not taken for one without a run.
  const share = ratio(errors.sum(), errors.sum().plus(runs.sum()));
  const condition = sum("last_1h", share).atOrAbove(critical, levels);
  return metricMonitor({
    name: "Pipeline errors without runs",
    condition,
    message: `The pipeline reports errors, but hardly any runs.

{{#is_alert}}
Of all errors and runs in the last ${condition.windowText}, {{eval "round(value * 100)"}} % were errors. Runs fail before they are counted, or their metric no longer arrives; the error rate cannot be computed.
{{/is_alert}}

{{#is_recovery}}
The pipeline reports runs again, or no more errors.
{{/is_recovery}}`,
    requireFullWindow: false, // Errors are sparse: most buckets of a window are empty.
    onMissingData: "default", // Neither errors nor runs: nothing is wrong here.
  });
}
