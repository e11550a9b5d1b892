import { checkLogPipeline, checkLogPipelines, grokParser, type LogPipelineDefinition } from "../../datadog/definitions";
import { celeryLogs } from "../../logs/celery";
import { fastapiLogs } from "../../logs/fastapi";
import { postgresqlLogs } from "../../logs/postgresql";
import { prefectLogs } from "../../logs/prefect";
import { rabbitmqLogs } from "../../logs/rabbitmq";
import { sparkLogs } from "../../logs/spark";
import { runPipeline } from "./run";

const pipelines = {
  fastapi: fastapiLogs(),
  postgresql: postgresqlLogs(),
  prefect: prefectLogs(),
  spark: sparkLogs(),
  rabbitmq: rabbitmqLogs(),
  celery: celeryLogs(),
};

/** The rule of the pipeline's first parser that takes a line. */
function ruleFor(pipeline: LogPipelineDefinition, line: string): string | undefined {
  const [lines] = pipeline.processors ?? [];
  if (lines?.type !== "grok-parser") throw new Error("the first processor parses the lines");
  return grokParser({ support_rules: "", ...lines.grok }).parse(line)?.rule;
}

const uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const at = Date.UTC(2024, 4, 12, 10, 11, 12);
const traceback =
  'Traceback (most recent call last):\n  File "/app/main.py", line 42, in accept\n    validate(batch)\nValueError: row 17 has no order_id';
const broker = "2024-05-12 10:11:12.123456+00:00";

