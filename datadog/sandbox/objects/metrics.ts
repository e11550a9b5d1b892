import type { JsonObject } from "../../json";
import type { Org } from "../org";
import { badRequest, notFound } from "../refusal";
import { storedName } from "./metric-names";

const types = ["gauge", "rate", "count", "distribution", ""];
const texts = ["description", "short_name", "unit", "per_unit"];

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
    ...org.metricMetadata.get(known.name),
  };
}

/** Sets what the body names and keeps the rest; 404 before the metric was submitted. */
export function updateMetricMetadata(org: Org, metric: string, body: JsonObject): JsonObject {
  readMetricMetadata(org, metric);
  const changes = [...texts, "type", "statsd_interval"].flatMap((key) => {
    const value = body[key];
    return value === undefined || (key === "type" && value === "") ? [] : [[key, value] as const];
  });
  for (const [key, value] of changes) refuseValue(key, value);
  const name = storedName(metric);
  org.metricMetadata.set(name, { ...org.metricMetadata.get(name), ...Object.fromEntries(changes) });
  return readMetricMetadata(org, name);
}

function refuseValue(key: string, value: unknown): void {
  const number = typeof value === "number" && Number.isInteger(value) && value >= 0;
  const text = typeof value === "string" && (key !== "type" || types.includes(value));
  if (value !== null && !(key === "statsd_interval" ? number : text)) {
    throw badRequest(`The value provided for parameter '${key}' is invalid`);
  }
}
