import { keptTag } from "../../../definitions";
import { storedName } from "../../objects/metric-names";
import type { SinkOf } from "../generated-metrics";
import { endOf, type Span, secondsOf } from "./span";

/** The kinds of spans that count although another span of their service is above them. */
const COUNTED_KINDS: readonly string[] = ["server", "client", "producer", "consumer"];

/**
 * The metrics that an agent computes from all spans that count: `trace.NAME.hits`, `.errors`, and `.duration` (the time of
 * all together, in seconds), and the distribution `trace.NAME` of their times. Those count that are the first of their
 * service in a trace, that their integration marks as measured, or that are of a kind between services.
 *
 * @see https://docs.datadoghq.com/tracing/metrics/metrics_namespace/
 */
export function addTraceMetrics(trace: readonly Span[], agentTags: readonly string[], sinkOf: SinkOf): void {
  const services = new Map(trace.map(({ spanId, service }) => [spanId, service]));
  for (const span of trace) {
    if (!counts(span, services.get(span.parentId))) continue;
    const name = `trace.${storedName(span.name)}`;
    const tags = [...tagsOf(span), ...agentTags];
    const time = endOf(span);
    sinkOf(`${name}.hits`, "count", tags).add(1, time, 1);
    sinkOf(`${name}.errors`, "count", tags).add(span.error ? 1 : 0, time, 1);
    sinkOf(`${name}.duration`, "count", tags).add(secondsOf(span), time, 1);
    sinkOf(name, "distribution", tags).add(secondsOf(span), time, 1);
  }
}

/** @param above the service of the span above it; nothing where that is in another process, or there is none */
function counts({ service, meta, metrics }: Span, above: string | undefined): boolean {
  return above !== service || metrics["_dd.measured"] === 1 || COUNTED_KINDS.includes(meta["span.kind"] ?? "");
}

function tagsOf({ service, resource, meta, metrics }: Span): string[] {
  const code = meta["http.status_code"] ?? metrics["http.status_code"];
  const tags: readonly (readonly [string, string | number | undefined])[] = [
    ["service", service],
    ["resource_name", resource],
    ["env", meta.env],
    ["version", meta.version],
    ["http.status_code", code],
    ["http.status_class", code === undefined ? undefined : `${String(code)[0]}xx`],
    ["span.kind", meta["span.kind"]],
  ];
  return tags.flatMap(([key, value]) => (value === undefined || value === "" ? [] : [keptTag(`${key}:${value}`)]));
}
