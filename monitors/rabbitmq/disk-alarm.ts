import { metricMonitor } from "../../datadog/definitions";
import { max } from "../../datadog/query";
import { diskAlarm as alarm } from "../../metrics/rabbitmq";
import { documented, message } from "../documented";

/** Alerts, node by node, when the broker takes no messages for lack of disk space. */
export const diskAlarm = documented(
  {
    enabled: false,
    priority: 1,
    levels: { critical: 1 },
    source: {
      page: "https://github.com/DataDog/integrations-core/blob/master/rabbitmq/assets/monitors/disk_usage_prometheus.json",
    },
    meaning: "The broker has less disk space than its limit and blocks all publishers.",
    steps: [
      "See what fills the disk: queues of persistent messages, logs, or something else on the host.",
      "Make room, or start the consumers of the longest queues.",
      "The broker goes on by itself once there is more space than disk_free_limit.",
    ],
    missingData: "resolve: without the agent, rabbitmq.cannotConnect alerts.",
    trap: "A disk that fills up is what host.diskForecast warns of; the alarm is 0 until the limit is reached.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "RabbitMQ disk alarm",
      condition: max("last_5m", alarm.max().by("rabbitmq_node")).atOrAbove(critical, levels),
      message: message(
        "The broker {{rabbitmq_node.name}} accepts no messages for lack of disk space.",
        "The broker {{rabbitmq_node.name}} accepts messages again.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    }),
);
