import { metricMonitor } from "../datadog/definitions";
import { avg } from "../datadog/query";
import { stageDuration } from "../metrics/pipeline";
import { documented } from "./documented";

/** Alerts, stage by stage, when its executions of the last quarter of an hour took too long. */
export const slowStage = documented(
  {
    priority: 3,
    levels: { critical: 300 },
    source: { own: "The pipeline's specification: five minutes on average." },
    meaning: "The stage takes longer than planned, and everything that waits for its result is late.",
    steps: [
      "Compare its duration with that of last week: more data, or slower code?",
      "Look at a slow trace of the stage to see which call takes the time.",
      "Check the CPU, memory, and disk of its host, and locks in the database.",
    ],
    missingData: "resolve: otherwise, a stage that ended slowly and has not run since would alert for a day.",
    trap: "A stage that runs once an hour alerts for one slow execution only until it leaves the window.",
  },
  ({ critical, ...levels }) => {
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
  },
);
