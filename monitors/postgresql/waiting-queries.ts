import { metricMonitor } from "../../datadog/definitions";
import { min } from "../../datadog/query";
import { activeWaitingQueries } from "../../metrics/postgresql";
import { documented, message } from "../documented";

/**
 * Alerts, database by database, when queries queue up. `waiting_queries` would also count every idle connection: since
 * PostgreSQL 10, those wait for their client.
 * @param settings `critical`: queries
 */
export const waitingQueries = documented(
  {
    enabled: false,
    priority: 2,
    levels: { critical: 20, warning: 10 },
    source: { own: "A fifth of the 100 connections that PostgreSQL allows by default." },
    meaning: "Queries wait for locks or for the disk. Whoever sent them waits as well, and connections run out next.",
    steps: [
      "See what they wait for: SELECT wait_event_type, wait_event, count(*) FROM pg_stat_activity WHERE state = 'active' GROUP BY 1, 2.",
      "Find what blocks them: SELECT pid, pg_blocking_pids(pid), query FROM pg_stat_activity WHERE wait_event_type = 'Lock'.",
      "End the query that blocks the others with pg_cancel_backend(pid).",
    ],
    missingData: "resolve: without queries, none waits.",
    trap: "A burst waits for a moment: the minimum of five minutes counts.",
  },
  ({ critical, ...levels }) => {
    const condition = min("last_5m", activeWaitingQueries.sum().by("host", "db")).atOrAbove(critical, levels);
    return metricMonitor({
      name: "PostgreSQL queries wait",
      condition,
      message: message(
        `{{eval "round(value)"}} queries in {{db.name}} on {{host.name}} have been waiting (alert at ${condition.thresholdText}).`,
        "Queries in {{db.name}} on {{host.name}} no longer wait.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
