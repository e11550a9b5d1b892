import { metricMonitor } from "../../datadog/definitions";
import { sum } from "../../datadog/query";
import { deliveredTooOften, overflowed, rejected } from "../../metrics/rabbitmq";
import { documented, message } from "../documented";

/**
 * Alerts when messages are given up: rejected, delivered too often, or pushed out of a full queue.
 * @param settings `critical`: messages in the window
 */
export const deadLetters = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 0 },
    source: { own: "Each message that RabbitMQ gives up on is work that does not get done." },
    meaning: "RabbitMQ gave up on messages. They are in a dead-letter queue if there is one; otherwise, they are lost.",
    steps: [
      "Look into the dead-letter queue: the header x-death says from which queue, and why.",
      "Find the error of the consumer that rejected them.",
      "Fix it, and publish the messages again.",
    ],
    missingData: "default: without data, the counts are 0.",
    trap: "Messages that expire are left out: queues that delay a retry let them expire on purpose.",
  },
  ({ critical, ...levels }) => {
    const all = rejected.sum().asCount().plus(deliveredTooOften.sum().asCount()).plus(overflowed.sum().asCount());
    const condition = sum("last_15m", all).above(critical, levels);
    return metricMonitor({
      name: "RabbitMQ gives up on messages",
      condition,
      message: message(
        `RabbitMQ gave up on {{eval "round(value)"}} messages in the last ${condition.windowText} (alert above ${condition.thresholdText}).`,
        "RabbitMQ no longer gives up on messages.",
      ),
      requireFullWindow: false,
      onMissingData: "default",
    });
  },
);
