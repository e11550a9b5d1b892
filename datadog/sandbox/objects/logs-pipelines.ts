import { isObject, type Json, type JsonObject, listOf, objectOf, setKey, stringOf, stringsOf } from "../../json";
import type { Org } from "../org";
import { Refusal } from "../refusal";

/** Creates a log pipeline at the end of the order. */
export function createLogsPipeline(org: Org, body: JsonObject): JsonObject {
  const id = org.ids.base64("logs-pipeline");
  const pipeline = pipelineOf(id, body);
  org.logsPipelines.set(id, pipeline);
  return pipeline;
}

/** The pipeline; a missing one is a 400 here, as recorded. */
export function readLogsPipeline(org: Org, id: string): JsonObject {
  const pipeline = org.logsPipelines.get(id);
  if (pipeline === undefined) throw invalid("Non existing pipeline");
  return pipeline;
}

/** Replaces a pipeline; it keeps its place in the order. */
export function updateLogsPipeline(org: Org, id: string, body: JsonObject): JsonObject {
  readLogsPipeline(org, id);
  const pipeline = pipelineOf(id, body);
  org.logsPipelines.set(id, pipeline);
  return pipeline;
}

export function deleteLogsPipeline(org: Org, id: string): void {
  readLogsPipeline(org, id);
  org.logsPipelines.delete(id);
}

/** The pipelines in the order in which logs go through them. */
export function listLogsPipelines(org: Org): JsonObject[] {
  return [...org.logsPipelines.values()];
}

export function readPipelineOrder(org: Org): JsonObject {
  return { pipeline_ids: [...org.logsPipelines.keys()] };
}

/** Replaces the organization's whole order; refused unless it names every pipeline once. */
export function setPipelineOrder(org: Org, body: JsonObject): JsonObject {
  const ids = stringsOf(body.pipeline_ids);
  const complete = ids.length === org.logsPipelines.size && new Set(ids).size === ids.length;
  if (!complete || !ids.every((id) => org.logsPipelines.has(id))) {
    throw invalid("The order must name every existing pipeline once", 422);
  }
  const pipelines = ids.map((id) => readLogsPipeline(org, id));
  org.logsPipelines.clear();
  for (const pipeline of pipelines) org.logsPipelines.set(String(pipeline.id), pipeline);
  return readPipelineOrder(org);
}

/** The error form of the logs configuration API. */
function invalid(message: string, status = 400): Refusal {
  return new Refusal(status, [message], { error: { code: "InvalidArgument", message } });
}

function pipelineOf(id: string, body: JsonObject): JsonObject {
  const name = stringOf(body.name);
  if (name === undefined || name === "") throw invalid("Pipeline name must not be empty");
  return {
    id,
    type: "pipeline",
    name,
    is_enabled: body.is_enabled === true,
    is_read_only: false,
    filter: { query: stringOf(objectOf(body.filter).query) ?? "" },
    processors: listOf(body.processors).map((processor) => processorOf(processor, 0)),
    tags: stringsOf(body.tags),
    ...(typeof body.description === "string" ? { description: body.description } : {}),
  };
}

/** What Datadog fills in, by type of processor. */
const defaults: Readonly<Record<string, JsonObject>> = {
  "arithmetic-processor": { is_replace_missing: false },
  "array-map-processor": { preserve_source: true, processors: [] },
  "array-processor": {},
  "attribute-remapper": { preserve_source: false, override_on_conflict: false },
  "category-processor": {},
  "date-remapper": {},
  "decoder-processor": {},
  "exclude-attribute": {},
  "geo-ip-parser": {},
  "grok-parser": { samples: [] },
  "lookup-processor": {},
  "message-remapper": {},
  pipeline: { processors: [] },
  "reference-table-lookup-processor": {},
  "schema-processor": {},
  "service-remapper": {},
  "span-id-remapper": {},
  "status-remapper": {},
  "string-builder-processor": { is_replace_missing: false },
  "threat-intel-processor": {},
  "trace-id-remapper": {},
  "url-parser": {},
  "user-agent-parser": {},
};

const innerDefaults: Readonly<Record<string, JsonObject>> = {
  append: { preserve_source: true },
  "key-value": { override_on_conflict: false },
  "schema-remapper": { override_on_conflict: false },
  "schema-category-mapper": { fallback: { values: {}, sources: {} } },
};

function processorOf(processor: Json, depth: number): JsonObject {
  const type = isObject(processor) ? stringOf(processor.type) : undefined;
  const own = type !== undefined && Object.hasOwn(defaults, type) ? defaults[type] : undefined;
  if (!isObject(processor) || own === undefined) throw invalid(`Unknown processor type: ${type ?? "none"}`);
  if (type === "pipeline" && depth > 0) throw invalid("A nested pipeline cannot contain a pipeline");
  const outer = type === "array-map-processor" || depth > 0 ? {} : { is_enabled: false };
  return {
    ...outer,
    ...own,
    ...processor,
    ...(Array.isArray(processor.processors)
      ? { processors: listOf(processor.processors).map((inner) => processorOf(inner, depth + 1)) }
      : {}),
    ...(isObject(processor.operation) ? { operation: innerOf(processor.operation) } : {}),
    ...(Array.isArray(processor.mappers) ? { mappers: listOf(processor.mappers).map(innerOf) } : {}),
    ...(isObject(processor.schema) ? { schema: { extensions: [], ...processor.schema } } : {}),
  };
}

function innerOf(value: Json): Json {
  if (!isObject(value)) return value;
  const filled: Record<string, Json | undefined> = {};
  const own = innerDefaults[String(value.type)] ?? {};
  for (const [key, item] of [...Object.entries(own), ...Object.entries(value)]) setKey(filled, key, item);
  return filled;
}
