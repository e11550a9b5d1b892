/**
 * Sentences that the compiler says. A parameter or method that a mistake selects gets one of these string-literal types,
 * so that the error ends in plain English instead of a type's inside.
 */

import type { ROLLUP_METHODS } from "../functions/aggregating";

/** Where a method or a query should be and is not: the compiler prints the sentence when it is used as one. */
export interface Mistake<Sentence extends string> {
  readonly mistake: Sentence;
}

/** What has no query of its own, only ways to make one: neither property is there when the program runs. */
export interface NoQuery<Sentence extends string> {
  readonly node: Mistake<Sentence>;
  readonly text: Mistake<Sentence>;
}

/** `Text` if it is one of `Known`, else the sentence. */
export type Checked<Text extends string, Known extends string, Sentence extends string> = Text extends Known
  ? Text
  : Sentence;

/** How Datadog stores a metric; `unknown` for those that the catalog does not describe. */
export type Stored =
  | "count"
  | "rate"
  | "gauge"
  | "distribution"
  | "distribution with percentiles"
  | "total"
  | "unknown";

/** Tags that every metric may have, whatever reports it. */
export const COMMON_TAGS = ["env", "service", "version", "host"] as const;

type CommonTag = (typeof COMMON_TAGS)[number];

/** The tag keys by which a metric may be filtered and grouped: its own, and {@link COMMON_TAGS}. */
export type TagOf<Tags extends readonly string[]> = Tags[number] | CommonTag;

/** Keeps the known keys as completions while letting the checks below word what is wrong with the others. */
export type Suggest<Known extends string> = Known | (string & Record<never, never>);

type Join<Words extends readonly string[]> = Words extends readonly [infer Only extends string]
  ? Only
  : Words extends readonly [infer First extends string, ...infer Rest extends readonly string[]]
    ? `${First}, ${Join<Rest>}`
    : "";

type AllTags<Tags extends readonly string[]> = Join<readonly [...Tags, ...typeof COMMON_TAGS]>;

export type NoSuchTag<
  Name extends string,
  Tags extends readonly string[],
  Key extends string,
> = `${Name} has no tag "${Key}"; its tags are ${AllTags<Tags>}`;

type Article<S extends Stored> = S extends "unknown" ? "unknown" : `a ${S}`;

export type NoPercentiles<Name extends string, S extends Stored> = S extends "distribution"
  ? `percentiles of ${Name} are not enabled: declare it with percentiles: true`
  : `${Name} is stored as ${Article<S>}: only a distribution has percentiles`;

export type NoSamples<
  Name extends string,
  S extends Stored,
> = `${Name} is stored as ${Article<S>}: only the samples of a distribution can be counted`;

export type NotCounted<Name extends string, S extends Stored> = S extends "total"
  ? `${Name} is a running total that is submitted as a count: read its level with rollup(max), or its increase with monotonicDiff()`
  : `${Name} is stored as ${Article<S>}: as_count() and as_rate() are for counts and rates`;

export type NotSelected<Name extends string> =
  `${Name} alone is not a query: add a space aggregator, such as sum() or avg()`;

export type NoSuchMetric<Name extends string> =
  `${Name} does not exist in Datadog: a histogram or timer is stored as ${Name}.avg, .median, .max, .95percentile, and .count; use avg(), median(), max(), p95(), or count()`;

export type NoSuchWindow<Text extends string> =
  `"${Text}" is not a window: use an amount and a unit, as in last_5m, last_4h, last_1d, last_1w, last_1mo, next_1w, or current_1d`;

export type NoSuchShift<Text extends string> =
  `"${Text}" is not a time shift: use last_1h for the hour before, or 5m_ago`;

/** How a metric's series become one, at every point in time. `p50` to `p99` want a distribution with percentiles. */
export type SpaceAggregator = "sum" | "avg" | "min" | "max" | "count" | Percentile;

export type Percentile = "p50" | "p75" | "p90" | "p95" | "p99";

export type NoSuchAggregator<Text extends string> =
  `"${Text}" is not a space aggregator: use sum, avg, min, or max, or, for distributions, count, p50, p75, p90, p95, or p99`;

export type NoSuchTimeAggregator<Text extends string> =
  `"${Text}" is not a time aggregator: use sum, avg, min, max, or percentile`;

/** How the points of one time bucket become one: `.rollup("sum", 60)`. */
export type RollupMethod = (typeof ROLLUP_METHODS)[number];

export type NoSuchRollup<Text extends string> = `"${Text}" is not a rollup method: use avg, sum, min, max, or count`;
