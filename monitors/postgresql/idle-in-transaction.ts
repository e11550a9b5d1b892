import { metricMonitor } from "../../datadog/definitions";
import { min } from "../../datadog/query";
import { idleInTransaction as idle } from "../../metrics/postgresql";
import { documented, message } from "../documented";

/**
 * Alerts, database by database, when several connections have begun a transaction and do nothing.
 * @param settings `critical`: connections
 */
export const idleInTransaction = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 10, warning: 5 },
    source: { own: "A tenth of the 100 connections that PostgreSQL allows by default." },
    meaning:
      "Programs forget to end their transactions. They hold locks and connections, and keep vacuum from cleaning up.",
    steps: [
      "Find them: SELECT pid, usename, application_name, state_change FROM pg_stat_activity WHERE state = 'idle in transaction'.",
      "Look for code that waits for something else between two statements, or loses an exception before ROLLBACK.",
      "End the oldest with pg_terminate_backend(pid), and set idle_in_transaction_session_timeout.",
    ],
    missingData: "resolve: without connections, none is idle.",
    trap: "Between two statements every transaction is idle for a moment: the minimum of ten minutes counts.",
  },
  ({ critical, ...levels }) => {
    const condition = min("last_10m", idle.sum().by("host", "db")).atOrAbove(critical, levels);
    return metricMonitor({
      name: "PostgreSQL connections are idle in transaction",
      condition,
      message: message(
        `{{eval "round(value)"}} connections to {{db.name}} on {{host.name}} have been idle in a transaction (alert at ${condition.thresholdText}).`,
        "Connections to {{db.name}} on {{host.name}} end their transactions again.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
