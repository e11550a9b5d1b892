import { metricMonitor } from "../datadog/definitions";
import { max } from "../datadog/query";
import { stageRunning } from "../metrics/pipeline";
import { documented, message } from "./documented";

/**
 * Alerts, stage by stage, when one has been running for too long: it reports its duration only when it ends, so that the
 * monitor of slow stages never sees one that hangs.
 * @param settings `critical`: seconds since the oldest execution of the stage began
 */
export const stuckStage = documented(
  {
    priority: 2,
    levels: { critical: 3600 },
    source: {
      own: "Twelve times what a stage may take on average. Set it above the longest execution that is still fine.",
    },
    meaning: "An execution of the stage began and has not ended. It hangs, and what comes after it does not start.",
    steps: [
      "Find the execution: the log of the stage names its pipeline_id.",
      "See what it waits for: a lock in PostgreSQL, a full queue, an executor that was lost.",
      "Cancel it and run it again when it has done nothing for minutes.",
    ],
    missingData: "resolve: a stage stops reporting its age when it ends, which is the recovery.",
    trap: "A stage that runs once a day is silent for the rest of the day, and a long one that ends in time.",
  },
  ({ critical, ...levels }) => {
    const condition = max("last_5m", stageRunning.max().by("stage")).above(critical, levels);
    return metricMonitor({
      name: "Pipeline stage is stuck",
      condition,
      message: message(
        `Pipeline stage {{stage.name}} has been running for {{eval "round(value / 60)"}} minutes (alert above ${condition.critical / 60} minutes).`,
        "Pipeline stage {{stage.name}} is no longer stuck.",
      ),
      requireFullWindow: false, // A stage reports only while it runs.
      onMissingData: "resolve",
    });
  },
);
