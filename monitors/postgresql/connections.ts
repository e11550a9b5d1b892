import { metricMonitor } from "../../datadog/definitions";
import { avg } from "../../datadog/query";
import { connectionsInUse } from "../../metrics/measures";
import { documented, message } from "../documented";

/**
 * Alerts, host by host, when PostgreSQL soon has no connection left.
 * @param settings `critical`: percent of `max_connections`
 */
export const connections = documented(
  {
    enabled: false,
    priority: 2,
    levels: { critical: 90, warning: 80 },
    source: {
      page: "https://github.com/DataDog/integrations-core/blob/master/postgres/assets/monitors/percent_usage_connections.json",
    },
    meaning: "Nearly all connections are in use. Once all of them are, new clients are refused.",
    steps: [
      "See who has them: SELECT usename, application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3.",
      "Look for many idle ones: a pool that is too large, or a program that never closes its connections.",
      "End idle ones with pg_terminate_backend(pid), and reduce the pools before you raise max_connections.",
    ],
    missingData: "resolve: without the agent, postgresql.cannotConnect alerts.",
    trap: "All workers connect at once after a deployment: the average of a quarter of an hour stays below.",
  },
  ({ critical, ...levels }) => {
    const condition = avg("last_15m", connectionsInUse).above(critical, levels);
    return metricMonitor({
      name: "PostgreSQL runs out of connections",
      condition,
      message: message(
        `PostgreSQL on {{host.name}} uses {{eval "round(value)"}}% of its connections (alert above ${condition.thresholdText}%).`,
        "PostgreSQL on {{host.name}} has connections left again.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
