import { metricMonitor, type ThresholdSettings } from "../datadog/definitions";
import { avg } from "../datadog/query";
import { stageDuration } from "../metrics/pipeline";

/** Alerts, stage by stage, when its executions of the last quarter of an hour took too long. */
export function slowStage({ critical = 300, ...levels }: ThresholdSettings = {}) {
  const condition = avg("last_15m", stageDuration.avg().by("stage")).above(critical, levels);
  return metricMonitor({
    name: "Slow pipeline stage",
    condition,
    message: `Pipeline stage {{stage.name}} is executing slowly.

{{#is_alert}}
Average execution time: {{value}}s (threshold: ${condition.thresholdText}s)
{{/is_alert}}`,
    requireFullWindow: false, // A stage reports only when an execution ends: most buckets of a window are empty.
    onMissingData: "resolve", // Else a stage that ended slowly and has not run since would alert for a day.
  });
}
