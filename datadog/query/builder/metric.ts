import type { KnownMetric } from "../catalog";
import type { Comparator } from "../nodes";
import type { MetricUnit } from "../units";
import { type MetricQueryValue, selectionOf } from "./metric-query";
import type {
  Mistake,
  NoPercentiles,
  NoQuery,
  NoSamples,
  NoSuchAggregator,
  NotSelected,
  Percentile,
  SpaceAggregator,
  Stored,
  Suggest,
} from "./sentences";
import { numberNode } from "./value";

/** How a metric comes: through DogStatsD, from a check of the `agent`, or as Datadog makes it of a `trace` or a `log`. */
export type Reported = "counter" | "gauge" | "distribution" | "histogram" | "timer" | "agent" | "trace" | "log";

/** Seconds that the agent gathers DogStatsD samples before it sends them on. */
export const STATSD_INTERVAL = 10;

/** What is said of a metric when it is declared. */
export interface MetricSpec<Tags extends readonly string[] = readonly string[]> {
  /** One sentence that Datadog shows beside the metric. */
  readonly description: string;
  /**
   * One of Datadog's units, in the singular.
   * @default the value has none
   */
  readonly unit?: MetricUnit;
  /**
   * The unit's denominator, as in bytes per second.
   * @default the value is no quotient
   */
  readonly perUnit?: MetricUnit;
  /**
   * The tags that it is reported with, beside `env`, `service`, `version` and `host`, which every metric has.
   * @default none
   */
  readonly tags?: Tags;
  /**
   * Those tags whose values have no bound (ids): each value is a series to pay for, so they are kept out of the tag
   * configuration unless asked for.
   * @default none
   */
  readonly unbounded?: readonly NoInfer<Tags[number]>[];
  /**
   * `agent`, `trace` or `log` for what is reported without code of ours.
   * @default as the function's name says
   */
  readonly reported?: Reported;
  /**
   * Why no monitor and no dashboard reads it.
   * @default one does
   */
  readonly unread?: string;
}

/** All that is declared of a metric that exists in Datadog. */
export interface DeclaredMetric extends KnownMetric {
  /** How it is sent. */
  readonly reported: Reported;
  readonly description: string;
  /** Its own tags; those that every metric has come on top. */
  readonly tags: readonly string[];
  /** Those of its tags whose values have no bound. */
  readonly unbounded: readonly string[];
  readonly percentiles: boolean;
  /** Why no monitor and no dashboard reads it. */
  readonly unread?: string;
}

type Sampled<Name extends string, S extends Stored, Tags extends readonly string[]> = S extends
  | "distribution"
  | "distribution with percentiles"
  | "unknown"
  ? () => MetricQueryValue<Name, "count", Tags>
  : Mistake<NoSamples<Name, S>>;

type PercentileMethod<Name extends string, S extends Stored, Tags extends readonly string[]> = S extends
  | "distribution with percentiles"
  | "unknown"
  ? () => MetricQueryValue<Name, S, Tags>
  : Mistake<NoPercentiles<Name, S>>;

type Aggregator<A extends string, Name extends string, S extends Stored> = A extends "sum" | "avg" | "min" | "max"
  ? A
  : A extends SpaceAggregator
    ? S extends "unknown" | "distribution with percentiles"
      ? A
      : A extends Percentile
        ? NoPercentiles<Name, S>
        : S extends "distribution"
          ? A
          : NoSamples<Name, S>
    : NoSuchAggregator<A>;

/** The ways to read a metric. It is no query before one has said how its series become one (`runs.sum()`). */
export interface Readable<Name extends string, S extends Stored, Tags extends readonly string[]>
  extends NoQuery<NotSelected<Name>> {
  readonly name: Name;

  sum(): MetricQueryValue<Name, S, Tags>;
  avg(): MetricQueryValue<Name, S, Tags>;
  min(): MetricQueryValue<Name, S, Tags>;
  max(): MetricQueryValue<Name, S, Tags>;
  /** The number of samples of a distribution. */
  readonly count: Sampled<Name, S, Tags>;
  readonly p50: PercentileMethod<Name, S, Tags>;
  readonly p75: PercentileMethod<Name, S, Tags>;
  readonly p90: PercentileMethod<Name, S, Tags>;
  readonly p95: PercentileMethod<Name, S, Tags>;
  readonly p99: PercentileMethod<Name, S, Tags>;
  /**
   * The number of samples of a distribution that pass: `countWhere(">", 300)` is `count(v: v>300):…`.
   * @see https://docs.datadoghq.com/metrics/distributions/#threshold-queries
   */
  readonly countWhere: Sampled<Name, S, Tags> extends () => infer Q
    ? (operator: Comparator, value: number) => Q
    : Mistake<NoSamples<Name, S>>;
  /** Any of the aggregators above, by its name. */
  aggregate<const A extends Suggest<SpaceAggregator>>(
    aggregator: Aggregator<A, Name, S>,
  ): MetricQueryValue<Name, S, Tags>;
}

/** A metric: what is known of it, and the ways to read it. */
export type Metric<
  Name extends string = string,
  S extends Stored = Stored,
  Tags extends readonly string[] = readonly string[],
> = DeclaredMetric & Readable<Name, S, Tags>;

