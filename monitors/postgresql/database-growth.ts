import { metricMonitor } from "../../datadog/definitions";
import { forecast, max } from "../../datadog/query";
import { databaseSize } from "../../metrics/postgresql";
import { documented, message } from "../documented";

/**
 * Alerts, database by database, when it will outgrow its disk within a week.
 * @param settings `critical`: bytes
 */
export const databaseGrowth = documented(
  {
    enabled: false,
    priority: 4,
    levels: { critical: 100 * 2 ** 30, recovery: 90 * 2 ** 30 },
    source: { own: "A disk of 100 GiB. Set it to four fifths of yours." },
    meaning: "At the pace of the last week, the database reaches this size within the next week.",
    steps: [
      "See what grows: SELECT relname, pg_total_relation_size(oid) FROM pg_class ORDER BY 2 DESC LIMIT 10.",
      "Decide what can be deleted or archived, and whether vacuum keeps up.",
      "Enlarge the disk before it is full.",
    ],
    missingData: "resolve: without sizes, there is no forecast.",
    trap: "A database that is large and does not grow.",
  },
  ({ critical, ...levels }) => {
    const growth = forecast(databaseSize.max().by("host", "db"), "linear", 1, { interval: "60m", history: "1w" });
    return metricMonitor({
      name: "PostgreSQL database outgrows its disk",
      condition: max("next_1w", growth).atOrAbove(critical, levels),
      message: message(
        'The database {{db.name}} on {{host.name}} will reach {{eval "humanize_bytes(threshold)"}} within a week.',
        "The database {{db.name}} on {{host.name}} will not reach that size within a week.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
