import { grok, logPipeline, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { correlation } from "./correlation";
import { pipelineFields } from "./pipeline-fields";
import { pythonTraceback } from "./python-traceback";

/**
 * Prefect's console log, `10:11:12.123 | INFO    | Flow run 'brave-otter' - …`. As it comes it has the time alone, which
 * is no date of a log (Datadog would take it for 1970), so it stays text and the agent's own date counts. With
 * `PREFECT_LOGGING_FORMATTERS_STANDARD_DATEFMT`, which `docker/compose.services.yaml` sets, the date is read.
 *
 * https://docs.prefect.io/v3/advanced/logging-customization
 */
const lines = grok({
  name: "Flow runs, task runs, loggers",
  helpers: {
    ...correlation,
    when: String.raw`(?:%{date("yyyy-MM-dd HH:mm:ss.SSS"):timestamp}|%{regex("\\d{2}:\\d{2}:\\d{2}\\.\\d{3}"):prefect.time})`,
    who: `(?:Flow run '%{regex("[^']+"):prefect.flow_run}'|Task run '%{regex("[^']+"):prefect.task_run}'|%{notSpace:logger.name})`,
    head: String.raw`%{when} \| %{word:level}\s+\| %{who} -(?: %{correlation})?`,
  },
  rules: [
    {
      name: "finished",
      pattern: String.raw`%{head} Finished in state %{word:prefect.state}\(["']?%{regex("[^\"'\\n]*"):prefect.state_message}["']?\).*`,
      sample: "10:11:12.123 | INFO    | Flow run 'brave-otter' - Finished in state Completed()",
    },
    {
      name: "message",
      pattern: "%{head} %{data:msg}",
      sample:
        "10:11:12.123 | INFO    | Task run 'load-orders-0' - Stage done pipeline_id=orders-42 stage=load records=1250",
    },
  ],
});

export const prefectLogs = () =>
  logPipeline({
    name: `${components.prefect.name} (data pipeline)`,
    description: "Flow and task runs",
    filter: { query: `source:${components.prefect.source}` },
    processors: [
      lines,
      pythonTraceback,
      pipelineFields,
      remap("date", "timestamp"),
      remap("status", "level", "levelname"),
      remap("service", "dd.service"),
      remap("message", "msg"),
      remap("trace-id", "dd.trace_id"),
      remap("span-id", "dd.span_id"),
    ],
  });
