import { metricMonitor } from "../../datadog/definitions";
import { sum } from "../../datadog/query";
import { events } from "../../metrics/celery";
import { documented } from "../documented";

/**
 * The number of tasks that fail, task by task, which is a part of `celery.failures`.
 * @param settings `critical`: failed tasks in the window
 */
export const taskFailureCount = documented(
  {
    isPart: true,
    priority: 5,
    levels: { critical: 3 },
    source: { own: "Three, so that one or two unlucky tasks are not a pattern." },
    meaning: "A task fails repeatedly. Alone, that can be a small share of many tasks.",
    steps: [
      "Look at celery.failures, which alerts when the share is high, too.",
      "Open the failed traces of the task.",
      "Adjust this threshold to how many tasks there are.",
    ],
    missingData: "default: without tasks, the counts are 0.",
    trap: "One failed task at night is fewer than three.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "Celery tasks fail: count",
      condition: sum("last_15m", events.sum().where({ type: "task-failed" }).by("task").asCount()).atOrAbove(
        critical,
        levels,
      ),
      message: 'Part of the composite monitor celery.failures: {{eval "round(value)"}} {{task.name}} tasks failed.',
      requireFullWindow: false,
      onMissingData: "default",
    }),
);
