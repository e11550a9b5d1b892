import { metricMonitor } from "../../datadog/definitions";
import { min } from "../../datadog/query";
import { hostCpu } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, host by host, when its CPU has been busy for an hour.
 * @param settings `critical`: percent
 */
export const cpu = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 90, warning: 85 },
    source: { page: "https://github.com/claranet/terraform-datadog-monitors/blob/master/system/generic/README.md" },
    meaning: "The CPU has been busy for an hour without a break. Everything on it is slower than it could be.",
    steps: [
      "See which process or container takes the CPU: docker stats, or Live Processes.",
      "Compare with last week: more work, or a program that is stuck in a loop?",
      "Move work elsewhere or to another time, or take a larger host.",
    ],
    missingData: "resolve: without the agent, agent.gone alerts.",
    trap: "A nightly batch may take the whole CPU, but has a quieter minute within the hour.",
  },
  ({ critical, ...levels }) => {
    const condition = min("last_1h", hostCpu).above(critical, levels);
    return metricMonitor({
      name: "Host CPU is busy",
      condition,
      message: message(
        `The CPU of {{host.name}} has been at {{eval "round(value)"}}% or more for ${condition.windowText} (alert above ${condition.thresholdText}%).`,
        "The CPU of {{host.name}} is no longer busy.",
      ),
      requireFullWindow: true, // An agent that has just started knows minutes, not the hour.
      onMissingData: "resolve",
    });
  },
);
