import { metricMonitor } from "../../datadog/definitions";
import { min } from "../../datadog/query";
import { containerMemory } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, container by container, before the kernel kills it for lack of memory.
 * @param settings `critical`: percent of the container's limit
 */
export const memory = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 90, warning: 80 },
    source: { page: "https://github.com/claranet/terraform-datadog-monitors/blob/master/caas/docker/inputs.tf" },
    meaning: "The container comes close to its memory limit. At the limit, the kernel kills its largest process.",
    steps: [
      "See whether it grows without end or with its workload.",
      "Look for a restart shortly before: exit code 137 is the kernel's.",
      "Raise its limit, or let it do less at once.",
    ],
    missingData: "resolve: a container that was stopped uses no memory; one without a limit is not monitored.",
    trap: "A peak of a minute: the minimum of five minutes counts.",
  },
  ({ critical, ...levels }) => {
    const condition = min("last_5m", containerMemory).above(critical, levels);
    return metricMonitor({
      name: "Container runs out of memory",
      condition,
      message: message(
        `The container {{container_name.name}} on {{host.name}} uses {{eval "round(value)"}}% of its memory limit (alert above ${condition.thresholdText}%).`,
        "The container {{container_name.name}} on {{host.name}} has memory left again.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
