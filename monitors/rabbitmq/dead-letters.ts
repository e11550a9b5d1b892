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
    source: { own: "Each message that is given up is work that nobody does." },
    meaning: "Messages were given up. They are in a dead-letter queue where there is one, otherwise lost.",
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
      name: "RabbitMQ gives up messages",
      condition,
      message: message(
        `{{eval "round(value)"}} messages were given up in the last ${condition.windowText} (alert above ${condition.thresholdText}).`,
        "No more messages are given up.",
      ),
      requireFullWindow: false,
      onMissingData: "default",
    });
  },
);
