import { isObject, type Json, type JsonObject, listOf, objectOf, own, setKey, stringOf, stringsOf } from "../../json";
import type { Given } from "../kind";

export const logPipelineGiven: Given = {
  fields: ["id", "type", "is_read_only"],
  unordered: ["tags"],
  complete: (definition) => ({
    name: definition.name,
    ...(typeof definition.description === "string" ? { description: definition.description } : {}),
    is_enabled: definition.is_enabled === true,
    filter: { query: stringOf(objectOf(definition.filter).query) ?? "" },
    processors: listOf(definition.processors).map((processor) => completed(processor, 0)),
    tags: stringsOf(definition.tags),
  }),
};

/** What Datadog fills in, by type of processor. */
const DEFAULTS: Readonly<Record<string, JsonObject>> = {
  "arithmetic-processor": { is_replace_missing: false },
  "array-map-processor": { preserve_source: true, processors: [] },
  "attribute-remapper": { preserve_source: false, override_on_conflict: false },
  "grok-parser": { samples: [] },
  pipeline: { processors: [] },
  "string-builder-processor": { is_replace_missing: false },
};

const INNER_DEFAULTS: Readonly<Record<string, JsonObject>> = {
  append: { preserve_source: true },
  "key-value": { override_on_conflict: false },
  "schema-remapper": { override_on_conflict: false },
  "schema-category-mapper": { fallback: { values: {}, sources: {} } },
};

/** A step inside another one has no switch of its own. */
function completed(processor: Json, depth: number): Json {
  if (!isObject(processor)) return processor;
  const type = stringOf(processor.type) ?? "";
  const outer = type === "array-map-processor" || depth > 0 ? {} : { is_enabled: false };
  return {
    ...outer,
    ...own(DEFAULTS, type),
    ...processor,
    ...(Array.isArray(processor.processors)
      ? { processors: listOf(processor.processors).map((step) => completed(step, depth + 1)) }
      : {}),
    ...(isObject(processor.operation) ? { operation: innerOf(processor.operation) } : {}),
    ...(Array.isArray(processor.mappers) ? { mappers: listOf(processor.mappers).map(innerOf) } : {}),
    ...(isObject(processor.schema) ? { schema: { extensions: [], ...processor.schema } } : {}),
  };
}

function innerOf(value: Json): Json {
  if (!isObject(value)) return value;
  const filled: Record<string, Json | undefined> = {};
  const defaults = own(INNER_DEFAULTS, String(value.type)) ?? {};
  for (const [key, item] of [...Object.entries(defaults), ...Object.entries(value)]) setKey(filled, key, item);
  return filled;
}
