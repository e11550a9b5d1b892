import { COMMON_TAGS } from "./builder/sentences";

/**
 * What the checks ask about metrics. A catalog says only what it knows: a metric, a tag or a unit that it does not
 * name leads to no finding, unless it claims to know the whole namespace.
 *
 * @see https://docs.datadoghq.com/metrics/types/
 */

/**
 * How Datadog stores a metric; `unknown` where nobody has said. A DogStatsD counter is stored as `rate`, over an
 * interval of 10 seconds. A `total` is stored as a count, but each report has the whole value again: what there is now, or
 * has been so far. Adding up its reports is wrong.
 */
export const METRIC_TYPES = ["count", "rate", "gauge", "distribution", "total", "unknown"] as const;

/** What a catalog says of one metric. */
export interface KnownMetric {
  readonly name: string;
  readonly type: (typeof METRIC_TYPES)[number];
  /**
   * The seconds that one value stands for. A `rate` that has it is a counter: `as_count()` multiplies by it.
   * @default not known
   */
  readonly statsdInterval?: number;
  /** @default not known */
  readonly unit?: string;
  /** `second` for a metric in `byte` per `second`. @default none */
  readonly perUnit?: string;
  /** Every tag key that it has, beside `UNIVERSAL_TAGS`. @default not known: no tag of it is called unknown */
  readonly tags?: readonly string[];
  /** Whether percentiles are switched on, for a distribution. @default not known */
  readonly percentiles?: boolean;
}

/** Metrics by name. */
export interface MetricCatalog {
  /** The facts of a metric, or nothing when the catalog does not have it. */
  metric(name: string): KnownMetric | undefined;
  /** True when the catalog knows every metric of the namespace of `name`, so that one it lacks does not exist. */
  covers(name: string): boolean;
  /** All names, for suggestions. */
  names(): Iterable<string>;
}

/** Tag keys that every metric may have, whatever its own tags are. */
export const UNIVERSAL_TAGS: readonly string[] = COMMON_TAGS;

/**
 * A catalog of plain facts.
 * @param namespaces prefixes, such as `pipeline.`, of which every metric is among `metrics`
 * @default namespaces none: a metric that is not there is not called unknown
 */
export function metricCatalog(metrics: Iterable<KnownMetric>, namespaces: readonly string[] = []): MetricCatalog {
  const byName = new Map<string, KnownMetric>();
  for (const facts of metrics) byName.set(facts.name, facts);
  return {
    metric: (name) => byName.get(name),
    covers: (name) => namespaces.some((namespace) => name.startsWith(namespace)),
    names: () => byName.keys(),
  };
}

/** One catalog out of several. Where two have the same metric, the first one's facts hold. */
export function mergeCatalogs(...catalogs: readonly MetricCatalog[]): MetricCatalog {
  return {
    metric: (name) => {
      for (const catalog of catalogs) {
        const facts = catalog.metric(name);
        if (facts) return facts;
      }
      return undefined;
    },
    covers: (name) => catalogs.some((catalog) => catalog.covers(name)),
    names: function* () {
      for (const catalog of catalogs) yield* catalog.names();
    },
  };
}

/**
 * The type under which Datadog has a metric: it does not know that a count is a running total, and has a gauge where nobody
 * says what a metric is.
 */
export function storedType({ type }: Pick<KnownMetric, "type">): Exclude<KnownMetric["type"], "total" | "unknown"> {
  if (type === "unknown") return "gauge";
  return type === "total" ? "count" : type;
}

/** True for what counts events: a count, or the rate that a DogStatsD counter is stored as. */
export function isCounter(facts: KnownMetric): boolean {
  return facts.type === "count" || (facts.type === "rate" && facts.statsdInterval !== undefined);
}
