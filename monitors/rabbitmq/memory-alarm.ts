import { metricMonitor } from "../../datadog/definitions";
import { max } from "../../datadog/query";
import { memoryAlarm as alarm } from "../../metrics/rabbitmq";
import { documented, message } from "../documented";

/** Alerts, node by node, when the broker takes no messages for lack of memory. */
export const memoryAlarm = documented(
  {
    enabled: false,
    priority: 1,
    levels: { critical: 1 },
    source: { page: "https://www.rabbitmq.com/docs/memory", why: "The alarm is 1 while publishers are blocked." },
    meaning: "The broker is above its memory limit and blocks all publishers. Runs hang where they send messages.",
    steps: [
      "See what takes the memory: rabbitmq-diagnostics memory_breakdown.",
      "Find long queues and unacknowledged messages, and start their consumers.",
      "Raise vm_memory_high_watermark or the container's limit, if there is memory left.",
    ],
    missingData: "resolve: without the agent, rabbitmq.cannotConnect alerts.",
    trap: "Much memory below the limit is what rabbitmq.memory warns of: the alarm is 0, and nobody is blocked yet.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "RabbitMQ memory alarm",
      condition: max("last_5m", alarm.max().by("rabbitmq_node")).atOrAbove(critical, levels),
      message: message(
        "The broker {{rabbitmq_node.name}} accepts no messages for lack of memory.",
        "The broker {{rabbitmq_node.name}} accepts messages again.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    }),
);
