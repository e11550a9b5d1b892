import { metricMonitor } from "../../datadog/definitions";
import { avg } from "../../datadog/query";
import { prefetchSeconds } from "../../metrics/celery";
import { documented, message } from "../documented";

/**
 * Alerts, task by task, when tasks that a worker already has wait too long for it.
 * @param settings `critical`: seconds
 */
export const tasksWait = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 60 },
    source: {
      own: "A minute is more than a pool needs to get to the next of four prefetched tasks that take seconds.",
    },
    meaning: "A worker has taken more tasks than it can get to. Other workers may be idle meanwhile.",
    steps: [
      "See what the worker executes: celery --app app.worker inspect active.",
      "Give long tasks a queue of their own, so that short ones do not wait behind them.",
      "Lower worker_prefetch_multiplier, or add processes.",
    ],
    missingData: "resolve: without tasks, none waits.",
    trap: "One long task holds up those behind it for a moment: the average of a quarter of an hour counts.",
  },
  ({ critical, ...levels }) => {
    const condition = avg("last_15m", prefetchSeconds.avg().by("task")).above(critical, levels);
    return metricMonitor({
      name: "Celery tasks wait at their worker",
      condition,
      message: message(
        `{{task.name}} tasks wait {{eval "round(value)"}} s at their worker (alert above ${condition.thresholdText} s).`,
        "{{task.name}} tasks no longer wait at their worker.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
