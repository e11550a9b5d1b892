import { type JsonObject, mergeDeeply, objectOf, stringOf } from "../../json";
import type { Org } from "../org";
import { conflict } from "../refusal";
import { storedName } from "./metric-names";
import { answerOf } from "./store";

/** Metrics that Datadog makes from logs, or from spans: the two differ in their type's name alone. */
export type Source = "logs" | "spans";

/** Creates one from `data` of a POST; 409 where the name is taken. */
export function createGeneratedMetric(org: Org, source: Source, data: JsonObject): JsonObject {
  const id = storedName(stringOf(data.id) ?? "");
  const store = metricsOf(org, source);
  const body = { ...data, id, type: `${source}_metrics` };
  store.accepted(body);
  if (store.has(id)) throw conflict(`conflict(Metric with name '${id}' already exists)`);
  return answerOf(store.create(body, () => ({ id, given: {} })));
}

/** The metric, or the 404 that Datadog answers. */
export function readGeneratedMetric(org: Org, source: Source, name: string): JsonObject {
  return answerOf(metricsOf(org, source).read(name));
}

/** Merges the body's attributes deeply: `compute: {}` keeps all of it; how the metric aggregates cannot change. */
export function updateGeneratedMetric(org: Org, source: Source, name: string, data: JsonObject): JsonObject {
  const store = metricsOf(org, source);
  const before = store.read(name).definition;
  const kept = objectOf(before.attributes);
  const merged = mergeDeeply(kept, objectOf(data.attributes));
  const { aggregation_type, path } = objectOf(kept.compute);
  const compute = { ...objectOf(merged.compute), aggregation_type, ...(path === undefined ? {} : { path }) };
  return answerOf(store.replace(name, { ...before, attributes: { ...merged, compute } }));
}

export function deleteGeneratedMetric(org: Org, source: Source, name: string): void {
  metricsOf(org, source).delete(name);
}

export function listGeneratedMetrics(org: Org, source: Source): JsonObject[] {
  return metricsOf(org, source).values();
}

const metricsOf = (org: Org, source: Source) => (source === "logs" ? org.logsMetrics : org.spansMetrics);
