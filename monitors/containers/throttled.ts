import { metricMonitor } from "../../datadog/definitions";
import { avg } from "../../datadog/query";
import { containerThrottling } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, container by container, when its CPU limit holds it back.
 * @param settings `critical`: percent of the time
 */
export const throttled = documented(
  {
    enabled: false,
    priority: 4,
    levels: { critical: 25 },
    source: { own: "Held back a quarter of the time, whatever runs in it takes a third longer." },
    meaning: "The container wants more CPU than its limit, and is stopped for part of each period.",
    steps: [
      "Compare its latency or its throughput with yesterday: does anybody suffer?",
      "Raise its CPU limit, or start fewer processes or threads in it.",
      "Move what takes the CPU to another time.",
    ],
    missingData: "resolve: a container that was stopped is not held back.",
    trap: "Every start of a program takes more CPU than later: a quarter of an hour on average stays below.",
  },
  ({ critical, ...levels }) => {
    const condition = avg("last_15m", containerThrottling).above(critical, levels);
    return metricMonitor({
      name: "Container is held back by its CPU limit",
      condition,
      message: message(
        `The container {{container_name.name}} on {{host.name}} is held back {{eval "round(value)"}} % of the time (alert above ${condition.thresholdText} %).`,
        "The container {{container_name.name}} on {{host.name}} gets the CPU that it wants.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
