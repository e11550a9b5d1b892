import { metricMonitor } from "../../datadog/definitions";
import { min } from "../../datadog/query";
import { loadPerCore } from "../../metrics/system";
import { documented, message } from "../documented";

/**
 * Alerts, host by host, when more processes want to run than there are cores.
 * @param settings `critical`: processes per core
 */
export const load = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 2.5, warning: 2 },
    source: { page: "https://github.com/claranet/terraform-datadog-monitors/blob/master/system/generic/README.md" },
    meaning: "Processes queue for the CPU or for a disk. Everything on the host waits.",
    steps: [
      "See whether it is CPU or disk: look at host.cpu and host.ioWait.",
      "See which processes run or wait: ps -eo state,pid,cmd, states R and D.",
      "Stop what is not needed now, or take a host with more cores.",
    ],
    missingData: "resolve: without the agent, agent.gone alerts.",
    trap: "A batch that starts many processes at once is a matter of minutes.",
  },
  ({ critical, ...levels }) => {
    const condition = min("last_30m", loadPerCore.avg().by("host")).above(critical, levels);
    return metricMonitor({
      name: "Host load is high",
      condition,
      message: message(
        `The load of {{host.name}} has been {{eval "round(value, 1)"}} per core or more for ${condition.windowText} (alert above ${condition.thresholdText}).`,
        "The load of {{host.name}} is normal again.",
      ),
      requireFullWindow: true, // An agent that has just started knows minutes, not half an hour.
      onMissingData: "resolve",
    });
  },
);
