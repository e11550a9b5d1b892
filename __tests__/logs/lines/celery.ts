import { AT, type Line, TRACEBACK } from "./table";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
const line = (level: string, text: string, process = "ForkPoolWorker-1") =>
  `[2024-05-12 10:11:12,123: ${level}/${process}] ${text}`;
const main = (level: string, text: string) => line(level, text, "MainProcess");
const dd =
  "[dd.service=celery dd.env=demo dd.version=1.4.2 dd.trace_id=6b07d4e00000000010a0bfee74294b7c dd.span_id=6750333332204748320]";
const task = { "celery.task": "app.tasks.load", "celery.task_id": id };

// What Celery 4 to 5.7 and billiard write: celery/app/trace.py, celery/worker/request.py, celery/worker/consumer, billiard/pool.py.
export const celeryLines: readonly Line[] = [
  [
    line("INFO", `Task app.tasks.load[${id}] succeeded in 0.512s: {'rows': 1250}`),
    {
      ...task,
      date: AT,
      duration: 512000000,
      "celery.outcome": "succeeded",
      "celery.result": "{'rows': 1250}",
      status: "info",
    },
  ],
  [line("INFO", `Task app.tasks.load[${id}] succeeded in 5.125e-05s: None`), { ...task, duration: 51250 }],
  [
    line("INFO", `${dd} Task app.tasks.load[${id}] succeeded in 1.5s: None`),
    {
      ...task,
      duration: 1500000000,
      trace: "6b07d4e00000000010a0bfee74294b7c",
      span: "6750333332204748320",
      service: "celery",
    },
  ],
  [main("INFO", `Task app.tasks.load[${id}] received`), { ...task, "celery.outcome": "received" }],
  [main("INFO", `Received task: app.tasks.load[${id}]  ETA:[2024-05-12 10:12:00+00:00]`), task],
  [main("INFO", `Discarding revoked task: app.tasks.load[${id}]`), task],
  [
    line("INFO", `Task app.tasks.load[${id}] retry: Retry in 180s: ConnectionError('broker gone')`),
    { ...task, "celery.retry_seconds": 180, kind: "ConnectionError", "error.message": "broker gone" },
  ],
  [
    line("INFO", `Task app.tasks.load[${id}] retry: Retry in 2.5s`),
    { ...task, "celery.retry_seconds": 2.5, kind: undefined },
  ],
  [
    line("ERROR", `Task app.tasks.load[${id}] raised unexpected: ValueError('row 17 has no order_id')\n${TRACEBACK}`),
    {
      ...task,
      kind: "ValueError",
      "error.message": "row 17 has no order_id",
      "error.stack": TRACEBACK,
      status: "error",
    },
  ],
  [
    line("ERROR", `Task app.tasks.load[${id}] raised unexpected: KeyError(3, 'x')`),
    { ...task, kind: "KeyError", "error.message": "3, 'x'" },
  ],
  [
    line("ERROR", `Task app.tasks.load[${id}] raised unexpected: SoftTimeLimitExceeded()`),
    { kind: "SoftTimeLimitExceeded", "error.message": undefined },
  ],
  [
    line("ERROR", `Task app.tasks.load[${id}] raised unexpected: BadRow("it's row 17")`),
    { kind: "BadRow", "error.message": "it's row 17" },
  ],
  [
    line(
      "ERROR",
      `Task app.tasks.load[${id}] raised unexpected: UnpickleableExceptionWrapper('app.errors', 'BadRow', (17,), 'BadRow(17)')`,
    ),
    { ...task, kind: "BadRow" },
  ],
  [
    line(
      "ERROR",
      `Task app.tasks.load[${id}] raised unexpected: <HttpError 403 "quota">\nTraceback (most recent call last):\n  File "t.py", line 3, in f\ngoogleapiclient.errors.HttpError: <HttpError 403 "quota">`,
    ),
    { ...task, kind: "googleapiclient.errors.HttpError" },
  ],
  [
    line("INFO", `Task app.tasks.load[${id}] raised expected: KeyError('known')`),
    { ...task, "celery.outcome": "expected", kind: "KeyError", status: "info" },
  ],
  [
    line("CRITICAL", `Task app.tasks.load[${id}] INTERNAL ERROR: TypeError('not JSON')`),
    { ...task, kind: "TypeError", status: "critical" },
  ],
  [
    main("WARNING", `Soft time limit (300s) exceeded for app.tasks.load[${id}]`),
    { ...task, "celery.limit": "Soft", "celery.limit_seconds": 300, kind: "SoftTimeLimitExceeded", status: "warn" },
  ],
  [
    main("ERROR", `Hard time limit (0.5s) exceeded for app.tasks.load[${id}]`),
    { ...task, "celery.limit": "Hard", "celery.limit_seconds": 0.5, kind: "TimeLimitExceeded", status: "error" },
  ],
  [
    main(
      "ERROR",
      "Received unregistered task of type 'app.tasks.gone'.\nThe message has been ignored and discarded.\n\nDid you remember to import the module containing this task?\nTraceback (most recent call last):\n  File \"consumer.py\", line 824, in on_task_received\nKeyError: 'app.tasks.gone'",
    ),
    { "celery.task": "app.tasks.gone", kind: "NotRegistered", status: "error" },
  ],
  [
    main("ERROR", "Process 'ForkPoolWorker-1' pid:336 exited with 'signal 15 (SIGTERM)'"),
    {
      "celery.process": "ForkPoolWorker-1",
      "process.pid": 336,
      "process.signal": 15,
      kind: "WorkerLostError",
      status: "error",
    },
  ],
  [
    main("ERROR", "Process 'ForkPoolWorker-12' pid:7 exited with 'exitcode 1'"),
    { "process.exit_code": 1, kind: "WorkerLostError" },
  ],
  [
    main(
      "ERROR",
      'Task handler raised error: WorkerLostError(\'Worker exited prematurely: signal 9 (SIGKILL) Job: 13.\')\nTraceback (most recent call last):\n  File "pool.py", line 1367, in mark_as_worker_lost\nbilliard.einfo.ExceptionWithTraceback: \n"""\nTraceback (most recent call last):\n  File "pool.py", line 1367, in mark_as_worker_lost\nbilliard.exceptions.WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL) Job: 13.\n"""',
    ),
    {
      kind: "WorkerLostError",
      "error.message": "Worker exited prematurely: signal 9 (SIGKILL) Job: 13.",
      status: "error",
    },
  ],
  [
    main(
      "ERROR",
      "consumer: Cannot connect to amqp://guest:**@rabbitmq:5672//: [Errno 111] Connection refused.\nTrying again in 2.00 seconds... (1/100)\n",
    ),
    {
      "celery.broker": "amqp://guest:**@rabbitmq:5672//",
      "error.message": "[Errno 111] Connection refused.",
      kind: "OperationalError",
    },
  ],
  [
    main(
      "WARNING",
      'consumer: Connection to broker lost. Trying to re-establish the connection...\nTraceback (most recent call last):\n  File "x.py", line 1, in y\nConnectionResetError: [Errno 104] Connection reset by peer',
    ),
    { kind: "ConnectionResetError", "error.message": "[Errno 104] Connection reset by peer", status: "warn" },
  ],
  [
    main(
      "CRITICAL",
      "Unrecoverable error: AccessRefused(403, 'ACCESS_REFUSED', (0, 0), '')\nTraceback (most recent call last):\n  File \"x.py\", line 1, in y\namqp.exceptions.AccessRefused: (0, 0): (403) ACCESS_REFUSED",
    ),
    { kind: "amqp.exceptions.AccessRefused", status: "critical" },
  ],
  [
    line(
      "WARNING",
      `${dd} app.tasks.load[${id}]: Stage done records=-5 error_type=timeout stage="load" pipeline_id=orders-42`,
    ),
    {
      ...task,
      records: -5,
      stage: "load",
      pipeline_id: "orders-42",
      kind: "timeout",
      trace: "6b07d4e00000000010a0bfee74294b7c",
      status: "warn",
    },
  ],
  [
    main("INFO", "celery@worker-1 ready."),
    { "logger.thread_name": "MainProcess", message: "celery@worker-1 ready.", kind: undefined, status: "info" },
  ],
];
