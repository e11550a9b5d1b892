import { type SloSettings, slo } from "../datadog/definitions";
import { runs } from "../metrics/pipeline";

/** Of all pipeline runs, those that succeed. */
export function runSuccess({ target = 99, warning, window }: SloSettings = {}) {
  return slo({
    name: "Pipeline runs succeed",
    description: "Runs with status:success as a share of all runs.",
    good: runs.sum().where({ status: "success" }),
    total: runs.sum(),
    target,
    warning,
    window,
  });
}
