import { metricMonitor } from "../../datadog/definitions";
import { min } from "../../datadog/query";
import { messagesReady } from "../../metrics/rabbitmq";
import { documented } from "../documented";

/**
 * Whether tasks wait in Celery's queue, which is a part of `celery.idleWithBacklog`.
 * @param settings `critical`: tasks
 */
export const waiting = documented(
  {
    enabled: false,
    isPart: true,
    priority: 5,
    levels: { critical: 0 },
    source: { own: "A single task that waits for ten minutes while every worker is idle is enough." },
    meaning: "There are always tasks waiting. By itself, that is normal in a busy hour.",
    steps: [
      "Look at celery.idleWithBacklog, which alerts when all workers are idle, too.",
      "See whether the queue grows.",
      "Add workers if it happens every day.",
    ],
    missingData: "resolve: a queue that was deleted has no tasks.",
    trap: "Tasks that wait for a moment until a worker takes them.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "Celery tasks are in the queue",
      // Celery's own name of its queue, unless task_default_queue is set.
      condition: min("last_10m", messagesReady.sum().where({ queue: "celery" })).above(critical, levels),
      message: 'Part of the composite monitor celery.idleWithBacklog: {{eval "round(value)"}} tasks wait.',
      requireFullWindow: false,
      onMissingData: "resolve",
    }),
);
