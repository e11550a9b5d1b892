import { metricMonitor } from "../datadog/definitions";
import { sum } from "../datadog/query";
import { runs } from "../metrics/pipeline";
import { documented } from "./documented";

/**
 * Alerts when more than a few pipeline runs failed within five minutes.
 * @param settings `critical`: failed runs in the window
 */
export const failure = documented(
  {
    priority: 2,
    levels: { critical: 3 },
    source: { own: "The pipeline's specification: more than three failures in five minutes." },
    meaning:
      "Several runs failed within minutes, so their cause is most likely shared, and the next run will fail as well.",
    steps: [
      "Open the error logs around the alert, and compare the stage and the type of the first errors.",
      "Check whether a deployment (the version tag) or a failed component came just before.",
      "Fix or roll back, and then run again what failed.",
    ],
    missingData: "default: without runs, none fail. noRuns alerts when there are no runs.",
    trap: "One failed run an hour never adds up in five minutes; mostRunsFail looks at those.",
  },
  ({ critical, ...levels }) => {
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
  },
);
