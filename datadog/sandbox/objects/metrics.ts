import { type JsonObject, without } from "../../json";
import type { Org } from "../org";
import { notFound } from "../refusal";
import { storedName } from "./metric-names";

/** What Datadog knows of a metric; 404 before it was submitted. */
export function readMetricMetadata(org: Org, metric: string): JsonObject {
  const known = org.metrics.get(storedName(metric));
  if (known === undefined) throw notFound(`${metric} not found`);
  return {
    description: null,
    short_name: null,
    integration: null,
    statsd_interval: known.interval ?? null,
    per_unit: null,
    type: known.type,
    unit: known.unit ?? null,
    ...without(org.metricMetadata.get(known.name) ?? {}, "metric"),
  };
}

/** Sets what the body names and keeps the rest; 404 before the metric was submitted. */
export function updateMetricMetadata(org: Org, metric: string, body: JsonObject): JsonObject {
  readMetricMetadata(org, metric);
  const name = storedName(metric);
  const sent = Object.fromEntries(Object.entries(body).filter(([key, value]) => key !== "type" || value !== ""));
  if (org.metricMetadata.has(name)) org.metricMetadata.merge(name, { ...sent, metric: name });
  else org.metricMetadata.create({ ...sent, metric: name }, () => ({ id: name, given: {} }));
  return readMetricMetadata(org, name);
}
