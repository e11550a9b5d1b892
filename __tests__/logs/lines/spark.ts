import { AT, type Line } from "./table";

const line = (level: string, text: string) => `24/05/12 10:11:12 ${level} ${text}`;
const lost = (text: string) =>
  line("WARN", `TaskSetManager: Lost task 0.0 in stage 2.1 (TID 7) (172.18.0.8 executor 1): ${text}`);
const lostTask = {
  "spark.task": "0.0",
  "spark.stage_id": 2,
  "spark.stage_attempt": 1,
  "spark.task_id": 7,
  "spark.executor_host": "172.18.0.8",
  "spark.executor_id": "1",
  status: "warn",
};
const oom = "java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3745)";
const python =
  'org.apache.spark.api.python.PythonException: Traceback (most recent call last):\n  File "/app/job.py", line 8, in bad\n    raise ValueError("row 17")\nValueError: row 17\n\n\tat org.apache.spark.api.python.BasePythonRunner$ReaderIterator.handlePythonException(PythonRunner.scala:572)';
const dd =
  "[dd.service=spark dd.env=demo dd.version=1.4.2 dd.trace_id=6b07d4b600000000d17eef8fbf7507bd dd.span_id=8381507874530420326]";

// What Spark 2.4 to 3.5 write: org.apache.spark.scheduler (DAGScheduler, TaskSetManager, TaskSchedulerImpl) and
// org.apache.spark.TaskEndReason.
export const sparkLines: readonly Line[] = [
  [
    line("INFO", "DAGScheduler: Job 0 finished: save at NativeMethodAccessorImpl.java:0, took 1.234567 s"),
    {
      date: AT - 123,
      "spark.job_id": 0,
      "spark.call_site": "save at NativeMethodAccessorImpl.java:0",
      duration: 1234567000,
      status: "info",
    },
  ],
  // A print joins the line of the job before it.
  [
    line("INFO", "DAGScheduler: Job 7 finished: count at job.py:9, took 0.455269 s\n1000"),
    { "spark.job_id": 7, duration: 455269000, status: "info" },
  ],
  [
    line("INFO", "DAGScheduler: Job 2 failed: collect at job.py:9, took 2.321233 s"),
    { "spark.outcome": "failed", duration: 2321233000, status: "error" },
  ],
  [
    "2024-05-12 10:11:12 INFO  DAGScheduler:54 - Job 3 finished: collect at job.py:9, took 0.5 s",
    { date: AT - 123, "logger.name": "DAGScheduler", "logger.line": 54, duration: 500000000 },
  ],
  [
    "[Stage 3:>                  (0 + 2) / 2]24/05/12 10:11:12 ERROR TaskSetManager: Task 1 in stage 3.0 failed 4 times; aborting job",
    { "spark.task_index": 1, "spark.stage_id": 3, "spark.failures": 4, status: "error" },
  ],
  [
    line("INFO", "DAGScheduler: ShuffleMapStage 0 (count at job.py:3) finished in 0.869 s"),
    { "spark.stage_id": 0, duration: 869000000, stage: undefined, status: "info" },
  ],
  [
    line(
      "INFO",
      "DAGScheduler: ResultStage 3 (collect at job.py:9) failed in 2.299 s due to Job aborted due to stage failure: Task 1 in stage 3.0 failed 4 times, most recent failure: Lost task 1.3 in stage 3.0 (TID 9) (172.18.0.8 executor 1): java.io.IOException: No space left on device",
    ),
    {
      "spark.stage_id": 3,
      duration: 2299000000,
      kind: "java.io.IOException",
      "error.message": "No space left on device",
      status: "error",
    },
  ],
  [
    line(
      "INFO",
      "DAGScheduler: ShuffleMapStage 4 (map at Load.scala:7) failed in 12.034 s due to org.apache.spark.shuffle.FetchFailedException: Failed to connect to h/10.0.0.9:42001",
    ),
    { duration: 12034000000, kind: "org.apache.spark.shuffle.FetchFailedException", status: "error" },
  ],
  [
    lost(oom),
    { ...lostTask, kind: "java.lang.OutOfMemoryError", "error.message": "Java heap space", "error.stack": oom },
  ],
  [
    lost(python),
    { ...lostTask, kind: "org.apache.spark.api.python.PythonException", "error.message": "ValueError: row 17" },
  ],
  [
    lost(
      "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Command exited with code 137",
    ),
    {
      ...lostTask,
      kind: "ExecutorLostFailure",
      "spark.reason": "Command exited with code 137",
      "spark.exit_code": 137,
    },
  ],
  [
    lost(
      "FetchFailed(BlockManagerId(2, 10.0.0.9, 42001, None), shuffleId=0, mapIndex=1, mapId=5, reduceId=3, message=\norg.apache.spark.shuffle.FetchFailedException: Connection refused\n)",
    ),
    { ...lostTask, kind: "FetchFailed" },
  ],
  [
    lost("TaskKilled (another attempt succeeded)"),
    { ...lostTask, kind: "TaskKilled", "error.message": "another attempt succeeded" },
  ],
  [
    line(
      "INFO",
      "TaskSetManager: Lost task 0.1 in stage 2.0 (TID 9) on 172.18.0.8, executor 1: org.apache.spark.SparkException (Task failed) [duplicate 1]",
    ),
    { "spark.task": "0.1", "spark.executor_id": "1", kind: "org.apache.spark.SparkException" },
  ],
  [
    line(
      "WARN",
      "TaskSetManager: Lost task 0.0 in stage 1.0 (TID 3, 10.0.0.8, executor 2): java.io.IOException: No space left on device",
    ),
    { "spark.executor_host": "10.0.0.8", "spark.executor_id": "2", kind: "java.io.IOException" },
  ],
  [
    line("ERROR", "TaskSchedulerImpl: Lost executor 1 on 172.18.0.8: Command exited with code 137"),
    {
      "spark.executor_id": "1",
      "spark.executor_host": "172.18.0.8",
      "spark.exit_code": 137,
      kind: "ExecutorLostFailure",
      status: "error",
    },
  ],
  [
    line("ERROR", "TaskSchedulerImpl: Lost executor 12 on worker-3: Executor heartbeat timed out after 152463 ms"),
    { "spark.executor_id": "12", "spark.executor_host": "worker-3", kind: "ExecutorLostFailure" },
  ],
  [
    line(
      "WARN",
      "HeartbeatReceiver: Removing executor 1 with no recent heartbeats: 152463 ms exceeds timeout 120000 ms",
    ),
    { "spark.executor_id": "1", kind: "ExecutorLostFailure" },
  ],
  [
    line(
      "WARN",
      "YarnSchedulerBackend$YarnSchedulerEndpoint: Requesting driver to remove executor 1 for reason Container marked as failed: container_1 on host: h. Exit status: 143. Diagnostics: killed.",
    ),
    { "spark.executor_id": "1", "spark.exit_code": 143, kind: "ExecutorLostFailure" },
  ],
  [
    line(
      "INFO",
      "StandaloneAppClient$ClientEndpoint: Executor updated: app-20240512101112-0000/1 is now EXITED (Command exited with code 52)",
    ),
    { "spark.executor_state": "EXITED", "spark.exit_code": 52, kind: "ExecutorLostFailure" },
  ],
  [
    line(
      "ERROR",
      "Executor: Exception in task 3.0 in stage 7.0 (TID 42)\norg.apache.spark.SparkException: Task failed while writing rows\n\tat com.example.Load.run(Load.scala:42)\nCaused by: java.io.IOException: disk full",
    ),
    {
      "spark.task": "3.0",
      "spark.stage_id": 7,
      kind: "org.apache.spark.SparkException",
      "error.message": "Task failed while writing rows",
      status: "error",
    },
  ],
  [
    'Exception in thread "main" org.apache.spark.SparkException: Application failed\n\tat x.y(Z.scala:1)',
    { "logger.thread_name": "main", kind: "org.apache.spark.SparkException" },
  ],
  [
    line("WARN", `TransformJob: ${dd} Stage done pipeline_id=orders-42 stage=transform records=1250`),
    {
      pipeline_id: "orders-42",
      stage: "transform",
      records: 1250,
      service: "spark",
      trace: "6b07d4b600000000d17eef8fbf7507bd",
      span: "8381507874530420326",
      status: "warn",
    },
  ],
  [
    line(
      "INFO",
      "TransformJob: [dd.service=spark dd.env=demo dd.version= dd.trace_id= dd.span_id=] Stage 'transform' wrote 1250 rows of pipeline 'orders-42'",
    ),
    {
      pipeline_id: "orders-42",
      stage: "transform",
      records: 1250,
      trace: undefined,
      span: undefined,
      message: "Stage 'transform' wrote 1250 rows of pipeline 'orders-42'",
    },
  ],
];
