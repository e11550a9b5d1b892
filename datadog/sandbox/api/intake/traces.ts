import { type TraceFormat, tracesIn } from "../../intake/traces/decode";
import type { Org } from "../../org";
import { readBytes } from "../body";
import { answer, type Routes } from "../routes";
import { received } from "./received";

/** The largest body of traces that an agent takes. */
const MOST = 25 * 1024 * 1024;

const FORMATS: readonly TraceFormat[] = ["v0.3", "v0.4", "v0.5"];

/** What tracers send beside traces: taken, and not looked at. */
const UNREAD = [
  "/v0.6/stats",
  "/v0.7/config",
  "/telemetry/proxy/*",
  "/debugger/*",
  "/symdb/*",
  "/profiling/*",
  "/evp_proxy/*",
  "/tracer_flare/*",
  "/v0.1/pipeline_stats",
] as const;

/**
 * What an agent serves to tracers: traces, and what they ask or tell it. No key is needed, as an agent on the same host needs
 * none.
 * @see https://docs.datadoghq.com/tracing/
 */
export function traceIntakeRoutes(org: Org): Routes {
  const traces = (format: TraceFormat) => {
    const handler = received(org, async (context) => {
      const isJson = context.req.header("Content-Type")?.includes("json") === true;
      for (const trace of tracesIn(await readBytes(context, MOST), format, isJson)) org.intake.trace(trace);
      return format === "v0.3" ? context.text("OK\n") : answer(context, { rate_by_service: { "service:,env:": 1 } });
    });
    return { post: handler, put: handler };
  };
  const empty = received(org, async (context) => {
    await readBytes(context, MOST);
    return answer(context, {});
  });
  return {
    "/info": { get: (context) => answer(context, info()) },
    ...Object.fromEntries(FORMATS.map((format) => [`/${format}/traces`, traces(format)])),
    ...Object.fromEntries(UNREAD.map((path) => [path, { get: empty, post: empty, put: empty }])),
  };
}

/** What an agent says of itself. It takes no statistics, so that tracers send all traces. */
function info() {
  return {
    version: "7.0.0",
    endpoints: [...FORMATS.map((format) => `/${format}/traces`), "/telemetry/proxy/", "/v0.7/config"],
    client_drop_p0s: false,
    span_meta_structs: false,
    long_running_spans: false,
    config: { default_env: "none", statsd_port: 8125 },
  };
}
