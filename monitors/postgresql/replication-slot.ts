import { metricMonitor } from "../../datadog/definitions";
import { min } from "../../datadog/query";
import { slotDelay } from "../../metrics/postgresql";
import { documented, message } from "../documented";

/**
 * Alerts, slot by slot, when PostgreSQL keeps more and more log for a reader that does not come: its disk fills up.
 * `restart_delay_bytes` is what is kept for any slot; `confirmed_flush_delay_bytes` is there for logical ones alone.
 * @param settings `critical`: bytes
 */
export const replicationSlot = documented(
  {
    enabled: false,
    priority: 2,
    levels: { critical: 10 * 2 ** 30, warning: 2 ** 30 },
    source: { own: "Ten gigabytes fit on any data disk; max_slot_wal_keep_size has no limit by default." },
    meaning: "A reader of the write-ahead log has stopped, and PostgreSQL keeps the log for it until the disk is full.",
    steps: [
      "See whether the slot is active: SELECT slot_name, active FROM pg_replication_slots.",
      "Start its reader: the replica, or the program that subscribes.",
      "If the reader is gone for good, drop the slot with pg_drop_replication_slot(name).",
    ],
    missingData: "resolve: a slot that was dropped keeps nothing.",
    trap: "A reader that restarts is behind for minutes: the minimum of a quarter of an hour counts.",
  },
  ({ critical, ...levels }) => {
    const condition = min("last_15m", slotDelay.max().by("host", "slot_name")).above(critical, levels);
    return metricMonitor({
      name: "PostgreSQL keeps log for a replication slot",
      condition,
      message: message(
        'PostgreSQL on {{host.name}} keeps {{eval "humanize_bytes(value)"}} of write-ahead log for the slot {{slot_name.name}} (alert above {{eval "humanize_bytes(threshold)"}}).',
        "The slot {{slot_name.name}} on {{host.name}} has caught up, or is gone.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
