import { metricMonitor } from "../../datadog/definitions";
import { max } from "../../datadog/query";
import { consumers } from "../../metrics/rabbitmq";
import { documented, message } from "../documented";

/**
 * Alerts, queue by queue, when nobody takes its messages.
 * @param settings `critical`: consumers, fewer of which alert
 */
export const noConsumers = documented(
  {
    enabled: false,
    priority: 2,
    levels: { critical: 1 },
    source: {
      page: "https://github.com/DataDog/integrations-core/blob/master/rabbitmq/assets/monitors/consumers_at_zero.json",
      why: "The maximum of ten minutes instead of the average of five, so that a deployment does not alert.",
    },
    meaning: "Nobody reads the queue. Its messages wait until somebody does, or until it is full.",
    steps: [
      "See whether the workers run, and what they log when they connect.",
      "Check that they read this queue: its name, virtual host, and permissions.",
      "Start them. If the queue is no longer used, delete it.",
    ],
    missingData: "resolve: a queue that was deleted needs no consumer.",
    trap: "A worker that is down for a deployment comes back within ten minutes.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "RabbitMQ queue has no consumers",
      condition: max("last_10m", consumers.sum().by("queue")).below(critical, levels),
      message: message(
        'The queue {{queue.name}} has {{eval "round(value)"}} consumers.',
        "The queue {{queue.name}} has consumers again, or is gone.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    }),
);