// What each line says, read off it by hand. "official …" is what a remapper made of it.
test.each<[source: keyof typeof pipelines, rule: string | undefined, line: string, log: Record<string, unknown>]>([
  [
    "fastapi",
    "access",
    'INFO:     172.18.0.1:53422 - "POST /runs?pipeline_id=orders-42 HTTP/1.1" 202 Accepted',
    {
      level: "INFO",
      network: { client: { ip: "172.18.0.1", port: 53422 } },
      http: {
        method: "POST",
        url: "/runs?pipeline_id=orders-42",
        version: "1.1",
        status_code: 202,
        status_category: "OK",
      },
      pipeline_id: "orders-42",
      "official status": "ok",
    },
  ],
  [
    "fastapi",
    "access",
    'INFO:     2001:db8::7:40112 - "GET /runs HTTP/1.1" 500 Internal Server Error',
    {
      level: "INFO",
      network: { client: { ip: "2001:db8::7", port: 40112 } },
      http: { method: "GET", url: "/runs", version: "1.1", status_code: 500, status_category: "error" },
      "official status": "error",
    },
  ],
  [
    "fastapi",
    "uvicorn",
    "WARNING:  Invalid HTTP request received.",
    {
      level: "WARNING",
      msg: "Invalid HTTP request received.",
      "official status": "warning",
      "official message": "Invalid HTTP request received.",
    },
  ],
  [
    "fastapi",
    "uvicorn",
    `ERROR:    Exception in ASGI application\n${traceback}`,
    {
      level: "ERROR",
      msg: `Exception in ASGI application\n${traceback}`,
      error: { stack: traceback, kind: "ValueError", message: "row 17 has no order_id" },
      error_type: "ValueError",
      "official status": "error",
      "official message": `Exception in ASGI application\n${traceback}`,
    },
  ],
  [
    "fastapi",
    "application",
    "2024-05-12 10:11:12,123 INFO [app.runs] [runs.py:42] [dd.service=fastapi dd.env=demo dd.version=1.4.2 dd.trace_id=664094a000000000b8b4a12f3c5d7e90 dd.span_id=1234567890123456789] - Run accepted pipeline_id=orders-42 stage=ingest records=1250",
    {
      timestamp: at + 123,
      level: "INFO",
      logger: { name: "app.runs", file: "runs.py", line: 42 },
      dd: {
        service: "fastapi",
        env: "demo",
        version: "1.4.2",
        trace_id: "664094a000000000b8b4a12f3c5d7e90",
        span_id: "1234567890123456789",
      },
      msg: "Run accepted pipeline_id=orders-42 stage=ingest records=1250",
      pipeline_id: "orders-42",
      stage: "ingest",
      records: 1250,
      "official date": at + 123,
      "official status": "info",
      "official service": "fastapi",
      "official message": "Run accepted pipeline_id=orders-42 stage=ingest records=1250",
      "official trace-id": "664094a000000000b8b4a12f3c5d7e90",
      "official span-id": "1234567890123456789",
    },
  ],
  [
    "fastapi",
    "application",
    "2024-05-12 10:11:12,000 ERROR [app.runs] [dd.service=fastapi dd.env=demo dd.version= dd.trace_id=0 dd.span_id=0] - Stage 'load' failed: psycopg.errors.UniqueViolationError: duplicate key",
    {
      timestamp: at,
      level: "ERROR",
      logger: { name: "app.runs" },
      dd: { service: "fastapi", env: "demo" },
      msg: "Stage 'load' failed: psycopg.errors.UniqueViolationError: duplicate key",
      stage: "load",
      error_type: "psycopg.errors.UniqueViolationError",
      error: { kind: "psycopg.errors.UniqueViolationError" },
      "official date": at,
      "official status": "error",
      "official service": "fastapi",
      "official message": "Stage 'load' failed: psycopg.errors.UniqueViolationError: duplicate key",
    },
  ],
  ["fastapi", undefined, "a line of no known form: records=7", { records: 7 }],

  [
    "postgresql",
    "duration",
    "2024-05-12 10:11:12.123 UTC [57] app@pipeline LOG:  duration: 1532.114 ms  statement: SELECT count(*) FROM runs",
    {
      timestamp: at + 123,
      process: { pid: 57 },
      db: {
        user: "app",
        instance: "pipeline",
        severity: "LOG",
        operation: "SELECT",
        statement: "SELECT count(*) FROM runs",
      },
      duration: 1532114000,
      level: "info",
      "official date": at + 123,
      "official status": "info",
    },
  ],
  [
    "postgresql",
    "duration",
    "2024-05-12 12:11:12.000 CEST [57] LOG:  duration: 0.031 ms  execute <unnamed>: insert into runs\n  values ($1)",
    {
      timestamp: at,
      process: { pid: 57 },
      db: { severity: "LOG", operation: "insert", statement: "insert into runs\n  values ($1)" },
      duration: 31000,
      level: "info",
      "official date": at,
      "official status": "info",
    },
  ],
  [
    "postgresql",
    "statement",
    "2024-05-12 10:11:12.123 UTC [57] app@pipeline LOG:  statement: INSERT INTO runs VALUES (1) /*pipeline_id='orders-42'*/",
    {
      timestamp: at + 123,
      process: { pid: 57 },
      db: {
        user: "app",
        instance: "pipeline",
        severity: "LOG",
        operation: "INSERT",
        statement: "INSERT INTO runs VALUES (1) /*pipeline_id='orders-42'*/",
      },
      pipeline_id: "orders-42",
      level: "info",
      "official date": at + 123,
      "official status": "info",
    },
  ],
  [
    "postgresql",
    "sqlstate",
    '2024-05-12 10:11:12.123 UTC [57] app@pipeline ERROR:  23505: duplicate key value violates unique constraint "runs_pkey"',
    {
      timestamp: at + 123,
      process: { pid: 57 },
      db: { user: "app", instance: "pipeline", severity: "ERROR" },
      error: { kind: "23505" },
      msg: 'duplicate key value violates unique constraint "runs_pkey"',
      level: "error",
      "official date": at + 123,
      "official status": "error",
      "official message": 'duplicate key value violates unique constraint "runs_pkey"',
    },
  ],
  ...(
    [
      "FATAL critical",
      "PANIC critical",
      "WARNING warning",
      "CONTEXT info",
      "STATEMENT info",
      "DETAIL info",
      "DEBUG2 debug",
    ] as const
  ).map((pair) => {
    const [severity, status] = pair.split(" ");
    const msg = 'password authentication failed for user "app"';
    const line = `2024-05-12 10:11:12.123 UTC [61] ${severity}:  ${msg}`;
    const log = {
      timestamp: at + 123,
      process: { pid: 61 },
      db: { severity },
      msg,
      level: status,
      "official date": at + 123,
      "official status": status,
      "official message": msg,
    };
    return ["postgresql", "message", line, log] as [keyof typeof pipelines, string, string, Record<string, unknown>];
  }),

  [
    "prefect",
    "finished",
    "10:11:12.123 | INFO    | Flow run 'brave-otter' - Finished in state Completed()",
    {
      prefect: { time: "10:11:12.123", flow_run: "brave-otter", state: "Completed" },
      level: "INFO",
      "official status": "info",
    },
  ],
  [
    "prefect",
    "finished",
    "2024-05-12 10:11:12.123 | ERROR   | Flow run 'brave-otter' - Finished in state Failed(\"Flow run encountered an exception: ValueError: bad row\")",
    {
      timestamp: at + 123,
      prefect: {
        flow_run: "brave-otter",
        state: "Failed",
        state_message: "Flow run encountered an exception: ValueError: bad row",
      },
      level: "ERROR",
      error_type: "ValueError",
      error: { kind: "ValueError" },
      "official date": at + 123,
      "official status": "error",
    },
  ],
  [
    "prefect",
    "message",
    `10:11:12.123 | ERROR   | Task run 'load-orders-0' - Encountered exception during execution:\n${traceback}`,
    {
      prefect: { time: "10:11:12.123", task_run: "load-orders-0" },
      level: "ERROR",
      msg: `Encountered exception during execution:\n${traceback}`,
      error: { stack: traceback, kind: "ValueError", message: "row 17 has no order_id" },
      error_type: "ValueError",
      "official status": "error",
      "official message": `Encountered exception during execution:\n${traceback}`,
    },
  ],
  [
    "prefect",
    "message",
    "10:11:12.123 | INFO    | prefect.flow_runs.worker - Worker submitting flow run records=3",
    {
      prefect: { time: "10:11:12.123" },
      logger: { name: "prefect.flow_runs.worker" },
      level: "INFO",
      msg: "Worker submitting flow run records=3",
      records: 3,
      "official status": "info",
      "official message": "Worker submitting flow run records=3",
    },
  ],

  [
    "spark",
    "lost_task",
    "24/05/12 10:11:12 WARN TaskSetManager: Lost task 3.0 in stage 7.0 (TID 42) (172.18.0.7 executor 1): java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3745)",
    {
      timestamp: at,
      level: "WARN",
      logger: { name: "TaskSetManager" },
      spark: { task: "3.0", stage_id: 7, stage_attempt: 0, task_id: 42, executor_host: "172.18.0.7", executor_id: "1" },
      error: {
        stack: "java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3745)",
        kind: "java.lang.OutOfMemoryError",
        message: "Java heap space",
      },
      error_type: "java.lang.OutOfMemoryError",
      "official date": at,
      "official status": "warning",
    },
  ],
  [
    "spark",
    "job_finished",
    "24/05/12 10:11:12 INFO DAGScheduler: Job 0 finished: save at NativeMethodAccessorImpl.java:0, took 1.234567 s",
    {
      timestamp: at,
      level: "INFO",
      logger: { name: "DAGScheduler" },
      spark: { job_id: 0, call_site: "save at NativeMethodAccessorImpl.java:0" },
      duration: 1234567000,
      "official date": at,
      "official status": "info",
    },
  ],
  [
    "spark",
    "exception",
    "24/05/12 10:11:12 ERROR Executor: Exception in task 3.0 in stage 7.0 (TID 42)\norg.apache.spark.SparkException: Task failed while writing rows\n\tat com.example.Load.run(Load.scala:42)\nCaused by: java.io.IOException: disk full",
    {
      timestamp: at,
      level: "ERROR",
      logger: { name: "Executor" },
      msg: "Exception in task 3.0 in stage 7.0 (TID 42)",
      error: {
        stack:
          "org.apache.spark.SparkException: Task failed while writing rows\n\tat com.example.Load.run(Load.scala:42)\nCaused by: java.io.IOException: disk full",
        kind: "org.apache.spark.SparkException",
        message: "Task failed while writing rows",
      },
      error_type: "java.io.IOException",
      "official date": at,
      "official status": "error",
      "official message": "Exception in task 3.0 in stage 7.0 (TID 42)",
    },
  ],
  [
    "spark",
    "message",
    "24/05/12 10:11:12 INFO TransformJob: Stage 'transform' wrote 1250 rows of pipeline 'orders-42'",
    {
      timestamp: at,
      level: "INFO",
      logger: { name: "TransformJob" },
      msg: "Stage 'transform' wrote 1250 rows of pipeline 'orders-42'",
      stage: "transform",
      records: 1250,
      pipeline_id: "orders-42",
      "official date": at,
      "official status": "info",
      "official message": "Stage 'transform' wrote 1250 rows of pipeline 'orders-42'",
    },
  ],

  [
    "rabbitmq",
    "connection",
    `${broker} [info] <0.722.0> closing AMQP connection <0.722.0> (172.18.0.5:51234 -> 172.18.0.3:5672, vhost: '/', user: 'pipeline')`,
    {
      timestamp: at + 123,
      level: "info",
      rabbitmq: { process: "0.722.0", event: "closing", vhost: "/" },
      network: { client: { ip: "172.18.0.5", port: 51234 }, destination: { ip: "172.18.0.3", port: 5672 } },
      usr: { name: "pipeline" },
      "official date": at + 123,
      "official status": "info",
    },
  ],
  [
    "rabbitmq",
    "connection",
    `${broker} [info] <0.722.0> accepting AMQP connection 172.18.0.5:51234 -> 172.18.0.3:5672`,
    {
      timestamp: at + 123,
      level: "info",
      rabbitmq: { process: "0.722.0", event: "accepting" },
      network: { client: { ip: "172.18.0.5", port: 51234 }, destination: { ip: "172.18.0.3", port: 5672 } },
      "official date": at + 123,
      "official status": "info",
    },
  ],
  [
    "rabbitmq",
    "exception",
    `${broker} [error] <0.730.0> operation basic.publish caused a channel exception not_found: no exchange 'orders' in vhost '/'`,
    {
      timestamp: at + 123,
      level: "error",
      rabbitmq: { process: "0.730.0", operation: "basic.publish" },
      error: { kind: "not_found", message: "no exchange 'orders' in vhost '/'" },
      "official date": at + 123,
      "official status": "error",
    },
  ],
  [
    "rabbitmq",
    "alarm",
    `${broker} [warning] <0.480.0> memory resource limit alarm set on node rabbit@broker.`,
    {
      timestamp: at + 123,
      level: "warning",
      rabbitmq: { process: "0.480.0", alarm: "memory", alarm_state: "set", node: "rabbit@broker" },
      "official date": at + 123,
      "official status": "warning",
    },
  ],
  [
    "rabbitmq",
    "message",
    `${broker} [notice] <0.222.0> Server startup complete; 4 plugins started.`,
    {
      timestamp: at + 123,
      level: "notice",
      rabbitmq: { process: "0.222.0" },
      msg: "Server startup complete; 4 plugins started.",
      "official date": at + 123,
      "official status": "notice",
      "official message": "Server startup complete; 4 plugins started.",
    },
  ],

  [
    "celery",
    "succeeded",
    `[2024-05-12 10:11:12,123: INFO/ForkPoolWorker-1] Task app.tasks.load[${uuid}] succeeded in 0.512s: {'rows': 1250}`,
    {
      timestamp: at + 123,
      level: "INFO",
      logger: { thread_name: "ForkPoolWorker-1" },
      celery: { task: "app.tasks.load", task_id: uuid, result: "{'rows': 1250}" },
      duration: 512000000,
      "official date": at + 123,
      "official status": "info",
    },
  ],
  [
    "celery",
    "failed",
    `[2024-05-12 10:11:12,123: ERROR/ForkPoolWorker-1] Task app.tasks.load[${uuid}] raised unexpected: ValueError('row 17 has no order_id')\n${traceback}`,
    {
      timestamp: at + 123,
      level: "ERROR",
      logger: { thread_name: "ForkPoolWorker-1" },
      celery: { task: "app.tasks.load", task_id: uuid },
      error: { kind: "ValueError", message: "row 17 has no order_id", stack: traceback },
      error_type: "ValueError",
      "official date": at + 123,
      "official status": "error",
    },
  ],
  [
    "celery",
    "retry",
    `[2024-05-12 10:11:12,123: INFO/ForkPoolWorker-1] Task app.tasks.load[${uuid}] retry: Retry in 180s: ConnectionError('broker gone')`,
    {
      timestamp: at + 123,
      level: "INFO",
      logger: { thread_name: "ForkPoolWorker-1" },
      celery: { task: "app.tasks.load", task_id: uuid, retry_seconds: 180 },
      error: { kind: "ConnectionError", message: "broker gone" },
      "official date": at + 123,
      "official status": "info",
    },
  ],
  [
    "celery",
    "task_message",
    `[2024-05-12 10:11:12,123: INFO/MainProcess] Task app.tasks.load[${uuid}] received`,
    {
      timestamp: at + 123,
      level: "INFO",
      logger: { thread_name: "MainProcess" },
      celery: { task: "app.tasks.load", task_id: uuid },
      msg: "received",
      "official date": at + 123,
      "official status": "info",
      "official message": "received",
    },
  ],
  [
    "celery",
    "task_message",
    `[2024-05-12 10:11:12,123: WARNING/ForkPoolWorker-2] app.tasks.load[${uuid}]: Stage done records=-5 error_type=timeout stage="load" pipeline_id=orders-42`,
    {
      timestamp: at + 123,
      level: "WARNING",
      logger: { thread_name: "ForkPoolWorker-2" },
      celery: { task: "app.tasks.load", task_id: uuid },
      msg: 'Stage done records=-5 error_type=timeout stage="load" pipeline_id=orders-42',
      records: -5,
      error_type: "timeout",
      error: { kind: "timeout" },
      stage: "load",
      pipeline_id: "orders-42",
      "official date": at + 123,
      "official status": "warning",
      "official message": 'Stage done records=-5 error_type=timeout stage="load" pipeline_id=orders-42',
    },
  ],
  [
    "celery",
    "message",
    "[2024-05-12 10:11:12,123: INFO/MainProcess] celery@worker-1 ready.",
    {
      timestamp: at + 123,
      level: "INFO",
      logger: { thread_name: "MainProcess" },
      msg: "celery@worker-1 ready.",
      "official date": at + 123,
      "official status": "info",
      "official message": "celery@worker-1 ready.",
    },
  ],
])("%s, %s: %s", (source, rule, line, expected) => {
  expect(ruleFor(pipelines[source], line)).toBe(rule);
  expect(runPipeline(pipelines[source], line)).toEqual({ message: line, ...expected });
});

