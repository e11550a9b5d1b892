import { copy, grok, logPipeline, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { correlation } from "./correlation";
import { pipelineFields } from "./pipeline-fields";

/**
 * Spark's log4j lines, `24/05/12 10:11:12 INFO DAGScheduler: …`. The structured logs that Spark 4 can write are JSON,
 * which Datadog reads; the remappers below know their names. `spark.stage_id` is Spark's number of a stage; the
 * pipeline's own stage is `stage`.
 *
 * https://spark.apache.org/docs/latest/configuration.html#configuring-logging
 */
const lines = grok({
  name: "log4j lines",
  helpers: {
    ...correlation,
    head: String.raw`%{date("yy/MM/dd HH:mm:ss"):timestamp} %{word:level} %{regex("[\\w.$]+"):logger.name}:(?: %{correlation})?`,
    throwable: String.raw`%{regex("(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*"):error.kind}(?:: %{regex("[^\\n]*"):error.message})?(?:\n.*)?`,
  },
  rules: [
    {
      name: "lost_task",
      pattern: String.raw`%{head} Lost task %{notSpace:spark.task} in stage %{integer:spark.stage_id}\.%{integer:spark.stage_attempt} \(TID %{integer:spark.task_id}\) \(%{ipOrHost:spark.executor_host} executor %{notSpace:spark.executor_id}\): %{throwable:error.stack}`,
      sample:
        "24/05/12 10:11:12 WARN TaskSetManager: Lost task 3.0 in stage 7.0 (TID 42) (172.18.0.7 executor 1): java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3745)",
    },
    {
      name: "job_finished",
      pattern:
        "%{head} Job %{integer:spark.job_id} finished: %{data:spark.call_site}, took %{number:duration:scale(1000000000)} s",
      sample:
        "24/05/12 10:11:13 INFO DAGScheduler: Job 0 finished: save at NativeMethodAccessorImpl.java:0, took 1.234567 s",
    },
    {
      name: "exception",
      pattern: String.raw`%{head} %{regex("[^\\n]*"):msg}\n%{throwable:error.stack}`,
      sample:
        "24/05/12 10:11:12 ERROR Executor: Exception in task 3.0 in stage 7.0 (TID 42)\norg.apache.spark.SparkException: Task failed while writing rows\n\tat com.example.Load.run(Load.scala:42)",
    },
    {
      name: "message",
      pattern: "%{head} %{data:msg}",
      sample: "24/05/12 10:11:12 INFO TransformJob: Stage done pipeline_id=orders-42 stage=transform records=1250",
    },
  ],
});

export const sparkLogs = () =>
  logPipeline({
    name: `${components.spark.name} (data pipeline)`,
    description: "Driver and executors",
    filter: { query: `source:${components.spark.source}` },
    processors: [
      lines,
      copy(["exception.class"], "error.kind"),
      pipelineFields,
      remap("date", "timestamp", "ts"),
      remap("status", "level"),
      remap("service", "dd.service"),
      remap("message", "msg"),
      remap("trace-id", "dd.trace_id"),
      remap("span-id", "dd.span_id"),
    ],
  });
