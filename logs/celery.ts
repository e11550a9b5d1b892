import { categorize, grok, logPipeline, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { correlation } from "./correlation";
import { errorTypes } from "./error-type";
import { pipelineFields } from "./pipeline-fields";
import { pythonTraceback } from "./python-traceback";

/**
 * A Celery worker's line, `[2024-05-12 10:11:12,123: INFO/ForkPoolWorker-1] …`, with the trace behind the bracket in the
 * format of `docker/compose.services.yaml`. Its dates are in the container's time zone, which is taken for UTC.
 *
 * https://docs.celeryq.dev/en/stable/userguide/configuration.html#logging
 */
const head = grok({
  name: "Head",
  helpers: correlation,
  rules: [
    {
      name: "line",
      pattern: String.raw`\[%{date("yyyy-MM-dd HH:mm:ss,SSS"):timestamp}: %{word:level}/%{regex("[^\\]]+"):logger.thread_name}\](?: %{correlation})? %{data:msg}`,
      sample:
        "[2024-05-12 10:11:12,123: INFO/ForkPoolWorker-1] [dd.service=celery dd.env=demo dd.version=1.4.2 dd.trace_id=664094a000000000b8b4a12f3c5d7e90 dd.span_id=1234567890123456789] app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e]: Stage done pipeline_id=orders-42 stage=load records=1250",
    },
  ],
});

const helpers = {
  task: String.raw`%{regex("[^\\s\\[\\]]+"):celery.task}\[%{regex("[^\\]\\s]+"):celery.task_id}\]`,
  // As Python writes an exception: ValueError('row 17 has no order_id'), KeyError(3, 'x'), SoftTimeLimitExceeded().
  exception: String.raw`%{regex("[A-Za-z_][\\w.]*"):error.kind}\((?:'%{regex("(?:[^'\\\\\\n]|\\\\.)*"):error.message}',?|"%{regex("(?:[^\"\\\\\\n]|\\\\.)*"):error.message}",?|%{regex("[^\\n]*"):error.message:nullIf("")})\)`,
  stack: String.raw`(?:\n%{data:error.stack})?`,
};

/** What became of a task, and what the task's own logger writes behind its name and id. */
const outcomes = grok({
  name: "Outcome of a task",
  source: "msg",
  helpers,
  rules: [
    {
      name: "succeeded",
      pattern:
        'Task %{task} %{regex("succeeded"):celery.outcome} in %{numberExt:duration:scale(1000000000)}s: %{data:celery.result}',
      sample:
        "Task app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e] succeeded in 0.512s: {'pipeline_id': 'orders-42'}",
    },
    {
      // An exception that cannot be sent from one process to another comes wrapped.
      name: "wrapped",
      pattern: String.raw`Task %{task} raised %{word:celery.outcome}: UnpickleableExceptionWrapper\('[^']*', '%{regex("[^']+"):error.kind}', [^\n]*\)%{stack}`,
      sample:
        "Task app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e] raised unexpected: UnpickleableExceptionWrapper('app.errors', 'BadRow', (17,), 'BadRow(17)')",
    },
    {
      name: "raised",
      pattern: String.raw`Task %{task} (?:raised %{word:celery.outcome}|%{regex("INTERNAL ERROR"):celery.outcome}): (?:%{exception}|[^\n]*)%{stack}`,
      sample:
        "Task app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e] raised unexpected: ValueError('row 17 has no order_id')\nTraceback (most recent call last):\n  File \"/app/app/tasks.py\", line 42, in load\n    validate(row)\nValueError: row 17 has no order_id",
    },
    {
      name: "retry",
      pattern:
        'Task %{task} %{regex("retry"):celery.outcome}: Retry in %{number:celery.retry_seconds}s(?:: %{exception})?%{stack}',
      sample:
        "Task app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e] retry: Retry in 180s: ConnectionError('broker gone')",
    },
    {
      name: "other",
      pattern:
        '(?:(?:Task|Received task:|Discarding revoked task:) )?%{task}(?::|  *%{regex("received|ignored|reject"):celery.outcome})?(?: .*)?',
      sample:
        "app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e]: Stage done pipeline_id=orders-42 stage=load records=1250",
    },
  ],
});

/** What goes wrong around tasks. */
const failures = grok({
  name: "Time limits, lost workers, unknown tasks",
  source: "msg",
  helpers,
  rules: [
    {
      name: "limit",
      pattern: String.raw`%{regex("Soft|Hard"):celery.limit} time limit \(%{number:celery.limit_seconds}s?\) exceeded for %{task}.*`,
      sample: "Soft time limit (300s) exceeded for app.tasks.load[0f8fad5b-d9cb-469f-a165-70867728950e]",
    },
    {
      name: "unregistered",
      pattern: String.raw`%{regex("Received unregistered task"):celery.failure} of type ["']%{regex("[^\"'\\n]*"):celery.task}["'].*`,
      sample: "Received unregistered task of type 'app.tasks.gone'.\nThe message has been ignored and discarded.",
    },
    {
      name: "worker_exit",
      pattern: String.raw`%{regex("Process"):celery.failure} ["']?%{regex("[^\"'\\s]+"):celery.process}["']? pid:%{integer:process.pid} exited with ["'](?:signal %{integer:process.signal}|exitcode %{integer:process.exit_code})?[^"']*["'].*`,
      sample: "Process 'ForkPoolWorker-1' pid:336 exited with 'signal 9 (SIGKILL)'",
    },
    {
      name: "handler",
      pattern: "Task handler raised error: %{exception}%{stack}",
      sample: "Task handler raised error: WorkerLostError('Worker exited prematurely: signal 9 (SIGKILL) Job: 13.')",
    },
    {
      name: "broker",
      pattern: String.raw`(?:consumer: )?%{regex("Cannot connect to|Connection to broker lost"):celery.failure}(?: %{notSpace:celery.broker}: %{regex("[^\\n]*"):error.message})?.*`,
      sample:
        "consumer: Cannot connect to amqp://guest:**@rabbitmq:5672//: [Errno 111] Connection refused.\nTrying again in 2.00 seconds... (1/100)",
    },
  ],
});

/** Celery's own names of what the lines above say in words. */
const kinds = categorize("error.kind", {
  SoftTimeLimitExceeded: "@celery.limit:Soft",
  TimeLimitExceeded: "@celery.limit:Hard",
  NotRegistered: '@celery.failure:"Received unregistered task"',
  WorkerLostError: "@celery.failure:Process",
  OperationalError: '@celery.failure:"Cannot connect to"',
});

export const celeryLogs = () =>
  logPipeline({
    name: `${components.celery.name} (data pipeline)`,
    description: "The worker, and the tasks that it runs",
    filter: { query: `source:${components.celery.source}` },
    processors: [
      head,
      outcomes,
      failures,
      kinds,
      pythonTraceback,
      pipelineFields,
      ...errorTypes(),
      remap("date", "timestamp"),
      remap("status", "level", "levelname"),
      remap("service", "dd.service"),
      remap("message", "msg"),
      remap("trace-id", "dd.trace_id"),
      remap("span-id", "dd.span_id"),
    ],
  });
