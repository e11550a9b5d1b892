import { categorize, copy, grok, logPipeline, nested, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { correlation } from "./correlation";
import { errorTypes } from "./error-type";
import { pipelineFields } from "./pipeline-fields";
import { pythonTraceback } from "./python-traceback";

/** A throwable as Java prints it, with the stack under it. */
const throwable = {
  // Of a traceback from a Python worker the message is the line that ends it.
  python: String.raw`Traceback \(most recent call last\):\n(?:[ \t]+[^\n]*\n)+%{regex("[^\\n]*"):error.message}`,
  throwable: String.raw`%{regex("(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*"):error.kind}(?:: (?:%{python}|%{regex("[^\\n]*"):error.message}))?(?:\n.*)?`,
};

/**
 * How Spark's log4j lines start: `24/05/12 10:11:12 INFO DAGScheduler: …`, or in the pattern that Datadog recommends,
 * `2024-05-12 10:11:12 INFO  DAGScheduler:54 - …`. A progress bar may stand before a line. The structured logs that Spark 4
 * can write are JSON, which Datadog reads; the remappers below know their names.
 *
 * https://spark.apache.org/docs/latest/configuration.html#configuring-logging · https://docs.datadoghq.com/integrations/spark/
 */
const heads = grok({
  name: "Head",
  helpers: {
    ...correlation,
    ...throwable,
    progress: String.raw`(?:\s*\[Stage [^\n]*\]\s*)?`,
    when: '(?:%{date("yy/MM/dd HH:mm:ss"):timestamp}|%{date("yyyy-MM-dd HH:mm:ss"):timestamp}|%{date("yyyy-MM-dd HH:mm:ss,SSS"):timestamp}|%{date("yyyy-MM-dd HH:mm:ss.SSS"):timestamp})',
  },
  rules: [
    {
      name: "line",
      pattern: String.raw`%{progress}%{when} %{word:level}\s+(?:\[%{regex("[^\\]\\n]*"):logger.thread_name}\] )?%{regex("[\\w.$-]+"):logger.name}(?::%{integer:logger.line} -|:)(?: %{correlation})?(?: %{data:msg})?`,
      sample:
        "24/05/12 10:11:12 INFO TransformJob: [dd.service=spark dd.env=demo dd.version=1.4.2 dd.trace_id=664094a000000000b8b4a12f3c5d7e90 dd.span_id=1234567890123456789] Stage done pipeline_id=orders-42 stage=transform records=1250",
    },
    {
      name: "uncaught",
      pattern: String.raw`Exception in thread "%{regex("[^\"\\n]+"):logger.thread_name}" %{throwable:error.stack}`,
      sample:
        'Exception in thread "main" org.apache.spark.SparkException: Application application_1 finished with failed status\n\tat org.apache.spark.deploy.yarn.Client.run(Client.scala:1242)',
    },
  ],
});

/** A `print` after a job joins the job's line, so anything may follow the time. */
const jobs = grok({
  name: "Jobs, stages, tasks",
  source: "msg",
  rules: [
    {
      name: "job",
      pattern: String.raw`Job %{integer:spark.job_id} %{regex("finished|failed"):spark.outcome}: %{regex("[^\\n]*?"):spark.call_site}, took %{numberExt:duration:scale(1000000000)} s.*`,
      sample: "Job 0 finished: save at NativeMethodAccessorImpl.java:0, took 1.234567 s",
    },
    {
      name: "stage",
      pattern: String.raw`%{regex("ResultStage|ShuffleMapStage|Stage"):spark.stage_type} %{integer:spark.stage_id} \(%{regex("[^\\n]*"):spark.call_site}\) %{regex("finished|failed"):spark.outcome} in (?:%{numberExt:duration:scale(1000000000)}|Unknown) s(?: due to %{data:spark.reason})?.*`,
      sample:
        "ResultStage 3 (collect at job.py:9) failed in 2.299 s due to Job aborted due to stage failure: Task 1 in stage 3.0 failed 4 times",
    },
    {
      name: "task_failed",
      pattern: String.raw`Task %{integer:spark.task_index} in stage %{integer:spark.stage_id}\.%{integer:spark.stage_attempt} failed %{integer:spark.failures} times.*`,
      sample: "Task 1 in stage 3.0 failed 4 times; aborting job",
    },
    {
      name: "task_exception",
      pattern: String.raw`Exception in task %{notSpace:spark.task} in stage %{integer:spark.stage_id}\.%{integer:spark.stage_attempt} \(TID %{integer:spark.task_id}\).*`,
      sample:
        "Exception in task 3.0 in stage 7.0 (TID 42)\norg.apache.spark.SparkException: Task failed while writing rows\n\tat com.example.Load.run(Load.scala:42)",
    },
    {
      name: "task_finished",
      pattern: String.raw`Finished task %{notSpace:spark.task} in stage %{integer:spark.stage_id}\.%{integer:spark.stage_attempt} \(TID %{integer:spark.task_id}\) in %{number:duration:scale(1000000)} ms on %{ipOrHost:spark.executor_host}.*`,
      sample: "Finished task 0.0 in stage 7.0 (TID 41) in 812 ms on 172.18.0.7 (executor 1) (1/2)",
    },
  ],
});

/** What was lost: by whom, and why. */
const losses = grok({
  name: "Lost tasks and executors",
  source: "msg",
  helpers: {
    ...throwable,
    in_stage: String.raw`%{notSpace:spark.task} in stage %{integer:spark.stage_id}\.%{integer:spark.stage_attempt} \(TID %{integer:spark.task_id}`,
    where: String.raw`(?:\) \(%{ipOrHost:spark.executor_host} executor %{notSpace:spark.executor_id}\)|, %{ipOrHost:spark.executor_host}, executor %{notSpace:spark.executor_id}\)|\) on %{ipOrHost:spark.executor_host}, executor %{regex("[^\\s:]+"):spark.executor_id})`,
    // ExecutorLostFailure (executor 1 exited …) Reason: …, FetchFailed(BlockManagerId(…), …), TaskKilled (…)
    named: String.raw`%{regex("(?:[a-z_]\\w*\\.)*[A-Z]\\w+"):error.kind} ?\((?:%{python}|%{regex("[^\\n]*?"):error.message})\)?(?:\n.*)?`,
    executor_lost: String.raw`%{regex("ExecutorLostFailure"):error.kind} \(%{regex("[^)]*"):error.message}\)(?: Reason: %{data:spark.reason})?`,
  },
  rules: [
    {
      name: "task_by_exception",
      pattern: "Lost task %{in_stage}%{where}: %{throwable:error.stack}",
      sample:
        "Lost task 3.0 in stage 7.0 (TID 42) (172.18.0.7 executor 1): java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3745)",
    },
    {
      name: "task",
      pattern: "Lost task %{in_stage}%{where}: (?:%{executor_lost}|%{named}|%{data:spark.reason})",
      sample:
        "Lost task 0.0 in stage 2.0 (TID 7) (172.18.0.8 executor 1): ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Command exited with code 137",
    },
    {
      name: "executor",
      pattern:
        '%{regex("Lost"):spark.loss} executor %{notSpace:spark.executor_id} on %{ipOrHost:spark.executor_host}: %{data:spark.reason}',
      sample: "Lost executor 1 on 172.18.0.8: Command exited with code 137",
    },
    {
      name: "executor_removed",
      pattern:
        '(?:Requesting driver to )?%{regex("Removing|remove"):spark.loss} executor %{notSpace:spark.executor_id} (?:with|for reason) %{data:spark.reason}',
      sample: "Removing executor 1 with no recent heartbeats: 152463 ms exceeds timeout 120000 ms",
    },
    {
      name: "executor_state",
      pattern: String.raw`(?:Executor updated: |Executor )%{notSpace:spark.executor} (?:is now|finished with state) %{regex("EXITED|LOST|FAILED|KILLED"):spark.executor_state}(?: \(%{data:spark.reason}\)| %{data:spark.reason})?`,
      sample: "Executor updated: app-20240512101112-0000/1 is now EXITED (Command exited with code 137)",
    },
  ],
});

/** The code with which an executor's process ended, out of the reason. 137 is a process that was killed, often for memory. */
const exitCode = grok({
  name: "Exit code",
  source: "spark.reason",
  rules: [
    {
      name: "exit_code",
      pattern: String.raw`.*?(?:[Ee]xit(?:ed with)? (?:exit )?(?:code|status):?|exitStatus) ?%{integer:spark.exit_code}\b.*`,
      sample: "Command exited with code 137",
    },
  ],
});

/** A throwable under the first line of a message, or in it. */
const exceptions = nested("Java exception", "-@error.kind:*", [
  grok({
    name: "Java exception",
    source: "msg",
    helpers: throwable,
    rules: [
      {
        name: "below",
        pattern: String.raw`[^\n]*\n%{throwable:error.stack}`,
        sample:
          "Exception in task 3.0 in stage 7.0 (TID 42)\norg.apache.spark.SparkException: Task failed while writing rows\n\tat com.example.Load.run(Load.scala:42)",
      },
      {
        name: "within",
        pattern: String.raw`[^\n]*?\b%{regex("(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error|Failure)"):error.kind}(?:: %{regex("[^\\n]*"):error.message})?(?:[^\w].*)?`,
        sample:
          "Job aborted due to stage failure: Lost task 1.0 in stage 3.0 (TID 4) (172.18.0.7 executor 1): java.io.IOException: No space left on device",
      },
    ],
  }),
]);

/** Spark writes at INFO that a job or a stage failed. */
const outcome = categorize("spark.status", { error: "@spark.outcome:failed" });

/** Spark's own name of what these lines say in words. */
const kinds = nested("Lost executors", "-@error.kind:*", [
  categorize("error.kind", {
    ExecutorLostFailure: "@spark.loss:* OR @spark.executor_state:(EXITED OR LOST OR FAILED)",
  }),
]);

export const sparkLogs = () =>
  logPipeline({
    name: `${components.spark.name} (data pipeline)`,
    description: "Driver and executors",
    filter: { query: `source:${components.spark.source}` },
    processors: [
      heads,
      jobs,
      losses,
      exitCode,
      copy(["exception.class"], "error.kind"),
      exceptions,
      kinds,
      pythonTraceback,
      pipelineFields,
      ...errorTypes(),
      outcome,
      remap("date", "timestamp", "ts"),
      remap("status", "spark.status", "level"),
      remap("service", "dd.service"),
      remap("message", "msg"),
      remap("trace-id", "dd.trace_id"),
      remap("span-id", "dd.span_id"),
    ],
  });
