import { metricMonitor } from "../../datadog/definitions";
import { forecast, max } from "../../datadog/query";
import { diskSpace } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, disk by disk, when it will be full within a week.
 * @param settings `critical`: percent
 */
export const diskForecast = documented(
  {
    enabled: false,
    priority: 4,
    levels: { critical: 80, recovery: 72 },
    source: { page: "https://github.com/claranet/terraform-datadog-monitors/blob/master/system/generic/README.md" },
    meaning: "At the pace of the last week, the disk reaches this threshold within the next week.",
    steps: [
      "See what grows: compare du -xh --max-depth=2 of today and tomorrow.",
      "Check that logs are rotated, and that old results are deleted.",
      "Enlarge the disk before host.disk alerts.",
    ],
    missingData: "resolve: without measurements, there is no forecast.",
    trap: "A disk that is fuller than usual but does not grow, and loop devices, which are always full.",
  },
  ({ critical, ...levels }) => {
    const growth = forecast(diskSpace, "linear", 1, { interval: "60m", history: "1w" });
    const condition = max("next_1w", growth).atOrAbove(critical, levels);
    return metricMonitor({
      name: "Host disk fills up",
      condition,
      message: message(
        `The disk {{device.name}} of {{host.name}} will be ${condition.thresholdText}% full within a week.`,
        "The disk {{device.name}} of {{host.name}} no longer fills up.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
