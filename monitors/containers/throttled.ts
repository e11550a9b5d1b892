import { metricMonitor } from "../../datadog/definitions";
import { avg } from "../../datadog/query";
import { containerThrottling } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, container by container, when its CPU limit throttles it.
 * @param settings `critical`: percent of the time
 */
export const throttled = documented(
  {
    enabled: false,
    priority: 4,
    levels: { critical: 25 },
    source: { own: "Throttled a quarter of the time, whatever runs in it takes a third longer." },
    meaning: "The container needs more CPU than its limit, and is throttled for part of each period.",
    steps: [
      "Compare its latency or its throughput with yesterday: does anybody suffer?",
      "Raise its CPU limit, or start fewer processes or threads in it.",
      "Move what takes the CPU to another time.",
    ],
    missingData: "resolve: a container that was stopped is not throttled.",
    trap: "A program takes more CPU while it starts: the average of a quarter of an hour stays below.",
  },
  ({ critical, ...levels }) => {
    const condition = avg("last_15m", containerThrottling).above(critical, levels);
    return metricMonitor({
      name: "Container is throttled by its CPU limit",
      condition,
      message: message(
        `The container {{container_name.name}} on {{host.name}} is throttled {{eval "round(value)"}}% of the time (alert above ${condition.thresholdText}%).`,
        "The container {{container_name.name}} on {{host.name}} is no longer throttled.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
