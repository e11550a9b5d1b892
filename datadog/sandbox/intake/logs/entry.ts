import { keptTag } from "../../../definitions";
import { depthOf, isObject, type JsonObject } from "../../../json";
import { dateOf } from "./date";
import { attributeAt, firstOf, type Log, mergeAttributes, removeAttribute } from "./log";

/** A log as clients and agents send it: `message`, `ddsource`, `ddtags`, `hostname`, `service`, and attributes. */
export type LogEntry = JsonObject;

/** The attributes that become official before any pipeline. */
const RESERVED = {
  date: [
    "@timestamp",
    "timestamp",
    "_timestamp",
    "Timestamp",
    "eventTime",
    "date",
    "published_date",
    "syslog.timestamp",
  ],
  host: ["host", "hostname", "syslog.hostname"],
  source: ["ddsource"],
  status: ["status", "severity", "level", "syslog.severity"],
  service: ["service", "syslog.appname", "dd.service"],
  message: ["message", "msg", "log"],
  trace_id: ["dd.trace_id", "contextMap.dd.trace_id", "named_tags.dd.trace_id", "trace_id"],
  span_id: ["dd.span_id", "contextMap.dd.span_id", "named_tags.dd.span_id", "span_id"],
} as const;

/**
 * A log before its pipelines. What was sent as JSON becomes attributes, and the reserved ones among them official.
 * @param now milliseconds since 1970, for a log without a date
 * @see https://docs.datadoghq.com/logs/log_configuration/pipelines/#preprocessing
 */
export function logOf(entry: LogEntry, now: number): Log {
  const { ddtags, message, ...sent } = entry;
  const attributes: Log["attributes"] = {};
  const log: Log = { time: now, tags: tagsIn(ddtags), attributes };
  mergeAttributes(attributes, sent);
  const inner = typeof message === "string" ? jsonIn(message) : isObject(message) ? message : undefined;
  if (inner) mergeAttributes(attributes, inner);
  else if (message !== undefined && message !== null) attributes.message = message;
  // what the sender says of the log goes before what the log says itself
  const said = (key: string) => (typeof sent[key] === "string" ? (sent[key] as string) : undefined);
  const take = (paths: readonly string[]) => firstOf(log, paths)?.value;
  log.time = dateOf(take(RESERVED.date) ?? "", new Date(now).getUTCFullYear()) ?? now;
  for (const name of ["host", "source", "status", "service", "message"] as const) {
    const value = RESERVED[name].map(said).find((text) => text !== undefined) ?? take(RESERVED[name]);
    if (value !== undefined) log[name] = typeof value === "object" ? JSON.stringify(value) : String(value);
  }
  for (const name of ["trace_id", "span_id"] as const) {
    const id = take(RESERVED[name]);
    if (id !== undefined && attributeAt(attributes, name) === undefined) attributes[name] = String(id);
  }
  // of these the official attribute is all that is kept
  for (const path of ["message", "ddsource", "hostname", "host", "service", "status"]) removeAttribute(log, path);
  return log;
}

/** Deeper JSON stays text. */
const DEEPEST = 100;

function jsonIn(text: string): JsonObject | undefined {
  if (!text.trimStart().startsWith("{") || depthOf(text) > DEEPEST) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `env:prod,version:1`. */
function tagsIn(list: unknown): string[] {
  const tags = Array.isArray(list) ? list.map(String) : String(list ?? "").split(",");
  return [...new Set(tags.map(keptTag).filter((tag) => tag !== ""))];
}
