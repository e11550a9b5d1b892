import { and, compositeMonitor, type MonitorDefinition } from "../../datadog/definitions";
import { documented, message } from "../documented";
import { queueGrows } from "./queue-grows";
import { queueLong } from "./queue-long";

interface Parts {
  readonly "rabbitmq.queueLong"?: MonitorDefinition;
  readonly "rabbitmq.queueGrows"?: MonitorDefinition;
}

/** Alerts, queue by queue, when it is long and still grows. */
export const backlog = documented(
  {
    priority: 2,
    source: {
      own: "Those of queueLong and queueGrows: more than 1,000 messages, and more of them than a quarter of an hour ago.",
    },
    meaning: "Consumers do not keep up, or do nothing. Work is late, and gets later by the minute.",
    steps: [
      "See whether the queue has consumers, and whether they acknowledge what they take.",
      "Look at the consumers' logs: do they fail on the same message again and again?",
      "Add consumers, or slow down whoever publishes.",
    ],
    missingData: "none: a composite has the states of its parts, which resolve.",
    trap: "A queue that is always long but shrinks, and a batch that grows to less than its limit.",
  },
  (_, { "rabbitmq.queueLong": long = queueLong(), "rabbitmq.queueGrows": grows = queueGrows() }: Parts = {}) =>
    compositeMonitor({
      name: "RabbitMQ backlog",
      condition: and(long, grows),
      message: message(
        "The queue {{queue.name}} is long and still growing.",
        "The queue {{queue.name}} is short again, or shrinking.",
      ),
    }),
);
