import { type SloSettings, slo } from "../datadog/definitions";
import { stageDuration } from "../metrics/pipeline";

/**
 * The time in which stages are fast: five minutes at a time, the 95th percentile of the executions that ended. Five minutes
 * in which none ended are good: that the pipeline stands still is what monitors are for.
 * @param settings `threshold`: seconds
 */
export function stageDurationSlo({ threshold = 300, target = 95, warning, window }: SloSettings = {}) {
  return slo({
    name: "Pipeline stages are fast",
    description: `The 95th percentile of stage execution times is below ${threshold} seconds.`,
    value: stageDuration.p95(),
    comparator: "<",
    threshold,
    target,
    warning,
    window,
  });
}
