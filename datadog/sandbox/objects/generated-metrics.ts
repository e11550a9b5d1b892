import { isObject, type Json, type JsonObject, listOf, mergeDeeply, objectOf, stringOf } from "../../json";
import type { Org } from "../org";
import { badRequest, conflict, notFound } from "../refusal";
import { storedName } from "./metric-names";

/** Metrics that Datadog makes from logs, or from spans: the two differ in their type's name alone. */
export type Source = "logs" | "spans";

/** Creates one from `data` of a POST; 409 where the name is taken. */
export function createGeneratedMetric(org: Org, source: Source, data: JsonObject): JsonObject {
  const name = storedName(stringOf(data.id) ?? "");
  if (name === "") throw badRequest("Invalid payload: 'id' must be a metric name that starts with a letter");
  const metrics = metricsOf(org, source);
  if (metrics.has(name)) throw conflict(`conflict(Metric with name '${name}' already exists)`);
  const metric = { id: name, attributes: attributesOf(objectOf(data.attributes)), type: `${source}_metrics` };
  metrics.set(name, metric);
  return metric;
}

/** The metric, or the 404 that Datadog answers. */
export function readGeneratedMetric(org: Org, source: Source, name: string): JsonObject {
  const metric = metricsOf(org, source).get(name);
  if (metric === undefined) throw notFound(`not_found(Metric with name '${name}' not found)`);
  return metric;
}

/** Merges the body's attributes deeply: `compute: {}` keeps all of it; how the metric aggregates cannot change. */
export function updateGeneratedMetric(org: Org, source: Source, name: string, data: JsonObject): JsonObject {
  const before = readGeneratedMetric(org, source, name);
  const kept = objectOf(before.attributes);
  const merged = mergeDeeply(kept, objectOf(data.attributes));
  const { aggregation_type, path } = objectOf(kept.compute);
  const compute = { ...objectOf(merged.compute), aggregation_type, ...(path === undefined ? {} : { path }) };
  const metric = { ...before, attributes: attributesOf({ ...merged, compute }) };
  metricsOf(org, source).set(name, metric);
  return metric;
}

export function deleteGeneratedMetric(org: Org, source: Source, name: string): void {
  readGeneratedMetric(org, source, name);
  metricsOf(org, source).delete(name);
}

export function listGeneratedMetrics(org: Org, source: Source): JsonObject[] {
  return [...metricsOf(org, source).values()];
}

const metricsOf = (org: Org, source: Source) => (source === "logs" ? org.logsMetrics : org.spansMetrics);

function attributesOf(given: JsonObject): JsonObject {
  const query = objectOf(given.filter).query;
  return {
    filter: { query: typeof query === "string" && query !== "" ? query : "*" },
    group_by: listOf(given.group_by).map(groupOf),
    compute: computeOf(objectOf(given.compute)),
  };
}

function computeOf({ aggregation_type: type, path, include_percentiles: percentiles }: JsonObject): JsonObject {
  if (type === "count") return { aggregation_type: "count" };
  if (type !== "distribution") throw badRequest("'aggregation_type' must be one of count, distribution");
  if (typeof path !== "string" || path === "")
    throw badRequest("'path' is required when aggregation_type is distribution");
  return { aggregation_type: "distribution", path, include_percentiles: percentiles === true };
}

function groupOf(group: Json): JsonObject {
  const path = isObject(group) ? stringOf(group.path) : undefined;
  if (path === undefined || path === "") throw badRequest("'path' is a required property of 'group_by'");
  const tag = isObject(group) ? stringOf(group.tag_name) : undefined;
  return { path, tag_name: tag ?? path.replace(/^@/, "") };
}
