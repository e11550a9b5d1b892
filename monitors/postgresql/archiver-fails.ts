import { metricMonitor } from "../../datadog/definitions";
import { sum } from "../../datadog/query";
import { archiverFailures } from "../../metrics/postgresql";
import { documented, message } from "../documented";

/**
 * Alerts, host by host, when PostgreSQL cannot archive its log.
 * @param settings `critical`: failed attempts in the window
 */
export const archiverFails = documented(
  {
    enabled: false,
    priority: 2,
    levels: { critical: 3 },
    source: { own: "PostgreSQL tries a file three times before it waits for a minute." },
    meaning:
      "The write-ahead log is not archived. A restore would end here, and PostgreSQL keeps the files until its disk is full.",
    steps: [
      "See what failed: SELECT last_failed_wal, last_failed_time FROM pg_stat_archiver.",
      "Search the logs for 'archive command failed', and run archive_command by hand.",
      "Check the space and the credentials of the archive.",
    ],
    missingData: "default: without data, the count is 0.",
    trap: "An attempt that fails once: PostgreSQL tries again by itself.",
  },
  ({ critical, ...levels }) => {
    const condition = sum("last_15m", archiverFailures.sum().by("host").asCount()).atOrAbove(critical, levels);
    return metricMonitor({
      name: "PostgreSQL cannot archive its log",
      condition,
      message: message(
        `PostgreSQL on {{host.name}} failed {{eval "round(value)"}} times in the last ${condition.windowText} to archive a file (alert at ${condition.thresholdText}).`,
        "PostgreSQL on {{host.name}} can archive its log again.",
      ),
      requireFullWindow: false,
      onMissingData: "default",
    });
  },
);
