import {
  type MetricMetadataDefinition,
  metricMetadata,
  type TagConfigurationDefinition,
  tagConfiguration,
  tagsUsed,
} from "../datadog/definitions";
import { type DeclaredMetric, type QueryNode, UNIVERSAL_TAGS } from "../datadog/query";

/** A query that is shipped, and what carries it: `monitor "Pipeline failures"`. */
export interface ShippedQuery {
  readonly where: string;
  readonly text: string;
  readonly node: QueryNode;
  /** The tag of each template variable of the dashboard. @default none */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Tags that stay queryable on every metric; `team` comes from the agent's configuration. */
const KEPT_TAGS: readonly string[] = [...UNIVERSAL_TAGS, "team"];

/** What Datadog is told of a metric. */
export function metadataOf({
  name,
  type,
  statsdInterval,
  unit,
  perUnit,
  description,
}: DeclaredMetric): MetricMetadataDefinition {
  return metricMetadata({
    metric: name,
    ...(type === "distribution" || type === "unknown" ? {} : { type }),
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
    metric_type: metric.type === "unknown" ? "gauge" : metric.type,
    tags: [...new Set([...own, ...KEPT_TAGS])].sort(),
    ...(metric.type === "distribution" ? { include_percentiles: metric.percentiles } : {}),
  });
}

/**
 * Holds the shipped queries against the tag configurations: a configuration is an allowlist, and a query of a tag that it
 * leaves out would be refused by Datadog only once it is deployed.
 * @throws Error one line a query, naming it, the metric, the key and the fix
 */
export function refuseTagsLeftOut(
  queries: readonly ShippedQuery[],
  configurations: readonly TagConfigurationDefinition[],
  metrics: readonly DeclaredMetric[],
): void {
  const allowed = new Map(configurations.map(({ id, attributes }) => [id, attributes.tags]));
  const wrong = queries.flatMap(({ where, text, node, variables }) =>
    tagsUsed(node, variables)
      .filter(({ metric, key }) => allowed.get(metric)?.includes(key) === false)
      .map(
        ({ metric, key }) => `${where} queries ${metric} by the tag "${key}", ${reason(metric, key, metrics)}: ${text}`,
      ),
  );
  if (wrong.length > 0) throw new Error([...new Set(wrong)].join("\n"));
}

function reason(name: string, key: string, metrics: readonly DeclaredMetric[]): string {
  const metric = metrics.find((each) => each.name === name);
  return metric?.unbounded.includes(key)
    ? `which has no bound and is left out of its tag configuration: take it out of the query, or add it to metrics.unboundedTags of the environment`
    : `which its tag configuration does not have (${[...(metric?.tags ?? []), ...KEPT_TAGS].join(", ")}): correct the query, or add the tag to the metric in metrics/`;
}
