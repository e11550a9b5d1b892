import { categorize, grok, logPipeline, nested, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { correlation } from "./correlation";
import { errorTypes } from "./error-type";
import { pipelineFields } from "./pipeline-fields";
import { pythonTraceback } from "./python-traceback";

/**
 * Prefect's console log, `10:11:12.123 | INFO    | Flow run 'brave-otter' - …`. As it comes it has the time alone, which
 * is no date of a log (Datadog would take it for 1970), so it stays text and the agent's own date counts. With the formats
 * of `docker/compose.services.yaml` the date is read, and the trace stands before the message.
 *
 * https://docs.prefect.io/v3/advanced/logging-customization
 */
const head = grok({
  name: "Head",
  helpers: {
    ...correlation,
    when: String.raw`(?:%{date("yyyy-MM-dd HH:mm:ss.SSS"):timestamp}|%{regex("\\d{2}:\\d{2}:\\d{2}\\.\\d{3}"):prefect.time})`,
    // Python's %r: with double quotes if the name holds an apostrophe.
    flow: String.raw`Flow run (?:'%{regex("[^'\\n]+"):prefect.flow_run}'|"%{regex("[^\"\\n]+"):prefect.flow_run}")`,
    task: String.raw`Task run (?:'%{regex("[^'\\n]+"):prefect.task_run}'|"%{regex("[^\"\\n]+"):prefect.task_run}")`,
    who: "(?:%{flow}|%{task}|%{notSpace:logger.name})",
  },
  rules: [
    {
      name: "line",
      pattern: String.raw`%{when} \| %{word:level}\s+\| (?:%{regex("[\\w-]+"):logger.thread_name}\s+\| )?%{who} -(?: %{correlation})? %{data:msg}`,
      sample:
        "2024-05-12 10:11:12.123 | INFO    | Task run 'load-orders-0' - [dd.service=prefect dd.env=demo dd.version=1.4.2 dd.trace_id=664094a000000000b8b4a12f3c5d7e90 dd.span_id=1234567890123456789] Stage done pipeline_id=orders-42 stage=load records=1250",
    },
  ],
});

/** How runs begin and end. */
const states = grok({
  name: "States of runs",
  source: "msg",
  helpers: {
    // Failed('…'), TimedOut("…", type=FAILED), Completed().
    quoted: String.raw`(?:'%{regex("(?:[^'\\\\]|\\\\.)*"):prefect.state_message}'|"%{regex("(?:[^\"\\\\]|\\\\.)*"):prefect.state_message}")`,
    how: String.raw`(?:[^\n]*status code:? %{integer:process.exit_code}[^\n]*|[^\n]*)`,
    state: String.raw`%{regex("[A-Z][\\w -]*"):prefect.state}\((?:%{quoted}|None)?(?:,? ?type=%{word:prefect.state_type})?.*\)`,
  },
  rules: [
    {
      name: "finished",
      pattern: "Finished in state %{state}.*",
      sample: "Finished in state TimedOut('Flow run exceeded timeout of 60.0 second(s)', type=FAILED)",
    },
    {
      name: "reported",
      pattern: `Reported flow run '%{regex("[^']+"):prefect.flow_run_id}' as %{word:prefect.state}: %{how:prefect.state_message}`,
      sample:
        "Reported flow run '0f8fad5b-d9cb-469f-a165-70867728950e' as crashed: Flow run process exited with non-zero status code -9.",
    },
    {
      name: "crash",
      pattern: '%{regex("Crash"):prefect.state} detected! %{data:prefect.state_message}',
      sample: "Crash detected! Execution was aborted by an interrupt signal.",
    },
    {
      name: "timeout",
      pattern:
        '%{regex("Flow|Task"):prefect.run_type} run %{regex("exceeded timeout"):prefect.state} of %{number:prefect.timeout_seconds} second.*',
      sample: "Flow run exceeded timeout of 60.0 second(s)",
    },
    {
      name: "begun",
      pattern: String.raw`(?:Beginning|Created) %{word:prefect.run_type} run '%{regex("[^'\\n]+"):prefect.run}' for %{regex("flow|task"):prefect.of} '%{regex("[^'\\n]+"):prefect.name}'.*`,
      sample: "Beginning flow run 'brave-otter' for flow 'load-orders'",
    },
  ],
});

/** What the worker says of its processes, and the engine of retries. */
const processes = grok({
  name: "Processes and retries",
  source: "msg",
  rules: [
    {
      name: "exit",
      pattern: String.raw`Process (?:for flow run '%{regex("[^'\\n]+"):prefect.flow_run}' |%{integer:process.pid} )?exited (?:cleanly|with status code: %{integer:process.exit_code}).*`,
      sample:
        "Process for flow run 'brave-otter' exited with status code: -9; This indicates that the process exited due to a SIGKILL signal.",
    },
    {
      name: "retry",
      pattern: "Task run failed with .* - Retry %{integer:prefect.retry}/%{integer:prefect.retries} will start .*",
      sample:
        "Task run failed with exception: ValueError('row 17 has no order_id') - Retry 1/3 will start 5 second(s) from now",
    },
    {
      name: "submitted",
      pattern: String.raw`.*[Ss]ub(?:mit|mitting|mission|mitted)\b.* flow run '%{regex("[^'\\n]+"):prefect.flow_run_id}'.*`,
      sample: "Worker 'ProcessWorker 7' submitting flow run '0f8fad5b-d9cb-469f-a165-70867728950e'",
    },
  ],
});

/** Prefect writes how a flow ended at INFO, whatever the end was. */
const ends = categorize("prefect.status", {
  error:
    '@prefect.state:(Failed OR Crashed OR TimedOut OR crashed OR Crash OR "exceeded timeout") OR @prefect.state_type:(FAILED OR CRASHED) OR @process.exit_code:[-255 TO -1] OR @process.exit_code:[1 TO 255]',
  warning:
    "@prefect.state:(Cancelled OR Cancelling) OR @prefect.state_type:(CANCELLED OR CANCELLING) OR @prefect.retry:*",
});

/** Where no exception is named, how the run ended is what kind of error it was. */
const endings = nested("Kind of an end without an exception", "-@error.kind:*", [
  categorize("error.kind", {
    TimedOut: '@prefect.state:(TimedOut OR "exceeded timeout")',
    Crashed: "@prefect.state:(Crashed OR crashed OR Crash) OR @prefect.state_type:CRASHED",
    Failed: "@prefect.state:Failed OR @prefect.state_type:FAILED",
    ProcessExited: "@process.exit_code:[-255 TO -1] OR @process.exit_code:[1 TO 255]",
  }),
]);

export const prefectLogs = () =>
  logPipeline({
    name: `${components.prefect.name} (data pipeline)`,
    description: "Flow and task runs",
    filter: { query: `source:${components.prefect.source}` },
    processors: [
      head,
      states,
      processes,
      ends,
      pythonTraceback,
      pipelineFields,
      ...errorTypes(endings),
      remap("date", "timestamp"),
      remap("status", "prefect.status", "level", "levelname"),
      remap("service", "dd.service"),
      remap("message", "msg"),
      remap("trace-id", "dd.trace_id"),
      remap("span-id", "dd.span_id"),
    ],
  });
