import { decode } from "@msgpack/msgpack";
import { isObject } from "../../../json";
import { BadPayload } from "../payloads/bad-payload";
import type { Span } from "./span";

/** The forms in which tracers send traces to an agent. */
export type TraceFormat = "v0.3" | "v0.4" | "v0.5";

/**
 * The traces in a body of msgpack, or of JSON (v0.3 and v0.4). In v0.5 a span is a list, whose texts are places in a
 * dictionary.
 * @throws BadPayload
 */
export function tracesIn(body: Uint8Array, format: TraceFormat, isJson: boolean): Span[][] {
  const value = isJson ? json(body) : msgpack(body);
  if (format !== "v0.5") return listed(value, "traces").map((trace) => listed(trace, "a trace").map(spanOf));
  const [strings, traces] = listed(value, "a dictionary and traces");
  const texts = listed(strings, "a dictionary").map((text) => String(text));
  return listed(traces, "traces").map((trace) => listed(trace, "a trace").map((span) => spanOfRow(span, texts)));
}

function msgpack(body: Uint8Array): unknown {
  try {
    // ids have 64 bits
    return decode(body, { useBigInt64: true, maxStrLength: body.length, maxBinLength: body.length });
  } catch (error) {
    throw new BadPayload(
      `Invalid traces: the body is not msgpack: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    throw new BadPayload("Invalid traces: the body is not JSON");
  }
}

function listed(value: unknown, what: string): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new BadPayload(`Invalid traces: a list was expected for ${what}`);
  return value;
}

function spanOf(value: unknown): Span {
  if (!isObject(value)) throw new BadPayload("Invalid traces: a span is a map");
  const span: Readonly<Record<string, unknown>> = value;
  return {
    service: textOf(span.service),
    name: textOf(span.name),
    resource: textOf(span.resource),
    type: textOf(span.type),
    traceId: idOf(span.trace_id),
    spanId: idOf(span.span_id),
    parentId: idOf(span.parent_id),
    start: numberOf(span.start),
    duration: numberOf(span.duration),
    error: numberOf(span.error) !== 0,
    meta: entriesOf(span.meta, textOf),
    metrics: entriesOf(span.metrics, numberOf),
  };
}

/** service, name, resource, trace, span, parent, start, duration, error, meta, metrics, type. */
function spanOfRow(value: unknown, texts: readonly string[]): Span {
  const row = listed(value, "a span");
  if (row.length < 12) throw new BadPayload(`Invalid traces: a span has 12 items, not ${row.length}`);
  const text = (index: unknown): string => {
    const found = texts[numberOf(index)];
    if (found === undefined) throw new BadPayload(`Invalid traces: the dictionary has no text ${String(index)}`);
    return found;
  };
  const pairs = (map: unknown) => Object.entries(isObject(map) ? map : {});
  return {
    service: text(row[0]),
    name: text(row[1]),
    resource: text(row[2]),
    traceId: idOf(row[3]),
    spanId: idOf(row[4]),
    parentId: idOf(row[5]),
    start: numberOf(row[6]),
    duration: numberOf(row[7]),
    error: numberOf(row[8]) !== 0,
    meta: Object.fromEntries(pairs(row[9]).map(([key, index]) => [text(Number(key)), text(index)])),
    metrics: Object.fromEntries(pairs(row[10]).map(([key, number]) => [text(Number(key)), numberOf(number)])),
    type: text(row[11]),
  };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : String(value ?? ""));

const idOf = (value: unknown): string => (typeof value === "bigint" || typeof value === "number" ? String(value) : "0");

function numberOf(value: unknown): number {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : 0;
}

function entriesOf<T>(map: unknown, of: (value: unknown) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(isObject(map) ? map : {}).map(([key, value]) => [key, of(value)]));
}
