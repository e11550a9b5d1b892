/** How Datadog stores a metric. A DogStatsD counter is stored as a `rate` over 10 seconds. */
export type StoredType = "gauge" | "count" | "rate" | "distribution";

/** Points as they are stored, the way `POST /api/v1/series` and `/api/v2/series` bring them. */
export interface StoredPoints {
  readonly metric: string;
  /** A distribution takes one sample a point. */
  readonly type: StoredType;
  /** Seconds that one value of a count or a rate stands for. @default 10 */
  readonly interval?: number;
  /** `key:value` or bare, in any order; repeated ones count once. @default none */
  readonly tags?: readonly string[];
  /**
   * UNIX seconds, then the value. Fractions of a second are cut off; a value that is not finite is a gap. A point at a
   * second that the series already has replaces it, but for distributions, where it is one more sample.
   */
  readonly points: readonly (readonly [time: number, value: number])[];
}

/**
 * What a client reports, named as in DogStatsD: `c`, `g`, `d`, `h` and `ms`, `s`. A `count` is what Datadog itself counts of
 * logs and spans: it is stored as a count of 10 seconds, and no zeros follow it.
 */
export type SampleType = "counter" | "count" | "gauge" | "distribution" | "histogram" | "set";

/**
 * One sample as a client sends it. The agent makes points of 10 seconds of it: of a counter a rate (and 0 until 300 s
 * after the last sample, then nothing), of a gauge its last value, of a set the number of different values, of a
 * histogram the gauges `NAME.avg`, `.median`, `.max`, `.95percentile` and the rate `NAME.count`.
 * @see https://docs.datadoghq.com/metrics/custom_metrics/dogstatsd_metrics_submission/
 */
export interface Sample {
  readonly metric: string;
  readonly type: SampleType;
  /** A set's value is text; any other is a number. What is not finite is ignored. */
  readonly value: number | string;
  /** UNIX seconds; fractions order the samples of a gauge. */
  readonly time: number;
  readonly tags?: readonly string[];
  /** The share of samples that the client sends (`@0.1`): counters, histograms and distributions count 1 / rate. @default 1 */
  readonly sampleRate?: number;
}

/** Numbers of one series at several times; NaN is a gap. */
interface Columns {
  /** UNIX seconds from which the times count. @default 0 */
  readonly start?: number;
  /** Seconds. */
  readonly times: ArrayLike<number>;
  /** One for each time. */
  readonly values: ArrayLike<number>;
}

/** Stored points in columns: many of one series are added faster. */
export type StoredColumns = Omit<StoredPoints, "points"> & Columns;

/** Samples in columns: many of one series are added faster. A set takes the text of each number. */
export type SampleColumns = Pick<Sample, "metric" | "type" | "tags"> & Columns;

/** Counts of a counter, as a story tells them. */
export interface CounterSteps {
  readonly metric: string;
  readonly tags?: readonly string[];
  /** UNIX seconds of the first step. */
  readonly start: number;
  /** Seconds from `start` to each step. @default one step follows the other */
  readonly times?: ArrayLike<number>;
  /** Seconds that a step lasts, a multiple of 10. @default 60 */
  readonly step?: number;
  /** How often it was counted in each step; NaN where nothing was reported. */
  readonly counts: ArrayLike<number>;
}

/**
 * Why points are left out: one series too many in all, or of one metric; one point too many; older than is kept, or at no
 * time that there is.
 */
export type LeftOut = "series" | "metricSeries" | "points" | "old";

export interface SeriesSettings {
  /**
   * Seconds between the points of a series: the buckets inside a monitor's window that has no rollup. The agent's points
   * are 10 s apart; a story with one point a minute says 60.
   * @default 10
   */
  readonly step?: number;
  /** Seconds that points are kept, counted back from the newest point of all. @default 15 months of 30 days */
  readonly retention?: number;
  /** Most series; what would be one more is ignored, see `SeriesStore.ignored`. @default 100 000 */
  readonly maxSeries?: number;
  /** Most series of one metric. @default 20 000 */
  readonly maxSeriesOfMetric?: number;
  /** Most points in all (a distribution's samples count each). @default 50 000 000 */
  readonly maxPoints?: number;
}
