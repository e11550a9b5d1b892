import { metricMonitor } from "../../datadog/definitions";
import { avg } from "../../datadog/query";
import { brokerMemory } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, node by node, before the broker blocks its publishers for lack of memory.
 * @param settings `critical`: percent of the broker's limit
 */
export const memory = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 87.5, warning: 75 },
    source: {
      page: "https://github.com/cloudposse/terraform-datadog-platform/blob/main/catalog/monitors/rabbitmq.yaml",
      why: "Its 35% and 30% of the host's memory, as shares of the default limit of 40%.",
    },
    meaning: "The broker comes close to the limit at which it blocks all publishers.",
    steps: [
      "See what takes the memory: rabbitmq-diagnostics memory_breakdown.",
      "Find queues that grow, and unacknowledged messages.",
      "Add consumers, or memory, before the alarm goes off.",
    ],
    missingData: "resolve: without the agent, rabbitmq.cannotConnect alerts.",
    trap: "A burst of messages takes memory for a few minutes.",
  },
  ({ critical, ...levels }) => {
    const condition = avg("last_15m", brokerMemory).above(critical, levels);
    return metricMonitor({
      name: "RabbitMQ memory is nearly used up",
      condition,
      message: message(
        `The broker {{rabbitmq_node.name}} uses {{eval "round(value)"}}% of its memory limit (alert above ${condition.thresholdText}%).`,
        "The broker {{rabbitmq_node.name}} has memory left again.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
