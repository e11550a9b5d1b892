import { isObject } from "../json";
import { type KnownMetric, METRIC_TYPES, type MetricCatalog, metricCatalog } from "./catalog";

/** A catalog's JSON that is no catalog; the message says where. */
export class CatalogError extends Error {}

const FIELDS = ["name", "type", "statsd_interval", "unit", "per_unit", "tags", "include_percentiles"];

/**
 * Reads a catalog: a list of metrics, or `{ "namespaces": ["shop."], "metrics": [ … ] }`, where the catalog claims to know
 * every metric of its namespaces. The fields of a metric are those of Datadog's API: `name`, `type` (count, rate, gauge,
 * distribution), `statsd_interval`, `unit`, `per_unit`, and of its tag configuration `tags` and `include_percentiles`. Only
 * the type `total` is not Datadog's: a count whose reports each have the whole running total.
 * @throws CatalogError naming the place, what stands there and what may
 * @see https://docs.datadoghq.com/api/latest/metrics/#edit-metric-metadata
 */
export function catalogFromJson(text: string): MetricCatalog {
  const value = parse(text);
  if (Array.isArray(value)) return metricCatalog(value.map(metricAt));
  if (!isObject(value) || !Array.isArray(value.metrics)) {
    throw new CatalogError('A catalog must be a list of metrics, or an object with such a list under "metrics".');
  }
  return metricCatalog(value.metrics.map(metricAt), strings(value.namespaces, "namespaces") ?? []);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CatalogError(`The catalog is not JSON: ${error instanceof Error ? error.message : error}.`);
  }
}

function metricAt(value: unknown, index: number): KnownMetric {
  const place = `metrics[${index}]`;
  if (!isObject(value)) throw new CatalogError(`${place} is not an object: use { "name": …, "type": … }.`);
  const unknown = Object.keys(value).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) {
    throw new CatalogError(`${place} has an unknown field "${unknown}": valid fields are ${FIELDS.join(", ")}.`);
  }
  const { name } = value;
  if (typeof name !== "string" || name === "") throw new CatalogError(`${place} has no name.`);
  return {
    name,
    type: typeOf(value.type, place),
    statsdInterval: optional(value.statsd_interval, "number", `${place}.statsd_interval`),
    unit: optional(value.unit, "string", `${place}.unit`),
    perUnit: optional(value.per_unit, "string", `${place}.per_unit`),
    tags: strings(value.tags, `${place}.tags`),
    percentiles: optional(value.include_percentiles, "boolean", `${place}.include_percentiles`),
  };
}

function typeOf(value: unknown, place: string): KnownMetric["type"] {
  const type = METRIC_TYPES.find((known) => known === (value ?? "unknown"));
  if (!type)
    throw new CatalogError(
      `${place}.type is ${JSON.stringify(value)}, but it must be one of ${METRIC_TYPES.join(", ")}.`,
    );
  return type;
}

interface Types {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

/** A field that may be missing or null. */
function optional<T extends keyof Types>(value: unknown, type: T, place: string): Types[T] | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== type) throw new CatalogError(`${place} is ${JSON.stringify(value)}, but it must be a ${type}.`);
  return value as Types[T];
}

function strings(value: unknown, place: string): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw new CatalogError(`${place} is ${JSON.stringify(value)}, but it must be a list of strings.`);
  }
  return value;
}
