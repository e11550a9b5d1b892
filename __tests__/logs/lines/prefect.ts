import { AT, type Line, TRACEBACK } from "./table";

const flow = (text: string, level = "INFO   ") => `10:11:12.123 | ${level} | Flow run 'brave-otter' - ${text}`;
const runner = (text: string) => `2024-05-12 10:11:12.123 | INFO    | prefect.flow_runs.runner - ${text}`;
const dd =
  "[dd.service=prefect dd.env=demo dd.version=1.4.2 dd.trace_id=6b07d52f0000000097addd2d7984dc55 dd.span_id=186731685600096499]";

// What Prefect 2 and 3 write: prefect/flow_engine.py, prefect/task_engine.py, prefect/states.py, prefect/runner, prefect/workers.
export const prefectLines: readonly Line[] = [
  [
    flow("Finished in state Completed()"),
    {
      "prefect.flow_run": "brave-otter",
      "prefect.state": "Completed",
      kind: undefined,
      date: undefined,
      status: "info",
    },
  ],
  [
    flow("Finished in state Completed('All states completed.')"),
    { "prefect.state": "Completed", "prefect.state_message": "All states completed.", status: "info" },
  ],
  [
    flow("Finished in state Cached(type=COMPLETED)"),
    { "prefect.state": "Cached", "prefect.state_type": "COMPLETED", status: "info" },
  ],
  [
    flow('Finished in state Failed("Flow run encountered an exception: ValueError: bad row")'),
    { "prefect.state": "Failed", kind: "ValueError", status: "error" },
  ],
  [
    flow("Finished in state Failed('Task run encountered an exception KeyError: \\'x\\'')"),
    { "prefect.state": "Failed", kind: "KeyError", status: "error" },
  ],
  [
    flow("Finished in state Failed('2/3 states failed.')"),
    { "prefect.state_message": "2/3 states failed.", kind: "Failed", status: "error" },
  ],
  [
    flow("Finished in state TimedOut('Flow run exceeded timeout of 60.0 second(s)', type=FAILED)"),
    { "prefect.state": "TimedOut", "prefect.state_type": "FAILED", kind: "TimedOut", status: "error" },
  ],
  [
    flow("Finished in state Crashed('Execution was aborted by an interrupt signal.')"),
    { "prefect.state": "Crashed", kind: "Crashed", status: "error" },
  ],
  [flow("Finished in state Cancelled()"), { "prefect.state": "Cancelled", kind: undefined, status: "warn" }],
  [
    flow("Finished in state NoOrders('nothing to do', type=FAILED)"),
    { "prefect.state": "NoOrders", kind: "Failed", status: "error" },
  ],
  [
    flow("Crash detected! Execution was cancelled by the runtime environment.", "ERROR  "),
    { kind: "Crashed", status: "error" },
  ],
  [
    flow("Flow run exceeded timeout of 60.0 second(s)", "ERROR  "),
    { "prefect.timeout_seconds": 60, kind: "TimedOut", status: "error" },
  ],
  [
    flow("Beginning flow run 'brave-otter' for flow 'load-orders'"),
    { "prefect.name": "load-orders", "prefect.of": "flow", status: "info" },
  ],
  [
    `10:11:12.123 | INFO    | Flow run "it's" - Finished in state Completed()`,
    { "prefect.flow_run": "it's", "prefect.state": "Completed" },
  ],
  [
    `2024-05-12 10:11:12.123 | ERROR   | Task run 'load-0' - ${dd} Task run failed with exception: ValueError('row 17 has no order_id') - Retries are exhausted\n${TRACEBACK}`,
    {
      date: AT,
      "prefect.task_run": "load-0",
      kind: "ValueError",
      "error.stack": TRACEBACK,
      service: "prefect",
      trace: "6b07d52f0000000097addd2d7984dc55",
      span: "186731685600096499",
      status: "error",
    },
  ],
  [
    "10:11:12.123 | INFO    | Task run 'load-0' - Task run failed with exception: TimeoutError('slow') - Retry 1/3 will start 5 second(s) from now",
    { "prefect.retry": 1, "prefect.retries": 3, kind: "TimeoutError", status: "warn" },
  ],
  [
    runner(
      "Reported flow run '0f8fad5b-d9cb-469f-a165-70867728950e' as crashed: Flow run process exited with non-zero status code -9.",
    ),
    {
      date: AT,
      "prefect.flow_run_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
      "prefect.state_message": "Flow run process exited with non-zero status code -9.",
      "process.exit_code": -9,
      kind: "Crashed",
      status: "error",
    },
  ],
  [
    runner(
      "Process for flow run 'brave-otter' exited with status code: -9; This indicates that the process exited due to a SIGKILL signal.",
    ),
    { "prefect.flow_run": "brave-otter", "process.exit_code": -9, kind: "ProcessExited", status: "error" },
  ],
  [runner("Process exited with status code: 137. Out of memory."), { "process.exit_code": 137, status: "error" }],
  [
    runner("Process for flow run 'brave-otter' exited cleanly."),
    { "prefect.flow_run": "brave-otter", kind: undefined, status: "info" },
  ],
  [
    "10:11:12.123 | INFO    | prefect.flow_runs.worker - Worker 'ProcessWorker 7' submitting flow run '0f8f'",
    { "prefect.flow_run_id": "0f8f", "logger.name": "prefect.flow_runs.worker", status: "info" },
  ],
  [
    "10:11:12.123 | INFO    | Task run 'load-orders-0' - Stage done pipeline_id=orders-42 stage=load records=1250",
    {
      "prefect.task_run": "load-orders-0",
      pipeline_id: "orders-42",
      stage: "load",
      records: 1250,
      message: "Stage done pipeline_id=orders-42 stage=load records=1250",
    },
  ],
  [
    "10:11:12.123 | WARNING | MainThread   | prefect.engine - slow API",
    { "logger.thread_name": "MainThread", "logger.name": "prefect.engine", status: "warn" },
  ],
];
