import { metricMonitor, type ThresholdSettings } from "../datadog/definitions";
import { sum } from "../datadog/query";
import { runs } from "../metrics/pipeline";

/**
 * Alerts when more than a few pipeline runs failed within five minutes.
 * @param settings `critical`: failed runs in the window
 */
export function failure({ critical = 3, ...levels }: ThresholdSettings = {}) {
  // Datadog stores a counter as a rate over 10 s: without as_count() the window would sum per-second values, so that it
  // took ten times as many failures to pass the threshold.
  const failed = runs.sum().where({ status: "failed" }).asCount();
  const condition = sum("last_5m", failed).above(critical, levels);
  return metricMonitor({
    name: "Pipeline failures",
    condition,
    message: `Multiple pipeline failures detected.

{{#is_alert}}
There have been {{value}} pipeline failures in the last ${condition.windowText}.
{{/is_alert}}

{{#is_recovery}}
Pipeline failures have returned to normal levels.
{{/is_recovery}}`,
    requireFullWindow: false, // Runs are sparse: most buckets of a window are empty.
    onMissingData: "default", // No run at all is no failed run: a count without data evaluates as 0.
  });
}
