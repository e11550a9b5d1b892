import { total } from "../datadog/query";

/*
 * What the agent's Spark check reports. Every 15 s it submits the state of each job, stage and executor that the driver
 * still lists as counts, whole each time: they are running totals. Read them with `rollup("max")`, as levels, or with
 * `monotonicDiff()`, for what is new. A stage or executor that begins and ends between two reports is not seen.
 * https://docs.datadoghq.com/integrations/spark/
 * https://github.com/DataDog/integrations-core/blob/master/spark/datadog_checks/spark/constants.py
 */

const perApplication = ["app_name", "spark_cluster", "cluster_name"] as const;
const perJob = [...perApplication, "status", "job_id", "stage_id"] as const;
const perStage = [...perApplication, "status", "stage_id"] as const;

export const failedStages = total("spark.job.num_failed_stages", {
  description: "Stages of jobs that have failed so far",
  unit: "stage",
  tags: perJob,
  unbounded: ["job_id", "stage_id"],
});

export const failedTasks = total("spark.executor.failed_tasks", {
  description: "Tasks that have failed so far on the executors that are left",
  unit: "task",
  tags: perApplication,
});

export const completedTasks = total("spark.executor.completed_tasks", {
  description: "Tasks that the executors that are left have completed so far",
  unit: "task",
  tags: perApplication,
});

export const executors = total("spark.executor.count", {
  description: "Executors that an application has, its driver among them",
  unit: "task",
  tags: perApplication,
});

export const executorMemoryUsed = total("spark.executor.memory_used", {
  description: "Storage memory that the executors use",
  unit: "byte",
  tags: perApplication,
});

export const executorMemoryLimit = total("spark.executor.max_memory", {
  description: "Storage memory that the executors may use",
  unit: "byte",
  tags: perApplication,
});

export const inputRecords = total("spark.stage.input_records", {
  description: "Records that stages have read so far",
  unit: "record",
  tags: perStage,
  unbounded: ["stage_id"],
});

export const outputRecords = total("spark.stage.output_records", {
  description: "Records that stages have written so far",
  unit: "record",
  tags: perStage,
  unbounded: ["stage_id"],
});

export const diskBytesSpilled = total("spark.stage.disk_bytes_spilled", {
  description: "Bytes that stages have spilled to disk so far, for lack of memory",
  unit: "byte",
  tags: perStage,
  unbounded: ["stage_id"],
});
