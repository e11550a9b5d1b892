import type { Path } from "./json-places";

/** A value of JSON, of which nothing is known yet. */
export type Json = unknown;
export type JsonObject = Readonly<Record<string, Json>>;

export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Attributes of `datadog_monitor` that stand under `options` in Datadog's JSON, by the name that they have there. */
const BLOCKS: Readonly<Record<string, string>> = {
  monitor_thresholds: "thresholds",
  monitor_threshold_windows: "threshold_windows",
};

const TOP_LEVEL: ReadonlySet<string> = new Set(["name", "type", "query", "message", "tags", "priority"]);

/** A monitor as Datadog's JSON has it, and the way back from its paths to the attributes of the resource. */
export interface TranslatedMonitor {
  readonly definition: JsonObject;
  attributePath(path: Path): Path;
}

/**
 * Turns the attributes of a `datadog_monitor` resource into Datadog's JSON, as the provider would send it. Terraform writes
 * numbers as text, blocks as lists, and null, zero or nothing for what is not set. Settings that hold a `${…}` are left out:
 * what they will be is not known.
 */
export function translateMonitor(attributes: JsonObject): TranslatedMonitor {
  const definition: Record<string, Json> = {};
  const options: Record<string, Json> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (!isSet(name, value, attributes)) continue;
    if (TOP_LEVEL.has(name)) definition[name] = name === "priority" ? numberOf(value) : value;
    else if (!isLater(value)) options[BLOCKS[name] ?? name] = optionOf(name, value);
  }
  return { definition: { ...definition, options }, attributePath: (path) => attributePath(attributes, path) };
}

function isSet(name: string, value: Json, { notify_no_data: notifies }: JsonObject): boolean {
  if (value === null || value === "" || value === 0) return false;
  if (Array.isArray(value) && value.length === 0) return false;
  // the provider's default of ten minutes goes out only with the notification
  return name !== "no_data_timeframe" || notifies === true;
}

/** True for what Terraform puts together when it is applied. */
function isLater(value: Json): boolean {
  return JSON.stringify(value).replaceAll("$${", "").includes("${");
}

function attributePath(attributes: JsonObject, [first = "", second, ...rest]: Path): Path {
  if (second === undefined) return [first];
  if (first !== "options") return [first, second, ...rest];
  const attribute = Object.keys(BLOCKS).find((name) => BLOCKS[name] === second) ?? second;
  const isList = Array.isArray(attributes[attribute]) && typeof rest[0] === "string";
  return isList ? [attribute, 0, ...rest] : [attribute, ...rest];
}

function optionOf(name: string, value: Json): Json {
  switch (name) {
    case "monitor_thresholds":
      return numbers(block(value));
    case "monitor_threshold_windows":
      return block(value);
    case "scheduling_options":
      return schedulingOf(block(value));
    case "variables":
      return Object.values(block(value)).flatMap((queries) => (Array.isArray(queries) ? queries : [queries]));
    default:
      return value;
  }
}

function schedulingOf({ evaluation_window: window, custom_schedule: schedule }: JsonObject): JsonObject {
  return {
    ...(window === undefined ? {} : { evaluation_window: block(window) }),
    ...(schedule === undefined ? {} : { custom_schedule: { recurrences: [block(block(schedule).recurrence)] } }),
  };
}

/** The one block of a list of blocks, or the block itself as CDKTF writes it, without what is not set. */
function block(value: Json): JsonObject {
  const one: Json = Array.isArray(value) ? value[0] : value;
  if (!isObject(one)) return {};
  const isBlank = (inner: Json) => inner === null || inner === "" || (Array.isArray(inner) && inner.length === 0);
  return Object.fromEntries(Object.entries(one).filter(([, inner]) => !isBlank(inner)));
}

function numbers(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([key, inner]) => [key, numberOf(inner)]));
}

function numberOf(value: Json): Json {
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
}
