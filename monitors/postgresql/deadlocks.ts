import { metricMonitor } from "../../datadog/definitions";
import { sum } from "../../datadog/query";
import { deadlocks as count } from "../../metrics/postgresql";
import { documented, message } from "../documented";

/**
 * Alerts, database by database, when transactions keep blocking each other.
 * @param settings `critical`: deadlocks in the window
 */
export const deadlocks = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 5, warning: 2 },
    source: { own: "One deadlock is retried; several within minutes have the same cause." },
    meaning: "Transactions lock the same rows in different orders. PostgreSQL ends one of them each time.",
    steps: [
      "Search the logs for 'deadlock detected': DETAIL names both statements.",
      "Make both lock in the same order, or take one lock for the whole.",
      "Check that the program retries the transaction that was ended.",
    ],
    missingData: "default: without data, the count is 0.",
    trap: "A single deadlock is retried and nobody notices.",
  },
  ({ critical, ...levels }) => {
    const condition = sum("last_15m", count.sum().by("host", "db").asCount()).atOrAbove(critical, levels);
    return metricMonitor({
      name: "PostgreSQL deadlocks",
      condition,
      message: message(
        `There were {{eval "round(value)"}} deadlocks in {{db.name}} on {{host.name}} in the last ${condition.windowText} (alert at ${condition.thresholdText}).`,
        "There are no more deadlocks in {{db.name}} on {{host.name}}.",
      ),
      requireFullWindow: false,
      onMissingData: "default",
    });
  },
);
