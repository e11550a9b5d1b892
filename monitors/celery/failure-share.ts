import { metricMonitor } from "../../datadog/definitions";
import { sum } from "../../datadog/query";
import { failedTasks } from "../../metrics/measures";
import { documented } from "../documented";

/**
 * The share of the tasks that fail, task by task, which is a part of `celery.failures`.
 * @param settings `critical`: percent of the tasks that ended
 */
export const taskFailureShare = documented(
  {
    isPart: true,
    priority: 5,
    levels: { critical: 5 },
    source: { own: "Five times what a target of 99% allows." },
    meaning: "More than a few of the tasks fail. Alone, that can be one task at night.",
    steps: [
      "Look at celery.failures, which alerts when there are several failures, too.",
      "Open the failed traces of the task.",
      "Adjust this threshold when the task fails by design.",
    ],
    missingData: "default: without tasks, the counts are 0.",
    trap: "A few failures among thousands of tasks are a small share.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "Celery tasks fail: share",
      condition: sum("last_15m", failedTasks).above(critical, levels),
      message:
        'Part of the composite monitor celery.failures: {{eval "round(value, 1)"}}% of the {{task.name}} tasks failed.',
      requireFullWindow: false, // Tasks come when they come.
      onMissingData: "default",
    }),
);