/** A DogStatsD counter, which Datadog stores as a rate over ten seconds: read it with `asCount()` or `asRate()`. */
export function counter<const Name extends string, const Tags extends readonly string[] = readonly []>(
  name: Name,
  spec: MetricSpec<Tags>,
): Metric<Name, "rate", Tags> {
  return metricOf(facts(name, "counter", "rate", spec, { statsdInterval: STATSD_INTERVAL }));
}

/** A DogStatsD gauge: the last value of each ten seconds. The agent does not repeat it. */
export function gauge<const Name extends string, const Tags extends readonly string[] = readonly []>(
  name: Name,
  spec: MetricSpec<Tags>,
): Metric<Name, "gauge", Tags> {
  return metricOf(facts(name, "gauge", "gauge", spec));
}

/**
 * A DogStatsD distribution: aggregated by Datadog over all hosts.
 * @param spec `percentiles: true` where the organization has enabled p50 to p99 for it (its tag configuration says so)
 */
export function distribution<
  const Name extends string,
  const Tags extends readonly string[] = readonly [],
  const P extends boolean = false,
>(
  name: Name,
  spec: MetricSpec<Tags> & { readonly percentiles?: P },
): Metric<Name, P extends true ? "distribution with percentiles" : "distribution", Tags> {
  return metricOf(facts(name, "distribution", "distribution", spec, { percentiles: spec.percentiles ?? false }));
}

/** A metric that is stored as a count: those of agent checks, traces and logs are. */
export function count<const Name extends string, const Tags extends readonly string[] = readonly []>(
  name: Name,
  spec: MetricSpec<Tags>,
): Metric<Name, "count", Tags> {
  return metricOf(facts(name, "agent", "count", spec));
}

/**
 * A running total, or a present level, that is submitted as a count: each report has the whole value again. Read its level
 * with `rollup("max")`, and what is new with {@link monotonicDiff}; to add up its reports is wrong by orders of magnitude.
 */
export function total<const Name extends string, const Tags extends readonly string[] = readonly []>(
  name: Name,
  spec: MetricSpec<Tags>,
): Metric<Name, "total", Tags> {
  return metricOf(facts(name, "agent", "total", spec));
}

/**
 * A metric that an agent check reports as a rate.
 * @param spec `interval`: the seconds that a value stands for, where the integration says so (10 for those that reach the
 *   agent through DogStatsD)
 */
export function rate<const Name extends string, const Tags extends readonly string[] = readonly []>(
  name: Name,
  spec: MetricSpec<Tags> & { readonly interval?: number },
): Metric<Name, "rate", Tags> {
  return metricOf(facts(name, "agent", "rate", spec, { statsdInterval: spec.interval }));
}

/**
 * The untyped way in: any metric, any aggregator, and any tag or those that are named.
 * @param settings `tags`: the tags that queries may use, beside `env`, `service`, `version` and `host` @default any tag
 * @throws RangeError on a name that no metric can have
 */
export function metric<const Tags extends readonly string[] = readonly string[]>(
  name: string,
  { tags }: { readonly tags?: Tags } = {},
): Readable<string, "unknown", Tags> & { readonly tags?: Tags } {
  checkName(name);
  return Object.freeze({ name, tags, ...readings<string, "unknown", Tags>(name) });
}

/** @throws RangeError on a name that Datadog would rewrite */
export function facts<Name extends string>(
  name: Name,
  reported: Reported,
  type: KnownMetric["type"],
  spec: MetricSpec,
  more: { readonly statsdInterval?: number; readonly percentiles?: boolean } = {},
): DeclaredMetric & { readonly name: Name } {
  checkName(name);
  const { description, unit, perUnit, tags = [], unbounded = [], unread } = spec;
  const sent = spec.reported ?? reported;
  const said = { description, unit, perUnit, tags, unbounded, unread };
  return { name, reported: sent, type, ...said, percentiles: false, ...more };
}

/** What is declared, with the ways to read it. */
export function metricOf<Name extends string, S extends Stored, Tags extends readonly string[]>(
  declared: DeclaredMetric & { readonly name: Name },
): Metric<Name, S, Tags> {
  return Object.freeze({ ...declared, ...readings<Name, S, Tags>(declared.name) });
}

function readings<Name extends string, S extends Stored, Tags extends readonly string[]>(name: Name) {
  const by = (aggregator: string) => () => selectionOf<Name, S, Tags>(name, aggregator);
  const methods = {
    ...{ sum: by("sum"), avg: by("avg"), min: by("min"), max: by("max"), count: by("count") },
    ...{ p50: by("p50"), p75: by("p75"), p90: by("p90"), p95: by("p95"), p99: by("p99") },
    countWhere: (operator: Comparator, value: number) => {
      numberNode(value);
      return selectionOf<Name, S, Tags>(name, { kind: "countValues", operator, value });
    },
    aggregate: (aggregator: string) => by(aggregator)(),
  };
  // The interface narrows by what is stored what the methods can always do.
  return methods as unknown as Omit<Readable<Name, S, Tags>, "name">;
}

/** @see https://docs.datadoghq.com/metrics/custom_metrics/#naming-custom-metrics */
function checkName(name: string): void {
  if (/^[a-zA-Z][a-zA-Z0-9_.]*$/.test(name) && name.length <= 200) return;
  throw new RangeError(
    `"${name.slice(0, 60)}" is not a valid metric name: it must start with a letter, contain only ASCII letters, digits, "_", and ".", and ` +
      "have at most 200 characters; Datadog rewrites other names.",
  );
}
