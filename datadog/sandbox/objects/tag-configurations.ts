import { type JsonObject, objectOf, without } from "../../json";
import type { Org } from "../org";
import { conflict, notFound } from "../refusal";
import { storedName } from "./metric-names";
import { answerOf } from "./store";

/** Creates the allowlist of a metric's tags; 404 before the metric was submitted, 409 where it has one. */
export function createTagConfiguration(org: Org, metric: string, data: JsonObject): JsonObject {
  const id = storedName(metric);
  if (!org.metrics.has(id)) throw notFound(`${metric} not found`);
  if (org.tagConfigurations.has(id)) throw conflict(`Tag configuration for ${metric} already exists`);
  const time = org.timestamp();
  const given = { attributes: { created_at: time, modified_at: time } };
  const body = { type: "manage_tags", id, attributes: objectOf(data.attributes) };
  return answerOf(org.tagConfigurations.create(body, () => ({ id, given })));
}

/** The metric's tag configuration, or the 404 that Datadog answers. */
export function readTagConfiguration(org: Org, metric: string): JsonObject {
  return answerOf(org.tagConfigurations.read(found(org, metric)));
}

/** Changes what the body names; the metric's type stays. */
export function updateTagConfiguration(org: Org, metric: string, data: JsonObject): JsonObject {
  const id = found(org, metric);
  const before = org.tagConfigurations.read(id).definition;
  const attributes = { ...objectOf(before.attributes), ...without(objectOf(data.attributes), "metric_type") };
  const given = { attributes: { modified_at: org.timestamp() } };
  return answerOf(org.tagConfigurations.replace(id, { ...before, attributes }, given));
}

export function deleteTagConfiguration(org: Org, metric: string): void {
  org.tagConfigurations.delete(found(org, metric));
}

/** The name under which a metric is kept; the 404 names the metric as it was asked for. */
function found(org: Org, metric: string): string {
  const id = storedName(metric);
  if (!org.tagConfigurations.has(id)) throw notFound(`${metric} not found`);
  return id;
}
