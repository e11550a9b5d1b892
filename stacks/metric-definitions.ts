import {
  type MetricMetadataDefinition,
  metricMetadata,
  type TagConfigurationDefinition,
  tagConfiguration,
} from "../datadog/definitions";
import { type DeclaredMetric, storedType, UNIVERSAL_TAGS } from "../datadog/query";

/** Tags that stay queryable on every metric; `team` comes from the agent's configuration. */
export const KEPT_TAGS: readonly string[] = [...UNIVERSAL_TAGS, "team"];

/** What Datadog is told of a metric. */
export function metadataOf({
  name,
  type,
  statsdInterval,
  unit,
  perUnit,
  description,
}: DeclaredMetric): MetricMetadataDefinition {
  const stored = storedType({ type });
  return metricMetadata({
    metric: name,
    ...(stored === "distribution" || type === "unknown" ? {} : { type: stored }),
    short_name: shortName(name),
    description,
    ...(unit === undefined ? {} : { unit }),
    ...(perUnit === undefined ? {} : { per_unit: perUnit }),
    ...(statsdInterval === undefined ? {} : { statsd_interval: statsdInterval }),
  });
}

/** Parts of a metric's name that people write otherwise. */
const WORDS: Readonly<Record<string, string>> = {
  postgresql: "PostgreSQL",
  rabbitmq: "RabbitMQ",
  avg: "average",
  max: "maximum",
  "95percentile": "95th percentile",
};

/** `pipeline.stage.process_time.95percentile`: "Pipeline stage process time 95th percentile". */
function shortName(name: string): string {
  const words = name
    .split(/[._]/)
    .map((word) => WORDS[word] ?? word)
    .join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The tags of a metric that can be queried: its own and those that every metric keeps. Tags without bound are left out,
 * since each of their values is a series to pay for, unless `unbounded` asks for them.
 */
export function tagConfigurationOf(
  metric: DeclaredMetric,
  unbounded: readonly string[] = [],
): TagConfigurationDefinition {
  const own = metric.tags.filter((tag) => !metric.unbounded.includes(tag) || unbounded.includes(tag));
  return tagConfiguration(metric.name, {
    metric_type: storedType(metric),
    tags: [...new Set([...own, ...KEPT_TAGS])].sort(),
    ...(metric.type === "distribution" ? { include_percentiles: metric.percentiles } : {}),
  });
}
