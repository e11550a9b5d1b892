import { rabbitmqHealth } from "../../metrics/checks";
import { components } from "../../metrics/components";
import { cannotConnect } from "../cannot-connect";

/** Alerts when the agent cannot read RabbitMQ's metrics. */
export const rabbitmqCannotConnect = cannotConnect({
  component: components.rabbitmq.name,
  check: rabbitmqHealth,
  meaning:
    "The broker is down, or its Prometheus plugin is not enabled. While it is down, messages are neither accepted nor delivered.",
  steps: [
    "Look at its container: is it running, and what are the last lines of its log?",
    "Ask it: rabbitmq-diagnostics ping, then rabbitmq-diagnostics check_running.",
    "If everything else works, check that the plugin rabbitmq_prometheus is enabled.",
  ],
});
