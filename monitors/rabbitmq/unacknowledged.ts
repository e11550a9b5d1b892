import { metricMonitor } from "../../datadog/definitions";
import { anomalies, avg } from "../../datadog/query";
import { messagesUnacknowledged } from "../../metrics/rabbitmq";
import { documented, message } from "../documented";

/**
 * Alerts, queue by queue, when consumers hold far more messages than usual without acknowledging them. The Prometheus plugin
 * has no rate of them, so the number itself is compared.
 * @param settings `critical`: the share of a quarter of an hour that is unusual, up to 1
 */
export const unacknowledged = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 1, recovery: 0 },
    source: {
      page: "https://github.com/cloudposse/terraform-datadog-platform/blob/main/catalog/monitors/rabbitmq.yaml",
    },
    meaning: "Consumers take messages and do not finish them: they hang, or each message takes longer than usual.",
    steps: [
      "Find the consumers of the queue, and see what they wait for.",
      "Look for errors in whatever they call: the database, an API.",
      "Restart those that hang: their messages go back into the queue.",
    ],
    missingData: "resolve: a queue that was deleted has no messages.",
    trap: "A batch every hour: the band follows the hour.",
  },
  ({ critical, ...levels }) => {
    const usual = anomalies(messagesUnacknowledged.max().by("queue"), "agile", 2, {
      direction: "above",
      alertWindow: "last_15m",
      interval: 60,
      seasonality: "hourly",
    });
    return metricMonitor({
      name: "RabbitMQ messages are not acknowledged",
      condition: avg("last_4h", usual).atOrAbove(critical, levels),
      message: message(
        "The consumers of {{queue.name}} hold far more messages than usual without acknowledging them.",
        "The consumers of {{queue.name}} acknowledge their messages as usual again.",
      ),
      thresholdWindows: { trigger: "last_15m", recovery: "last_15m" },
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
