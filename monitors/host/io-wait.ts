import { metricMonitor } from "../../datadog/definitions";
import { avg } from "../../datadog/query";
import { cpuWaiting } from "../../metrics/system";
import { documented, message } from "../documented";

/**
 * Alerts, host by host, when its CPU waits for disks.
 * @param settings `critical`: percent of the CPU time
 */
export const ioWait = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 50, warning: 30 },
    source: { page: "https://github.com/cloudposse/terraform-datadog-platform/blob/main/catalog/monitors/host.yaml" },
    meaning: "A disk is too slow for what is asked of it. The database and the broker suffer first.",
    steps: [
      "See which process reads or writes: iotop, or container.io.read and container.io.write.",
      "Look for queries that spill to disk, or a backup that runs now.",
      "Move that to another disk or another time.",
    ],
    missingData: "resolve: without the agent, agent.gone alerts.",
    trap: "A checkpoint of the database writes for a minute: the average of ten minutes stays below.",
  },
  ({ critical, ...levels }) => {
    const condition = avg("last_10m", cpuWaiting.avg().by("host")).above(critical, levels);
    return metricMonitor({
      name: "Host waits for its disks",
      condition,
      message: message(
        `The CPU of {{host.name}} waits for disks {{eval "round(value)"}}% of the time (alert above ${condition.thresholdText}%).`,
        "The CPU of {{host.name}} no longer waits for disks.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
