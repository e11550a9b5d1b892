import { rabbitmqHealth } from "../../metrics/checks";
import { components } from "../../metrics/components";
import { cannotConnect } from "../cannot-connect";

/** Alerts when the agent cannot read RabbitMQ's metrics. */
export const rabbitmqCannotConnect = cannotConnect({
  component: components.rabbitmq.name,
  check: rabbitmqHealth,
  meaning:
    "The broker is down, or its Prometheus plugin is not enabled. No message is taken or delivered when it is down.",
  steps: [
    "Look at its container: is it running, and what are the last lines of its log?",
    "Ask it: rabbitmq-diagnostics ping, then rabbitmq-diagnostics check_running.",
    "Check that the plugin rabbitmq_prometheus is enabled, when everything else works.",
  ],
});
