import { count } from "../datadog/query";

/*
 * What the agent's Spark check reports. It sends the state of each running job and stage as a count, once a check (15 s):
 * read these with `asCount()` or `asRate()` and for what they compare, not for exact totals.
 * https://docs.datadoghq.com/integrations/spark/
 */

const perApplication = ["app_name", "cluster_name"] as const;
const perStage = ["app_name", "cluster_name", "status", "stage_id"] as const;
const unbounded = ["stage_id"] as const;

export const jobs = count("spark.job.count", {
  description: "Jobs by status",
  unit: "task",
  tags: ["app_name", "cluster_name", "status"],
});

export const failedTasks = count("spark.executor.failed_tasks", {
  description: "Tasks that failed on the executors",
  unit: "task",
  tags: perApplication,
});

export const completedTasks = count("spark.executor.completed_tasks", {
  description: "Tasks that the executors completed",
  unit: "task",
  tags: perApplication,
});

export const executors = count("spark.executor.count", {
  description: "Executors of an application",
  unit: "task",
  tags: perApplication,
});

export const executorMemoryUsed = count("spark.executor.memory_used", {
  description: "Storage memory that the executors use",
  unit: "byte",
  tags: perApplication,
});

export const inputRecords = count("spark.stage.input_records", {
  description: "Records that stages read",
  unit: "record",
  tags: perStage,
  unbounded,
});

export const shuffleReadBytes = count("spark.stage.shuffle_read_bytes", {
  description: "Bytes that stages read from other executors",
  unit: "byte",
  tags: perStage,
  unbounded,
});

export const diskBytesSpilled = count("spark.stage.disk_bytes_spilled", {
  description: "Bytes that stages spilled to disk for lack of memory",
  unit: "byte",
  tags: perStage,
  unbounded,
});
