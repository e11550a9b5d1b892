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
 * Turns the attributes of a `datadog_monitor` resource into Datadog's JSON. Terraform writes numbers as text, blocks as
 * lists, and `null` for what is not set.
 */
export function translateMonitor(attributes: JsonObject): TranslatedMonitor {
  const definition: Record<string, Json> = {};
  const options: Record<string, Json> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || (Array.isArray(value) && value.length === 0 && name !== "tags")) continue;
    if (TOP_LEVEL.has(name)) definition[name] = name === "priority" ? numberOf(value) : value;
    else options[BLOCKS[name] ?? name] = name === "monitor_thresholds" ? numbers(single(value)) : blocks(name, value);
  }
  return {
    definition: { ...definition, options },
    attributePath: ([first, second, ...rest]) => {
      if (first !== "options" || second === undefined)
        return second === undefined ? [first ?? ""] : [first ?? "", second, ...rest];
      const attribute = Object.keys(BLOCKS).find((name) => BLOCKS[name] === second) ?? second;
      return Array.isArray(attributes[attribute]) && rest.length > 0 ? [attribute, 0, ...rest] : [attribute, ...rest];
    },
  };
}

function blocks(name: string, value: Json): Json {
  if (name === "monitor_threshold_windows") return withoutNulls(single(value));
  if (name !== "scheduling_options") return value;
  const block = single(value);
  if (!isObject(block)) return block;
  return withoutNulls(Object.fromEntries(Object.entries(block).map(([key, inner]) => [key, single(inner)])));
}

/** The one block of a list of blocks; `terraform show` writes lists, CDKTF the block itself. */
function single(value: Json): Json {
  return Array.isArray(value) ? value[0] : value;
}

function withoutNulls(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null && inner !== ""));
}

function numbers(value: Json): Json {
  const set = withoutNulls(value);
  return isObject(set) ? Object.fromEntries(Object.entries(set).map(([key, inner]) => [key, numberOf(inner)])) : set;
}

function numberOf(value: Json): Json {
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
}
