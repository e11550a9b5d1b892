import type { StoredEvent } from "../../events";

/** A span as tracers send it. */
export interface Span {
  readonly service: string;
  /** The operation: `fastapi.request`. */
  readonly name: string;
  readonly resource: string;
  readonly type: string;
  /** Decimal digits, as they may have 64 bits. */
  readonly traceId: string;
  readonly spanId: string;
  /** `0` where it is the first of its trace. */
  readonly parentId: string;
  /** Nanoseconds since 1970. */
  readonly start: number;
  /** Nanoseconds. */
  readonly duration: number;
  readonly error: boolean;
  readonly meta: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
}

const NANOSECONDS = 1e9;

/** When a span ended, in UNIX seconds: to that time Datadog counts it. */
export const endOf = ({ start, duration }: Span) => (start + duration) / NANOSECONDS;

/** The time that a span took, in seconds. */
export const secondsOf = ({ duration }: Span) => duration / NANOSECONDS;

/**
 * A span as searches find it: `service:`, `operation_name:`, `resource_name:`, `status:`, `env:`, and its tags as `@…`.
 * @param host where it was received
 * @see https://docs.datadoghq.com/tracing/trace_explorer/query_syntax/
 */
export function eventOfSpan(span: Span, host: string | undefined): StoredEvent {
  const { meta, metrics } = span;
  const own = host ?? meta["_dd.hostname"];
  return {
    kind: "trace-analytics",
    time: span.start / NANOSECONDS,
    service: span.service,
    status: span.error ? "error" : "ok",
    ...(own === undefined ? {} : { host: own }),
    tags: tagsOf(span),
    attributes: {
      ...metrics,
      ...meta,
      operation_name: span.name,
      resource_name: span.resource,
      type: span.type,
      trace_id: span.traceId,
      span_id: span.spanId,
      parent_id: span.parentId,
      duration: span.duration,
    },
  };
}

function tagsOf({ meta }: Span): string[] {
  return ["env", "version"].flatMap((key) => (meta[key] ? [`${key}:${meta[key]}`] : []));
}
