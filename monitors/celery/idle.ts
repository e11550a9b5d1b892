import { metricMonitor } from "../../datadog/definitions";
import { max } from "../../datadog/query";
import { executingTasks } from "../../metrics/celery";
import { documented } from "../documented";

/** Whether no worker does anything, which is a part of `celery.idleWithBacklog`. */
export const idle = documented(
  {
    enabled: false,
    isPart: true,
    priority: 5,
    levels: { critical: 0 },
    source: {
      page: "https://github.com/DataDog/integrations-core/blob/master/celery/assets/monitors/celery_exection_idle.json",
      why: "The maximum of ten minutes instead of the minimum of five: between two tasks every worker is idle.",
    },
    meaning: "No worker is executing a task. By itself, that is normal in a quiet hour.",
    steps: [
      "Look at celery.idleWithBacklog, which alerts when tasks wait, too.",
      "See whether the workers are online.",
      "See whether anything publishes tasks.",
    ],
    missingData: "resolve: without Flower, celery.cannotConnect alerts.",
    trap: "Between two tasks, workers are idle for a moment.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "Celery workers are idle",
      condition: max("last_10m", executingTasks.sum()).atOrBelow(critical, levels),
      message:
        'Part of the composite monitor celery.idleWithBacklog: {{eval "round(value)"}} tasks are being executed.',
      requireFullWindow: false,
      onMissingData: "resolve",
    }),
);
