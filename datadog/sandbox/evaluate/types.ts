import type { Expression, VariableValue } from "../../query";
import type { SeriesStore } from "../series";

/** One group of a grouped query; an ungrouped query has one, whose key is `*`. */
export interface Group {
  /** `stage:spark,user:etl`, in the order of `by`; `*` without grouping. */
  readonly key: string;
  /** The values by tag key, in the order of `by`; empty without grouping. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What a result does not take from Datadog's documentation: a function that is evaluated by a plain version of its own. */
export interface Note {
  /** `anomalies`, `forecast` … */
  readonly subject: string;
  /** A sentence for users. */
  readonly text: string;
}

export interface EvaluateOptions {
  readonly store: SeriesStore;
  /** UNIX seconds. Buckets that start in [from, to) are shown: the one that began before `from` is dropped whole. */
  readonly from: number;
  /** UNIX seconds. */
  readonly to: number;
  /** Seconds a bucket; an explicit `rollup` in the query goes before it. @default by the range, see `display` */
  readonly interval?: number;
  /** Whose default rollup is taken. @default "api" */
  readonly display?: "line" | "bar" | "api";
  /** What the names of a formula stand for. @default none: an unknown name is an EvaluationError */
  readonly queries?: Readonly<Record<string, Expression>>;
  /** Those of the names that stand for something else than metrics. @default none */
  readonly outside?: Readonly<Record<string, OutsideSeries>>;
  /** What template variables stand for, by name without the dollar. @default everything, for each that is not named */
  readonly variables?: Readonly<Record<string, VariableValue>>;
}

/** A query of a formula that is not over metrics, over a range of time: logs, events, spans. */
export interface OutsideSeries {
  readonly groupKeys: readonly string[];
  /** Whether a gap is 0 beside another query, as that of a count is. */
  readonly zero: boolean;
  /**
   * One value a bucket for each group; NaN is a gap.
   * @param start UNIX seconds of the first bucket
   * @param step seconds of a bucket
   * @param length buckets
   */
  over(
    start: number,
    step: number,
    length: number,
  ): readonly { readonly group: Group; readonly values: Float64Array }[];
}

/** One line of a graph. */
export interface EvaluatedSeries {
  readonly group: Group;
  /** One value a bucket; NaN is a gap. */
  readonly values: Float64Array;
  /** Where a function yields more than a line: `anomalies` and `forecast` have a band. */
  readonly band?: { readonly lower: Float64Array; readonly upper: Float64Array };
  /** `outliers`: whether this series is one. */
  readonly outlier?: boolean;
  /** For a list of several queries, which one it is from, beginning with 0. */
  readonly queryIndex: number;
}

export interface Evaluated {
  /** Seconds a bucket. */
  readonly interval: number;
  /** UNIX seconds of the first bucket. */
  readonly start: number;
  /** Buckets. */
  readonly length: number;
  /** Sorted by query, then by group key. */
  readonly series: readonly EvaluatedSeries[];
  readonly notes: readonly Note[];
}

/** A query of a formula that is not over metrics: logs, events, spans. It is measured over the whole window. */
export interface OutsideQuery {
  readonly groupKeys: readonly string[];
  /** Whether a group that it does not find is 0 beside another query, as that of a count is. */
  readonly zero: boolean;
  /** What it measures, for explanations: `count`, `avg of @duration`. */
  readonly how: string;
  /** What it finds in [from, to), in UNIX seconds: one value a group. */
  at(from: number, to: number): readonly { readonly group: Group; readonly value: number }[];
}

export interface WindowOptions {
  /** What the names of a formula monitor stand for. */
  readonly queries?: Readonly<Record<string, Expression>>;
  /** Those of its names that stand for something else than metrics. @default none */
  readonly outside?: Readonly<Record<string, OutsideQuery>>;
  /**
   * Where a calendar window (`current_1h`, `current_1d`, `current_1mo`) that ends at `time` begins, in UNIX seconds.
   * @default the hour, day or month in UTC
   */
  readonly windowStart?: (time: number) => number;
}

/** What a monitor's query gives at one time. */
export interface WindowResult {
  /** UNIX seconds: the end of the window, exclusive. */
  readonly time: number;
  /** UNIX seconds: the beginning of the window, inclusive. */
  readonly from: number;
  /**
   * Every group that any evaluation of this monitor has seen so far, and some that come only later: append-only, so that
   * an index stays that of its group. A group exists from the first time that it has a value.
   */
  readonly groups: readonly Group[];
  /** The value of each group, by the index in `groups`; NaN is no data. */
  readonly values: Float64Array;
}

/** What a monitor's query gives at many times, one after the other. */
export interface WindowColumns {
  readonly groups: readonly Group[];
  /** The values of each group at each time, by the index in `groups`; NaN is no data. */
  readonly columns: readonly Float64Array[];
}

/** Which buckets of a window have data, as `require_full_window` asks it. */
export interface WindowCoverage {
  /** Seconds a bucket: 60, 600, 3600 or 14 400 for windows given in minutes, hours, days or weeks, and months. */
  readonly bucket: number;
  /** One entry a bucket, oldest first: whether the group has a point in it. */
  readonly filled: readonly boolean[];
  /** The first bucket is not empty and at most three are. */
  readonly full: boolean;
}

/** One line of arithmetic: `sum of 5 points = 12`. */
export interface ExplainedStep {
  /** What it is, as it stands in the query: `sum:pipeline.runs{*}.as_count()`, `a / b`. */
  readonly expression: string;
  /** The buckets it had, oldest first; absent where only the total counts. */
  readonly points?: readonly { readonly time: number; readonly value: number }[];
  /** How the points became `value`: `sum`, `avg`, `/`, `share of anomalous points`; `points` where they stay points. */
  readonly how: string;
  /** Absent is no data. */
  readonly value?: number;
}

/** Why a group has the value it has. */
export interface Explanation {
  readonly time: number;
  readonly from: number;
  readonly group: Group;
  readonly value?: number;
  /** In the order of computing; the last one gives the value. */
  readonly steps: readonly ExplainedStep[];
  readonly notes: readonly Note[];
}

/**
 * A monitor's query, compiled over a store. Ask for rising times: what the windows have in common is then not computed
 * again. Points that are submitted later are seen by the next question.
 */
export interface WindowEvaluator {
  /** Seconds of the window (a month counts as 30 days, a calendar window as its longest). */
  readonly window: number;
  /** The keys of `by`, in order; empty for a query without grouping. */
  readonly groupKeys: readonly string[];
  /** Of the functions in the query from the start; what the data tells comes with the evaluations. */
  readonly notes: readonly Note[];
  /**
   * @param time UNIX seconds. The window covers the buckets that start in [time − window, time).
   * @param now UNIX seconds at which the monitor is evaluated: what came in by then fills the last bucket of a `rollup`.
   *   With an evaluation delay it is `time` plus the delay. @default time
   */
  at(time: number, now?: number): WindowResult;
  /**
   * What `at` gives at `count` times, each `stride` seconds after the one before: faster than to ask for each.
   * @default each window has to be computed by itself, so that it is asked for
   */
  sweep(first: number, stride: number, count: number): WindowColumns | undefined;
  /** @param group its index in `groups` */
  coverage(time: number, group: number, now?: number): WindowCoverage;
  /** @param group its index in `groups`, or its key */
  explain(time: number, group: number | string, now?: number): Explanation;
}
