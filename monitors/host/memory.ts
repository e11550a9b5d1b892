import { metricMonitor } from "../../datadog/definitions";
import { max } from "../../datadog/query";
import { hostMemoryLeft } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, host by host, when hardly any memory is left.
 * @param settings `critical`: percent of the memory that is usable
 */
export const memory = documented(
  {
    enabled: false,
    priority: 2,
    levels: { critical: 5, warning: 10 },
    source: { page: "https://github.com/claranet/terraform-datadog-monitors/blob/master/system/generic/README.md" },
    meaning: "The host is about to run out of memory. The kernel will kill a process, usually the largest.",
    steps: [
      "See which container takes it: docker stats, or container.memory.usage.",
      "Look for one that grows without end, and restart it before the kernel chooses.",
      "Give containers limits, so that one cannot take everything.",
    ],
    missingData: "resolve: without the agent, agent.gone alerts.",
    trap: "A peak of a minute: the most that was usable within five minutes counts. Cached files are usable.",
  },
  ({ critical, ...levels }) => {
    const condition = max("last_5m", hostMemoryLeft).below(critical, levels);
    return metricMonitor({
      name: "Host runs out of memory",
      condition,
      message: message(
        `{{host.name}} has {{eval "round(value, 1)"}}% of its memory left (alert below ${condition.thresholdText}%).`,
        "{{host.name}} has memory left again.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
