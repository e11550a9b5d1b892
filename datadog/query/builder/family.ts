import { type DeclaredMetric, facts, type Metric, type MetricSpec, metricOf, STATSD_INTERVAL } from "./metric";
import type { MetricQueryValue } from "./metric-query";
import type { NoQuery, NoSuchMetric } from "./sentences";

/** The five metrics that a DogStatsD histogram or timer becomes. */
interface Members<Name extends string, Tags extends readonly string[]> {
  readonly avg: Metric<`${Name}.avg`, "gauge", Tags>;
  readonly median: Metric<`${Name}.median`, "gauge", Tags>;
  readonly max: Metric<`${Name}.max`, "gauge", Tags>;
  readonly p95: Metric<`${Name}.95percentile`, "gauge", Tags>;
  readonly count: Metric<`${Name}.count`, "rate", Tags>;
}

/**
 * A DogStatsD histogram or timer. The agent sums up each ten seconds and sends five metrics; the name that the code
 * uses does not exist in Datadog, so there is no query of it, only of a member. The members' summaries are per host
 * and ten seconds: an average of `.avg` is not the average of all samples. A distribution has none of this.
 * @see https://docs.datadoghq.com/metrics/types/?tab=histogram#metric-types
 */
export interface MetricFamily<Name extends string = string, Tags extends readonly string[] = readonly string[]>
  extends NoQuery<NoSuchMetric<Name>> {
  readonly name: Name;
  readonly members: Members<Name, Tags>;
  /** The five, for the catalog. */
  readonly metrics: readonly DeclaredMetric[];

  /** `avg:NAME.avg`: the mean of the averages. */
  avg(): MetricQueryValue<`${Name}.avg`, "gauge", Tags>;
  /** `avg:NAME.median`: the mean of the medians. */
  median(): MetricQueryValue<`${Name}.median`, "gauge", Tags>;
  /** `max:NAME.max`: the longest. */
  max(): MetricQueryValue<`${Name}.max`, "gauge", Tags>;
  /** `avg:NAME.95percentile`: the mean of the 95th percentiles. */
  p95(): MetricQueryValue<`${Name}.95percentile`, "gauge", Tags>;
  /** `sum:NAME.count`: how many samples there were; read it with `asCount()`. */
  count(): MetricQueryValue<`${Name}.count`, "rate", Tags>;
}

/** A DogStatsD histogram (`statsd.histogram`). */
export function histogram<const Name extends string, const Tags extends readonly string[] = readonly []>(
  name: Name,
  spec: MetricSpec<Tags>,
): MetricFamily<Name, Tags> {
  return family(name, "histogram", spec);
}

/** A DogStatsD timer (`statsd.timed`, `statsd.timing`): a histogram of durations, in the unit that the client sends. */
export function timer<const Name extends string, const Tags extends readonly string[] = readonly []>(
  name: Name,
  spec: MetricSpec<Tags>,
): MetricFamily<Name, Tags> {
  return family(name, "timer", spec);
}

function family<const Name extends string, const Tags extends readonly string[]>(
  name: Name,
  reported: "histogram" | "timer",
  spec: MetricSpec<Tags>,
): MetricFamily<Name, Tags> {
  const members = membersOf(name, reported, spec);
  const family: Omit<MetricFamily<Name, Tags>, keyof NoQuery<string>> = {
    name,
    members,
    metrics: Object.values(members),
    avg: () => members.avg.avg(),
    median: () => members.median.avg(),
    max: () => members.max.max(),
    p95: () => members.p95.avg(),
    count: () => members.count.sum(),
  };
  return Object.freeze(family) as MetricFamily<Name, Tags>;
}

function membersOf<Name extends string, Tags extends readonly string[]>(
  name: Name,
  reported: "histogram" | "timer",
  spec: MetricSpec<Tags>,
): Members<Name, Tags> {
  const summary = <const Suffix extends string>(suffix: Suffix, what: string) =>
    metricOf<`${Name}.${Suffix}`, "gauge", Tags>(
      facts(`${name}.${suffix}` as const, reported, "gauge", { ...spec, description: `${spec.description} (${what})` }),
    );
  const counted = {
    ...spec,
    description: `${spec.description} (how many samples)`,
    unit: "sample" as const,
    perUnit: undefined,
  };
  return {
    avg: summary("avg", "average"),
    median: summary("median", "median"),
    max: summary("max", "longest"),
    p95: summary("95percentile", "95th percentile"),
    count: metricOf(facts(`${name}.count` as const, reported, "rate", counted, { statsdInterval: STATSD_INTERVAL })),
  };
}
