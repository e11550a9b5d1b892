import { grok, logPipeline, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { correlation } from "./correlation";
import { pipelineFields } from "./pipeline-fields";
import { pythonTraceback } from "./python-traceback";

/**
 * A Celery worker's log, `[2024-05-12 10:11:12,123: INFO/ForkPoolWorker-1] Task app.tasks.load[…] succeeded in 0.5s: …`.
 * Its dates are in the container's time zone, which is taken for UTC. A task's own logger writes the task's name and id
 * before the message.
 *
 * https://docs.celeryq.dev/en/stable/userguide/configuration.html#logging
 */
const lines = grok({
  name: "Worker and tasks",
  helpers: {
    ...correlation,
    head: String.raw`\[%{date("yyyy-MM-dd HH:mm:ss,SSS"):timestamp}: %{word:level}/%{regex("[^\\]]+"):logger.thread_name}\](?: %{correlation})?`,
    task: String.raw`%{regex("[\\w.]+"):celery.task}\[%{uuid:celery.task_id}\]`,
    // As Python writes an exception: ValueError('row 17 has no order_id'), KeyError(3, 'x').
    exception: String.raw`%{regex("[A-Za-z_][\\w.]*"):error.kind}\((?:["']%{regex("[^\"'\\n]*"):error.message}["']|%{regex("[^\\n]*"):error.message})\)`,
  },
  rules: [
    {
      name: "succeeded",
      pattern: "%{head} Task %{task} succeeded in %{number:duration:scale(1000000000)}s: %{data:celery.result}",
      sample:
        "[2024-05-12 10:11:12,123: INFO/ForkPoolWorker-1] Task app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e] succeeded in 0.512s: {'pipeline_id': 'orders-42'}",
    },
    {
      name: "failed",
      pattern: String.raw`%{head} Task %{task} raised unexpected: %{exception}(?:\n%{data:error.stack})?`,
      sample:
        "[2024-05-12 10:11:12,123: ERROR/ForkPoolWorker-1] Task app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e] raised unexpected: ValueError('row 17 has no order_id')\nTraceback (most recent call last):\n  File \"/app/app/tasks.py\", line 42, in load\n    validate(row)\nValueError: row 17 has no order_id",
    },
    {
      name: "retry",
      pattern: String.raw`%{head} Task %{task} retry: Retry in %{number:celery.retry_seconds}s(?:: %{exception})?(?:\n.*)?`,
      sample:
        "[2024-05-12 10:11:12,123: INFO/ForkPoolWorker-1] Task app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e] retry: Retry in 180s: ConnectionError('broker gone')",
    },
    {
      name: "task_message",
      pattern: "%{head} (?:Task )?%{task}:? %{data:msg}",
      sample:
        "[2024-05-12 10:11:12,123: INFO/ForkPoolWorker-1] app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e]: Stage done pipeline_id=orders-42 stage=load records=1250",
    },
    {
      name: "message",
      pattern: "%{head} %{data:msg}",
      sample: "[2024-05-12 10:11:12,123: INFO/MainProcess] celery@worker-1 ready.",
    },
  ],
});

export const celeryLogs = () =>
  logPipeline({
    name: `${components.celery.name} (data pipeline)`,
    description: "The worker, and the tasks that it runs",
    filter: { query: `source:${components.celery.source}` },
    processors: [
      lines,
      pythonTraceback,
      pipelineFields,
      remap("date", "timestamp"),
      remap("status", "level"),
      remap("service", "dd.service"),
      remap("message", "msg"),
      remap("trace-id", "dd.trace_id"),
      remap("span-id", "dd.span_id"),
    ],
  });
