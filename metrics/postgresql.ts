import { count, gauge, rate } from "../datadog/query";

/*
 * What the agent's PostgreSQL check reports. Its rates are per second already, as the check computes them; they are no
 * counters.
 * https://docs.datadoghq.com/integrations/postgres/
 */

const perServer = ["port"] as const;
const perDatabase = ["db"] as const;
/** With `collect_activity_metrics`, which `docker/conf.d/postgres.d` sets. */
const perActivity = ["db", "app", "user"] as const;

export const connections = gauge("postgresql.connections", {
  reported: "agent",
  description: "Open connections",
  unit: "connection",
  tags: perDatabase,
});

export const connectionsUsed = gauge("postgresql.percent_usage_connections", {
  reported: "agent",
  description: "Open connections as a fraction of those allowed",
  unit: "fraction",
});

export const commits = rate("postgresql.commits", {
  description: "Transactions committed",
  unit: "transaction",
  perUnit: "second",
  tags: perDatabase,
});

export const rollbacks = rate("postgresql.rollbacks", {
  description: "Transactions rolled back",
  unit: "transaction",
  perUnit: "second",
  tags: perDatabase,
});

export const rowsReturned = rate("postgresql.rows_returned", {
  description: "Rows that queries read",
  unit: "row",
  perUnit: "second",
  tags: perDatabase,
});

export const rowsInserted = rate("postgresql.rows_inserted", {
  description: "Rows inserted",
  unit: "row",
  perUnit: "second",
  tags: perDatabase,
});

export const rowsUpdated = rate("postgresql.rows_updated", {
  description: "Rows updated",
  unit: "row",
  perUnit: "second",
  tags: perDatabase,
});

export const bufferHits = rate("postgresql.buffer_hit", {
  description: "Blocks found in the buffer cache",
  unit: "hit",
  perUnit: "second",
  tags: perDatabase,
});

export const diskReads = rate("postgresql.disk_read", {
  description: "Blocks read from disk",
  unit: "block",
  perUnit: "second",
  tags: perDatabase,
});

export const temporaryBytes = rate("postgresql.temp_bytes", {
  description: "Bytes that queries spill to temporary files",
  unit: "byte",
  perUnit: "second",
  tags: perDatabase,
});

export const deadlocks = count("postgresql.deadlocks.count", {
  description: "Deadlocks",
  unit: "lock",
  tags: perDatabase,
});

export const locks = gauge("postgresql.locks", {
  reported: "agent",
  description: "Locks that transactions hold or wait for",
  unit: "lock",
  tags: ["db", "lock_mode", "table"],
});

export const databaseSize = gauge("postgresql.database_size", {
  reported: "agent",
  description: "Disk space that a database takes",
  unit: "byte",
  tags: perDatabase,
});

export const waitingQueries = gauge("postgresql.waiting_queries", {
  reported: "agent",
  description: "Queries that wait for a lock",
  unit: "query",
  tags: perDatabase,
});

export const activeWaitingQueries = gauge("postgresql.active_waiting_queries", {
  reported: "agent",
  description: "Queries that run and wait for something, such as a lock",
  tags: perActivity,
});

export const transactionAge = gauge("postgresql.activity.xact_start_age", {
  reported: "agent",
  description: "Age of the oldest open transaction",
  unit: "second",
  tags: perActivity,
});

export const idleInTransaction = gauge("postgresql.transactions.idle_in_transaction", {
  reported: "agent",
  description: "Connections with an open transaction and no query",
  unit: "transaction",
  tags: perActivity,
});

export const transactionsLeft = gauge("postgresql.before_xid_wraparound", {
  reported: "agent",
  description: "Transactions that a database can still begin before its ids wrap around",
  unit: "transaction",
  tags: perDatabase,
});

export const replicationDelay = gauge("postgresql.replication_delay", {
  reported: "agent",
  description: "How far a replica is behind its primary; a primary does not report it",
  unit: "second",
  tags: perServer,
});

export const slotDelay = gauge("postgresql.replication_slot.restart_delay_bytes", {
  reported: "agent",
  description: "Write-ahead log that the server keeps for a replication slot",
  unit: "byte",
  tags: [...perServer, "slot_name", "slot_type", "slot_persistence", "slot_state"],
});

export const archiverFailures = count("postgresql.archiver.failed_count", {
  description: "Write-ahead log files that could not be archived",
  tags: perServer,
});
