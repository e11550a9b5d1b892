import { metricMonitor } from "../../datadog/definitions";
import { avg } from "../../datadog/query";
import { messagesReady } from "../../metrics/rabbitmq";
import { documented } from "../documented";

/**
 * Whether a queue is longer than a quarter of an hour ago, which is a part of `rabbitmq.backlog`.
 * @param settings `critical`: messages more than then
 */
export const queueGrows = documented(
  {
    isPart: true,
    priority: 5,
    levels: { critical: 0, recovery: -50 },
    source: {
      own: "Consumers that keep up leave a queue no longer than it was. It recovers once the queue shrinks: otherwise, the alert of a queue that hovers would come and go.",
    },
    meaning: "More messages come in than are consumed. Alone, that is how every batch begins.",
    steps: [
      "Look at rabbitmq.backlog, which alerts when the queue is long, too.",
      "Compare the rates of messages published and delivered.",
      "Add consumers if it happens every day.",
    ],
    missingData: "resolve: a queue that was deleted does not grow.",
    trap: "A queue that is always long but shrinks.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "RabbitMQ queue grows",
      condition: avg("last_5m", messagesReady.max().by("queue")).changeSince("last_15m").above(critical, levels),
      message:
        'Part of the composite monitor rabbitmq.backlog: {{queue.name}} changed by {{eval "round(value)"}} messages within a quarter of an hour.',
      requireFullWindow: false,
      onMissingData: "resolve",
    }),
);
