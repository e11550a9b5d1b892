import { metricMonitor } from "../../datadog/definitions";
import { anomalies, avg } from "../../datadog/query";
import { webRequests } from "../../metrics/traces";
import { documented, message } from "../documented";

/**
 * Alerts when there are far fewer requests than usual at this time of day.
 * @param settings `critical`: the share of a quarter of an hour that is unusual, up to 1
 */
export const trafficDrop = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 1, recovery: 0 },
    source: { own: "All of a quarter of an hour, three deviations below: anything shorter is a quiet moment." },
    meaning: "Requests are missing. Whoever calls the API cannot reach it, or has stopped.",
    steps: [
      "Check that the API can be reached from where its users are: DNS, proxy, certificate.",
      "Ask whether a caller was stopped or moved on purpose.",
      "Compare with the same hour of yesterday, and see which endpoint is missing.",
    ],
    missingData: "default: a count without data evaluates as 0, which is unusual as well.",
    trap: "Every night is quiet: the band follows the time of day.",
  },
  ({ critical, ...levels }) => {
    const usual = anomalies(webRequests.hits.sum().asCount(), "agile", 3, {
      direction: "below",
      alertWindow: "last_15m",
      interval: 60,
      countDefaultZero: true,
      seasonality: "daily",
    });
    return metricMonitor({
      name: "FastAPI traffic drops",
      condition: avg("last_4h", usual).atOrAbove(critical, levels),
      message: message(
        "The API receives far fewer requests than usual at this time of day.",
        "The API receives as many requests as usual again.",
      ),
      thresholdWindows: { trigger: "last_15m", recovery: "last_15m" },
      requireFullWindow: false,
      onMissingData: "default",
    });
  },
);