test.each(Object.entries(pipelines))(
  "the %s pipeline is one that Datadog takes, and switched on to its last step",
  (source, pipeline) => {
    expect(checkLogPipeline(pipeline)).toEqual([]);
    expect(pipeline).toMatchObject({ is_enabled: true, filter: { query: `source:${source}` } });
    expect(pipeline.processors?.map((processor) => processor.is_enabled)).toEqual(pipeline.processors?.map(() => true));
  },
);

test("of tracebacks that are joined, the first starts the stack and the last names the exception", () => {
  const stack =
    "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nKeyError: 'x'\n\n" +
    "During handling of the above exception, another exception occurred:\n\n" +
    'Traceback (most recent call last):\n  File "a.py", line 3, in g\napp.errors.BadRow';
  const log = runPipeline(pipelines.fastapi, `ERROR:    Exception in ASGI application\n${stack}\n`);
  expect(log.error).toEqual({ kind: "app.errors.BadRow", stack });
});

test("a task that failed with several arguments, and no traceback", () => {
  const line = `[2024-05-12 10:11:12,123: ERROR/ForkPoolWorker-1] Task app.tasks.load[${uuid}] raised unexpected: KeyError(3, 'x')`;
  expect(runPipeline(pipelines.celery, line).error).toEqual({ kind: "KeyError", message: "3, 'x'" });
});

test.each(Object.entries(pipelines))(
  "no grok rule of %s ends in a space, which an editor may drop",
  (_source, pipeline) => {
    const parsers = pipeline.processors?.filter((processor) => processor.type === "grok-parser") ?? [];
    for (const { grok } of parsers) expect(`${grok.match_rules}\n${grok.support_rules}`).not.toMatch(/ $/m);
  },
);

test("the pipelines have different names", () => {
  expect(checkLogPipelines(Object.values(pipelines))).toEqual([]);
});
