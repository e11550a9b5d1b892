import { metricMonitor } from "../datadog/definitions";
import { ratio, sum } from "../datadog/query";
import { runs } from "../metrics/pipeline";
import { documented } from "./documented";

/**
 * Alerts when more than half of the runs fail, however few there are: of one run an hour, the failure monitor never sees
 * four failures in five minutes.
 * @param settings `critical`: failed runs as a share of all runs in the window
 */
export const mostRunsFail = documented(
  {
    priority: 2,
    levels: { critical: 0.5 },
    source: { own: "When more runs fail than succeed, the pipeline as a whole does not work." },
    meaning: "Most runs of the last hours failed, however few there were. Results are missing.",
    steps: [
      "Open the logs of the last failed run, and find its first error.",
      "Check whether the same input failed each time, or each input.",
      "Fix or roll back, and then run again what failed.",
    ],
    missingData: "default: without runs, none fail. noRuns alerts when there are no runs.",
    trap: "A single failure among the few runs of a slow night stays below half of four hours' runs.",
  },
  ({ critical, ...levels }) => {
    // Four hours hold a few runs even where there is one an hour.
    const failedShare = ratio(runs.sum().where({ status: "failed" }), runs.sum());
    const condition = sum("last_4h", failedShare).above(critical, levels);
    return metricMonitor({
      name: "Most pipeline runs fail",
      condition,
      message: `A large share of the pipeline's runs fail.

{{#is_alert}}
{{eval "round(value * 100)"}}% of the runs in the last ${condition.windowText} failed (threshold: ${condition.thresholdText}).
{{/is_alert}}

{{#is_recovery}}
Most runs succeed again.
{{/is_recovery}}`,
      requireFullWindow: false, // Runs are sparse: most buckets of a window are empty.
      onMissingData: "default", // No run is no failed run; that there are none is what the monitor noRuns is for.
    });
  },
);
