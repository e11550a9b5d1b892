import { isObject, type Json, type JsonObject, listOf, objectOf, stringOf } from "../../json";
import { author, type Org } from "../org";
import { badRequest, notFound } from "../refusal";

/** Creates a retention filter at the end of the order. */
export function createRetentionFilter(org: Org, data: JsonObject): JsonObject {
  const id = org.ids.base64("retention-filter");
  const time = Math.floor(org.now() / 1000);
  const filter: JsonObject = {
    id,
    attributes: {
      ...attributesOf(objectOf(data.attributes)),
      editable: true,
      modified_by: author.email,
      modified_at: time,
      created_by: author.email,
      created_at: time,
    },
    type: "apm_retention_filter",
  };
  org.retentionFilters.set(id, filter);
  return filter;
}

/** The filter, or the 404 that Datadog answers. */
export function readRetentionFilter(org: Org, id: string): JsonObject {
  const filter = org.retentionFilters.get(id);
  if (filter === undefined) throw notFound(`retention filter with id: '${id}' not found`);
  return filter;
}

/** Replaces what a filter does; it keeps its place in the order. */
export function updateRetentionFilter(org: Org, id: string, data: JsonObject): JsonObject {
  const before = readRetentionFilter(org, id);
  const filter: JsonObject = {
    ...before,
    attributes: {
      ...objectOf(before.attributes),
      ...attributesOf(objectOf(data.attributes)),
      modified_at: Math.floor(org.now() / 1000),
    },
  };
  org.retentionFilters.set(id, filter);
  return filter;
}

export function deleteRetentionFilter(org: Org, id: string): void {
  readRetentionFilter(org, id);
  org.retentionFilters.delete(id);
}

/** The filters in their order, each with its place. */
export function listRetentionFilters(org: Org): JsonObject[] {
  return [...org.retentionFilters.values()].map((filter, place) => ({
    ...filter,
    attributes: { ...objectOf(filter.attributes), execution_order: place + 1 },
  }));
}

/** Puts the filters in the order of `data`, which names each of them once. */
export function orderRetentionFilters(org: Org, data: Json | undefined): void {
  const ids = listOf(data).map((entry) => (isObject(entry) ? stringOf(entry.id) : undefined));
  const filters = ids.map((id) => readRetentionFilter(org, id ?? ""));
  if (new Set(ids).size !== ids.length || ids.length !== org.retentionFilters.size) {
    throw badRequest("Invalid order: it must name every retention filter once");
  }
  org.retentionFilters.clear();
  for (const filter of filters) org.retentionFilters.set(String(filter.id), filter);
}

function attributesOf(given: JsonObject): JsonObject {
  const { name, rate, trace_rate: traceRate = 0 } = given;
  if (!isShare(rate)) throw badRequest("Invalid Pipeline", "'rate' must exist and be between 0 and 1");
  if (!isShare(traceRate)) throw badRequest("Invalid Pipeline", "'trace_rate' must be between 0 and 1");
  if (typeof name !== "string" || name === "") throw badRequest("Invalid Pipeline", "'name' must exist");
  const query = stringOf(objectOf(given.filter).query);
  if (query === undefined) throw badRequest("Invalid Pipeline", "'filter' must exist and have a 'query'");
  return {
    name,
    rate,
    trace_rate: traceRate,
    enabled: given.enabled === true,
    filter_type: stringOf(given.filter_type) ?? "spans-sampling-processor",
    filter: { query },
  };
}

const isShare = (value: Json | undefined) => typeof value === "number" && value >= 0 && value <= 1;
