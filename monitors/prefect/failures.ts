import { logMonitor } from "../../datadog/definitions";
import { components } from "../../metrics/components";
import { documented, message } from "../documented";

/**
 * Alerts when flow runs end badly. Prefect logs that at INFO, so that no monitor of errors sees it.
 * @param settings `critical`: flow runs in the window
 */
export const flowFailures = documented(
  {
    priority: 2,
    levels: { critical: 0 },
    source: { own: "A flow run that failed has used up its retries; nothing runs it again." },
    meaning: "A flow run failed, crashed, or timed out. Its results are missing.",
    steps: [
      "Open the logs of the run around the alert: its name is in the message.",
      "Crashed means that its process ended: look for an out-of-memory kill (exit code -9) or a restart of the worker.",
      "Fix the cause, and run the flow again.",
    ],
    missingData: "default: without logs, there are none that failed.",
    trap: "A task run that fails and is retried: only flow runs are counted.",
  },
  (levels) =>
    logMonitor({
      name: "Prefect flow runs fail",
      search: `source:${components.prefect.source} @prefect.flow_run:* @prefect.state:(Failed OR Crashed OR TimedOut)`,
      last: "15m",
      levels,
      message: message(
        `{{eval "round(value)"}} Prefect flow runs failed in the last 15 minutes (alert above ${levels.critical}).`,
        "Prefect flow runs no longer fail.",
      ),
      onMissingData: "default",
    }),
);
