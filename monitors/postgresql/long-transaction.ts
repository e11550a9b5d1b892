import { metricMonitor } from "../../datadog/definitions";
import { max } from "../../datadog/query";
import { oldestTransaction } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, database by database, when a transaction has been open for too long.
 * @param settings `critical`: seconds
 */
export const longTransaction = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 3600, warning: 1800 },
    source: { own: "As long as a stage may run before it counts as stuck." },
    meaning: "A transaction holds its locks, and vacuum cannot remove what it might still see. Tables grow meanwhile.",
    steps: [
      "Find it: SELECT pid, xact_start, state, query FROM pg_stat_activity ORDER BY xact_start.",
      "See which sessions wait for a lock: SELECT * FROM pg_locks WHERE NOT granted.",
      "Ask its owner, or end it with pg_terminate_backend(pid).",
    ],
    missingData: "resolve: without an open transaction, there is no age.",
    trap: "The nightly backup is one long transaction: pg_dump is left out.",
  },
  ({ critical, ...levels }) => {
    const condition = max("last_5m", oldestTransaction).above(critical, levels);
    return metricMonitor({
      name: "PostgreSQL transaction stays open",
      condition,
      message: message(
        `A transaction in {{db.name}} on {{host.name}} has been open for {{eval "round(value / 60)"}} minutes (alert above ${condition.critical / 60} minutes).`,
        "The transaction in {{db.name}} on {{host.name}} has ended.",
      ),
      requireFullWindow: false, // Transactions come and go.
      onMissingData: "resolve",
    });
  },
);
