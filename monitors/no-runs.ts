import { metricMonitor } from "../datadog/definitions";
import { sum } from "../datadog/query";
import { runs } from "../metrics/pipeline";
import { documented } from "./documented";

/**
 * Alerts when the pipeline has stopped: every other monitor takes silence for good news.
 * @param settings `critical`: runs in the window, fewer of which alert
 */
export const noRuns = documented(
  {
    priority: 1,
    levels: { critical: 1 },
    source: { own: "A pipeline that runs once an hour may be late, but not by two hours. Adjust it to your schedule." },
    meaning: "Nothing runs: a dead man's switch. Every other monitor takes silence for good news.",
    steps: [
      "Check that the Prefect worker and the scheduler are up, and that the deployment is not paused.",
      "Check that the host and its Datadog Agent are up: without the Agent, no metric arrives.",
      "Start a run by hand, and watch its first stage.",
    ],
    missingData: "default: a count without data evaluates as 0, which is what this monitor looks for.",
    trap: "A pipeline that runs once an hour has minutes without runs, but not two hours.",
  },
  ({ critical, ...levels }) => {
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
  },
);
