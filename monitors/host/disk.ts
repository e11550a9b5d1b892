import { metricMonitor } from "../../datadog/definitions";
import { max } from "../../datadog/query";
import { diskSpace } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, disk by disk, when it is nearly full.
 * @param settings `critical`: percent
 */
export const disk = documented(
  {
    enabled: false,
    priority: 2,
    levels: { critical: 90, warning: 80, recovery: 88, warningRecovery: 78 },
    source: { page: "https://github.com/claranet/terraform-datadog-monitors/blob/master/system/generic/README.md" },
    meaning: "The disk is nearly full. Databases and brokers stop when they cannot write.",
    steps: [
      "See what takes the space: docker system df, du -xh --max-depth=2 /var/lib/docker.",
      "Remove images, volumes, and logs that nobody needs: docker system prune.",
      "Enlarge the disk, or move what grows.",
    ],
    missingData: "resolve: a disk that was removed is not full.",
    trap: "Loop devices hold read-only images, and are always full: they are left out.",
  },
  ({ critical, ...levels }) => {
    const condition = max("last_5m", diskSpace).above(critical, levels);
    return metricMonitor({
      name: "Host disk is nearly full",
      condition,
      message: message(
        `The disk {{device.name}} of {{host.name}} is {{eval "round(value)"}}% full (alert above ${condition.thresholdText}%).`,
        "The disk {{device.name}} of {{host.name}} has space again.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
