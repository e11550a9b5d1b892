import { metricMonitor } from "../../datadog/definitions";
import { min } from "../../datadog/query";
import { transactionsLeft } from "../../metrics/postgresql";
import { documented, message } from "../documented";

/**
 * Alerts, database by database, long before its transaction ids wrap around and PostgreSQL takes no more writes.
 * @param settings `critical`: transactions that are left
 */
export const wraparound = documented(
  {
    enabled: false,
    priority: 2,
    levels: { critical: 500_000_000, warning: 1_000_000_000 },
    source: {
      page: "https://www.postgresql.org/docs/17/runtime-config-client.html#GUC-VACUUM-FAILSAFE-AGE",
      why: "At an age of 1.6 billion of 2.1 billion, vacuum takes its emergency measures: they should be unnecessary.",
    },
    meaning:
      "Vacuum does not keep up. When no transaction is left, PostgreSQL refuses all writes until it has caught up.",
    steps: [
      "Look for what holds vacuum up: old transactions, prepared transactions, unused replication slots.",
      "See which tables are oldest: SELECT relname, age(relfrozenxid) FROM pg_class WHERE relkind = 'r' ORDER BY 2 DESC.",
      "Run VACUUM (FREEZE) on them, and check autovacuum's settings.",
    ],
    missingData: "resolve: without the agent, postgresql.cannotConnect alerts.",
    trap: "Autovacuum begins to freeze at an age of 200 million, which is routine: 1.9 billion are left then.",
  },
  ({ critical, ...levels }) => {
    const condition = min("last_1h", transactionsLeft.min().by("host", "db")).below(critical, levels);
    return metricMonitor({
      name: "PostgreSQL comes close to wraparound",
      condition,
      message: message(
        `The database {{db.name}} on {{host.name}} can begin {{eval "round(value / 1000000)"}} million more transactions (alert below ${condition.critical / 1e6} million).`,
        "Vacuum has caught up in the database {{db.name}} on {{host.name}}.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
