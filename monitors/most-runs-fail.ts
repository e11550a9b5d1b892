import { metricMonitor, type ThresholdSettings } from "../datadog/definitions";
import { ratio, sum } from "../datadog/query";
import { runs } from "../metrics/pipeline";

/**
 * Alerts when more than half of the runs fail, however few there are: of one run an hour, the failure monitor never sees
 * four failures in five minutes.
 * @param settings `critical`: failed runs as a share of all runs in the window
 */
export function mostRunsFail({ critical = 0.5, ...levels }: ThresholdSettings = {}) {
  // Four hours hold a few runs even where there is one an hour.
  const failedShare = ratio(runs.sum().where({ status: "failed" }), runs.sum());
  const condition = sum("last_4h", failedShare).above(critical, levels);
  return metricMonitor({
    name: "Most pipeline runs fail",
    condition,
    message: `A large share of the pipeline's runs fail.

{{#is_alert}}
{{eval "round(value * 100)"}} % of the runs in the last ${condition.windowText} failed (threshold: ${condition.thresholdText}).
{{/is_alert}}

{{#is_recovery}}
Most runs succeed again.
{{/is_recovery}}`,
    requireFullWindow: false, // Runs are sparse: most buckets of a window are empty.
    onMissingData: "default", // No run is no failed run; that there are none is what the monitor noRuns is for.
  });
}
