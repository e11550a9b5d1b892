import { metricMonitor } from "../../datadog/definitions";
import { avg } from "../../datadog/query";
import { replicationDelay as delay } from "../../metrics/postgresql";
import { documented, message } from "../documented";

/**
 * Alerts, replica by replica, when it is far behind its primary.
 * @param settings `critical`: seconds
 */
export const replicationDelay = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 200, warning: 100 },
    source: {
      page: "https://github.com/claranet/terraform-datadog-monitors/blob/master/database/postgresql/monitors-postgresql.tf",
    },
    meaning: "The replica answers with old data, and a failover to it would lose the most recent changes.",
    steps: [
      "Check that the replica is connected: SELECT * FROM pg_stat_wal_receiver.",
      "Look for a long query on the replica that holds up replay, or a large write on the primary.",
      "Compare network and disk throughput of both hosts.",
    ],
    missingData: "resolve: only a replica reports it; one that was removed is not late.",
    trap: "A large write delays the replica for a minute or two: the average of ten minutes stays below.",
  },
  ({ critical, ...levels }) => {
    const condition = avg("last_10m", delay.avg().by("host", "port")).above(critical, levels);
    return metricMonitor({
      name: "PostgreSQL replica is late",
      condition,
      message: message(
        `The replica {{host.name}}:{{port.name}} is {{eval "round(value)"}} s behind its primary (alert above ${condition.thresholdText} s).`,
        "The replica {{host.name}}:{{port.name}} has caught up.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
