import type { LogPipelineDefinition } from "../../datadog/definitions";
import { logOf } from "../../datadog/sandbox/intake/logs/entry";
import { attributeAt } from "../../datadog/sandbox/intake/logs/log";
import { compilePipeline } from "../../datadog/sandbox/intake/logs/pipelines";

type Attributes = Readonly<Record<string, unknown>>;

/**
 * What a log pipeline makes of one line: its attributes, and the official ones of the log. A processor that the sandbox
 * cannot run fails the test that needs it.
 */
export function runPipeline(pipeline: LogPipelineDefinition, line: string): Attributes {
  const source = /^source:([\w-]+)$/.exec(pipeline.filter.query)?.[1] ?? "";
  const log = logOf({ message: line, ddsource: source }, 0);
  compilePipeline(pipeline, (type) => {
    throw new Error(`no ${type} here`);
  })(log);
  const { time, message, status, service, attributes } = log;
  const official: Readonly<Record<string, unknown>> = {
    date: time === 0 ? undefined : time,
    message: message === line ? undefined : message,
    status,
    service,
    "trace-id": attributes.trace_id,
    "span-id": attributes.span_id,
  };
  return {
    ...attributes,
    message: line,
    ...Object.fromEntries(Object.entries(official).map(([name, value]) => [`official ${name}`, value])),
  };
}

/** The attribute at a path with dots; an official one has a name without. */
export const attributeOf = (log: Attributes, path: string): unknown => attributeAt(log, path);
