/**
 * Grok helpers for what ddtrace adds to a log line: `[dd.service=fastapi dd.env=demo dd.version=1.4.2 dd.trace_id=…
 * dd.span_id=…]`. The application's log format has to name these fields; a value may be empty, and the trace is 0
 * outside of any span.
 *
 * https://docs.datadoghq.com/tracing/other_telemetry/connect_logs_and_traces/python/
 */
export const correlation = {
  dd_value: String.raw`[^ \]]*`,
  correlation: String.raw`\[dd\.service=%{dd_value:dd.service} dd\.env=%{dd_value:dd.env} dd\.version=%{dd_value:dd.version} dd\.trace_id=%{dd_value:dd.trace_id:nullIf("0")} dd\.span_id=%{dd_value:dd.span_id:nullIf("0")}\]`,
};
