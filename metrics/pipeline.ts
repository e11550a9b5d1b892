import { counter, distribution, gauge, timer } from "../datadog/query";

/*
 * What the pipeline itself reports through DogStatsD. The names `spark.executors`, `postgresql.queries` and
 * `rabbitmq.queue_length` look like an integration's, but no integration reports them: they are the pipeline's own. What
 * the integrations report stands in the files beside this one.
 */

export const runs = counter("pipeline.runs", {
  description: "Pipeline executions",
  unit: "execution",
  tags: ["status", "user"],
});

export const duration = distribution("pipeline.duration", {
  description: "Execution time of a whole pipeline run",
  unit: "second",
  tags: ["pipeline_id"],
  unbounded: ["pipeline_id"],
  percentiles: true,
});

export const stageDuration = distribution("pipeline.stage.duration", {
  description: "Execution time of one stage",
  unit: "second",
  tags: ["stage", "pipeline_id"],
  unbounded: ["pipeline_id"],
  percentiles: true,
});

/**
 * A stage reports its duration only when it ends: one that hangs never does. While it runs, the pipeline reports its age
 * every few seconds, and nothing once it has ended.
 */
export const stageRunning = gauge("pipeline.stage.running", {
  description: "Time since the start of a stage that has not ended",
  unit: "second",
  tags: ["stage", "pipeline_id"],
  unbounded: ["pipeline_id"],
});

/** `statsd.timed` of datadog-py reports seconds unless its client is made with `use_ms=True`; DogStatsD itself assumes none. */
export const stageProcessTime = timer("pipeline.stage.process_time", {
  description: "Time that the code of a stage takes",
  unit: "second",
  tags: ["stage"],
});

export const recordsProcessed = gauge("pipeline.records_processed", {
  description: "Records that the last batch of a run processed",
  unit: "record",
  tags: ["pipeline_id"],
  unbounded: ["pipeline_id"],
});

export const errors = counter("pipeline.errors", {
  description: "Errors in a stage",
  unit: "error",
  tags: ["stage", "error_type"],
});

/** Not of the Spark integration, which has `spark.executor.count`. */
export const sparkExecutors = gauge("spark.executors", {
  description: "Executors that a Spark application of the pipeline has",
  unit: "worker",
  tags: ["application_id"],
  unbounded: ["application_id"],
});

/** Not of the PostgreSQL integration, which has `postgresql.queries.count` with Database Monitoring. */
export const databaseQueries = counter("postgresql.queries", {
  description: "Database queries that the pipeline sends",
  unit: "query",
  tags: ["query_type"],
});

/** Not of the RabbitMQ integration, which has `rabbitmq.queue.messages`. */
export const queueLength = gauge("rabbitmq.queue_length", {
  description: "Messages that wait in a queue of the pipeline",
  unit: "message",
  tags: ["queue"],
});
