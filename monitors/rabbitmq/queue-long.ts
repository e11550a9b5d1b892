import { metricMonitor } from "../../datadog/definitions";
import { min } from "../../datadog/query";
import { messagesReady } from "../../metrics/rabbitmq";
import { documented } from "../documented";

/**
 * How many messages wait in a queue, which is a part of `rabbitmq.backlog`.
 * @param settings `critical`: messages
 */
export const queueLong = documented(
  {
    isPart: true,
    priority: 5,
    levels: { critical: 1000 },
    source: {
      own: "More than an hour of work at one message every few seconds. Adjust it to what your consumers do in an hour.",
    },
    meaning: "Many messages wait. Alone, that can be a batch that is being worked through.",
    steps: [
      "Look at rabbitmq.backlog, which alerts when the queue grows, too.",
      "Compare with the rate at which consumers acknowledge messages.",
      "Adjust this threshold to the size of your batches.",
    ],
    missingData: "resolve: a queue that was deleted has no messages.",
    trap: "A queue that is always short, and a burst that is worked through within minutes.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "RabbitMQ queue is long",
      condition: min("last_10m", messagesReady.max().by("queue")).above(critical, levels),
      message:
        'Part of the composite monitor rabbitmq.backlog: {{eval "round(value)"}} messages wait in {{queue.name}}.',
      requireFullWindow: false,
      onMissingData: "resolve",
    }),
);
