import { metricMonitor } from "../../datadog/definitions";
import { min } from "../../datadog/query";
import { diskInodes } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, disk by disk, when no more files can be created soon, although there is space.
 * @param settings `critical`: percent
 */
export const inodes = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 95, warning: 90 },
    source: { page: "https://github.com/claranet/terraform-datadog-monitors/blob/master/system/generic/README.md" },
    meaning: "The file system has hardly any inodes left: each file takes one, however small it is.",
    steps: [
      "Find the directory with the most files: du --inodes -x --max-depth=3 / | sort -n | tail.",
      "Delete what was left behind: temporary files, sessions, old shuffle files of Spark.",
      "A file system with more inodes has to be created from scratch; XFS has no such limit.",
    ],
    missingData: "resolve: a disk that was removed has no inodes.",
    trap: "Loop devices hold read-only images, and have no inode left: they are left out.",
  },
  ({ critical, ...levels }) => {
    const condition = min("last_5m", diskInodes).above(critical, levels);
    return metricMonitor({
      name: "Host runs out of inodes",
      condition,
      message: message(
        `The disk {{device.name}} of {{host.name}} has {{eval "round(value)"}}% of its inodes in use (alert above ${condition.thresholdText}%).`,
        "The disk {{device.name}} of {{host.name}} has inodes again.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
