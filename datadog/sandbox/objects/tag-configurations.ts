import { isObject, type Json, type JsonObject, listOf, objectOf, stringsOf, without } from "../../json";
import type { Org } from "../org";
import { badRequest, conflict, notFound } from "../refusal";
import { storedName } from "./metric-names";

const types = ["gauge", "count", "rate", "distribution"];

/** Creates the allowlist of a metric's tags; 404 before the metric was submitted, 409 where it has one. */
export function createTagConfiguration(org: Org, metric: string, data: JsonObject): JsonObject {
  const name = storedName(metric);
  if (!org.metrics.has(name)) throw notFound(`${metric} not found`);
  if (org.tagConfigurations.has(name)) throw conflict(`Tag configuration for ${metric} already exists`);
  const given = objectOf(data.attributes);
  if (typeof given.metric_type !== "string" || !types.includes(given.metric_type)) {
    throw badRequest(`'metric_type' must be one of ${types.join(", ")}`);
  }
  const time = org.timestamp();
  const configuration: JsonObject = {
    type: "manage_tags",
    id: name,
    attributes: { ...attributesOf(given, given.metric_type), created_at: time, modified_at: time },
  };
  org.tagConfigurations.set(name, configuration);
  return configuration;
}

/** The metric's tag configuration, or the 404 that Datadog answers. */
export function readTagConfiguration(org: Org, metric: string): JsonObject {
  const configuration = org.tagConfigurations.get(storedName(metric));
  if (configuration === undefined) throw notFound(`${metric} not found`);
  return configuration;
}

/** Changes what the body names; the metric's type stays. */
export function updateTagConfiguration(org: Org, metric: string, data: JsonObject): JsonObject {
  const before = readTagConfiguration(org, metric);
  const attributes = objectOf(before.attributes);
  const type = String(attributes.metric_type);
  const given = { ...attributes, ...without(objectOf(data.attributes), "metric_type") };
  const configuration: JsonObject = {
    ...before,
    attributes: { ...attributesOf(given, type), created_at: attributes.created_at, modified_at: org.timestamp() },
  };
  org.tagConfigurations.set(storedName(metric), configuration);
  return configuration;
}

export function deleteTagConfiguration(org: Org, metric: string): void {
  readTagConfiguration(org, metric);
  org.tagConfigurations.delete(storedName(metric));
}

function attributesOf(given: JsonObject, type: string): JsonObject {
  if (!Array.isArray(given.tags)) throw badRequest("'tags' is a required property");
  const excludes = given.exclude_tags_mode === true;
  const tags = [...new Set(stringsOf(given.tags as Json))].sort();
  if (excludes && tags.length === 0) throw badRequest("'exclude_tags_mode' cannot be used without 'tags'");
  if (type !== "distribution" && given.include_percentiles != null) {
    throw badRequest("'include_percentiles' is only allowed for metrics of type distribution");
  }
  if (type === "distribution" && listOf(given.aggregations).length > 0) {
    throw badRequest("'aggregations' is not allowed for metrics of type distribution");
  }
  return {
    tags,
    ...(type === "distribution"
      ? { include_percentiles: given.include_percentiles ?? false }
      : { aggregations: aggregationsOf(given.aggregations) }),
    metric_type: type,
    exclude_tags_mode: excludes,
  };
}

/** Recordings answer sum over time and space where none was asked for, whatever the type. */
function aggregationsOf(value: Json | undefined): readonly JsonObject[] {
  const asked = listOf(value).filter(isObject);
  return asked.length === 0 ? [{ time: "sum", space: "sum" }] : asked;
}
