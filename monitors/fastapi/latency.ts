import { metricMonitor } from "../../datadog/definitions";
import { percentile } from "../../datadog/query";
import { webRequests } from "../../metrics/traces";
import { documented, message } from "../documented";

/**
 * Alerts when one in twenty requests takes too long.
 * @param settings `critical`: seconds, 95th percentile
 */
export const requestLatency = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 1 },
    source: { own: "People notice an interface that takes more than a second." },
    meaning: "One in twenty requests is slow. The API waits for something: the database, the broker, or CPU.",
    steps: [
      "Open the slowest traces around the alert, and see which span takes the time.",
      "Compare by resource: one endpoint points to its query, all of them to the host or the database.",
      "Check PostgreSQL's connections and locks, and the CPU of the container.",
    ],
    missingData: "resolve: without requests, nobody waits.",
    trap: "One slow request among the few of a quiet night is not one in twenty.",
  },
  ({ critical, ...levels }) => {
    const condition = percentile("last_10m", webRequests.latency.p95()).above(critical, levels);
    return metricMonitor({
      name: "FastAPI is slow",
      condition,
      message: message(
        `The 95th percentile of the API's response times is {{eval "round(value, 2)"}} s over ${condition.windowText} (alert above ${condition.thresholdText} s).`,
        "The API responds quickly again.",
      ),
      requireFullWindow: false, // Requests come when they come.
      onMissingData: "resolve",
    });
  },
);
