/**
 * The words of the query language, each with what it does. The parser takes any word in their places (Datadog adds
 * functions now and then); checks know from here which ones are known, and explanations say what they do.
 *
 * @see https://docs.datadoghq.com/dashboards/functions/
 */

/** A word and what it does, as the end of "it is …" or "it …". */
type Vocabulary = Readonly<Record<string, string>>;

/** Space aggregators: how the series of a metric become one per group. `p50` to `p99.9` are percentiles besides. */
export const AGGREGATORS = {
  avg: "the average",
  sum: "the sum",
  min: "the smallest value",
  max: "the largest value",
  count: "the number of points",
  stddev: "the standard deviation",
  histogram: "the distribution of the values",
} as const satisfies Vocabulary;

/** Time aggregators: what a monitor makes of the points of its window. */
export const TIME_AGGREGATORS = {
  avg: "the average",
  sum: "the sum",
  min: "the smallest value",
  max: "the largest value",
  percentile: "a percentile",
  last: "the last value",
  stddev: "the standard deviation",
} as const satisfies Vocabulary;

/** `p50`, `p75`, `p95`, `p99`, `p99.9`: a percentile of a distribution. */
export const isPercentile = (aggregator: string) => /^p\d{1,2}(\.\d+)?$/.test(aggregator);

/** What may follow a metric or an expression behind a dot. */
export const MODIFIERS = {
  as_count: "counts, not rates",
  as_rate: "rates per second",
  rollup: "combined into buckets of a chosen length",
  fill: "with gaps filled",
  weighted: "weighted by how long each tag was there",
} as const satisfies Vocabulary;

/** How `rollup` combines the points of a bucket. */
export const ROLLUP_METHODS = ["avg", "sum", "min", "max", "count"] as const;

/** What `fill` puts into gaps; a number does as well. */
export const FILL_METHODS = ["null", "zero", "last", "linear"] as const;

const smoothing = (kind: string, spans: readonly number[], prefix: string): Vocabulary =>
  Object.fromEntries(spans.map((span) => [`${prefix}_${span}`, `the ${kind} over ${span} points`]));

const TOP_COUNTS = [5, 10, 15, 20] as const;
const TOP_MEASURES: Vocabulary = {
  "": "average",
  mean: "average",
  max: "largest value",
  min: "smallest value",
  last: "last value",
  area: "area under the curve",
  l2norm: "Euclidean norm",
  norm: "Euclidean norm",
};

/** `top5`, `bottom20_max` …: the shorthands of `top`. */
function topShorthands(): Vocabulary {
  const words: Record<string, string> = {};
  for (const [end, measure] of Object.entries(TOP_MEASURES)) {
    for (const count of TOP_COUNTS) {
      const suffix = end === "" ? "" : `_${end}`;
      words[`top${count}${suffix}`] = `the ${count} series with the highest ${measure}`;
      words[`bottom${count}${suffix}`] = `the ${count} series with the lowest ${measure}`;
    }
  }
  return words;
}

/**
 * Functions that count the series of a grouped query at each point, so that one series without groups is left.
 * @see https://docs.datadoghq.com/dashboards/functions/count/
 */
export const COUNTING_FUNCTIONS: Vocabulary = {
  count_nonzero: "the number of series that are not zero",
  count_nonzero_finite: "the number of series that are not zero",
  count_not_null: "the number of series that report",
};

/** Functions by name. */
export const FUNCTIONS: Vocabulary = {
  abs: "the absolute value",
  pow: "one value to the power of another",
  log2: "the logarithm to base 2",
  log10: "the logarithm to base 10",
  cumsum: "the running total",
  integral: "the running total over time",
  default_zero: "zero in the place of gaps",
  default: "a chosen value in the place of gaps",
  exclude_null: "without the groups that have no value for a tag",
  clamp_min: "raised to a lower bound",
  clamp_max: "lowered to an upper bound",
  cutoff_min: "without the values below a bound",
  cutoff_max: "without the values above a bound",
  ...COUNTING_FUNCTIONS,
  per_second: "the change per second",
  per_minute: "the change per minute",
  per_hour: "the change per hour",
  dt: "the seconds between points",
  diff: "the change from point to point",
  monotonic_diff: "the increase from point to point, resets left out",
  derivative: "the change per second, up or down",
  rate: "the change per second",
  throughput: "the events per second",
  autosmooth: "smoothed by a span that Datadog chooses",
  ...smoothing("exponentially weighted average", [3, 5, 7, 10, 20], "ewma"),
  ...smoothing("median", [3, 5, 7, 9], "median"),
  ...smoothing("rolling average", [5, 13, 21, 29], "rollingavg"),
  robust_trend: "the trend, outliers ignored",
  trend_line: "the straight trend",
  piecewise_constant: "the trend as steps",
  timeshift: "the values of another time",
  calendar_shift: "the values of the same calendar time before",
  hour_before: "the values of an hour before",
  day_before: "the values of a day before",
  week_before: "the values of a week before",
  month_before: "the values of 28 days before",
  moving_rollup: "combined over a moving window",
  rollup: "combined into buckets of a chosen length",
  reduce: "reduced to one value",
  round: "rounded to the nearest whole number",
  floor: "rounded down",
  ceil: "rounded up",
  percentile: "a percentile of the series",
  top: "the series with the highest or lowest values",
  top_offset: "the series after the first of a ranking",
  ...topShorthands(),
  anomalies: "compared with what is usual",
  outliers: "compared with the other series",
  forecast: "predicted from the past",
  avg: "the average of the series",
  sum: "the sum of the series",
  min: "the smallest of the series",
  max: "the largest of the series",
  count: "the number of series",
};

/** Words that may stand unquoted as an argument of a function; elsewhere a bare word is the name of a query. */
export const ARGUMENT_KEYWORDS: ReadonlySet<string> = new Set([
  "avg",
  "sum",
  "min",
  "max",
  "count",
  "mean",
  "last",
  "area",
  "l2norm",
  "norm",
  "asc",
  "desc",
  "true",
  "false",
  "null",
  "zero",
]);

/** The links of the newer monitor queries: `.index("*")`, `.rollup("count")`, `.last("5m")`. */
export const METHODS = {
  over: "which tags, groups or time it is about",
  by: "what it is grouped by",
  last: "the time that is looked at, or the number of runs",
  index: "the log index",
  rollup: "how events become a number",
  source: "which errors are looked at",
  new: "errors that are new",
  impact: "errors by their impact",
  exclude: "which tags are left out",
  count_by_status: "the number of runs in a row with each status",
  pct_by_status: "the share of hosts with each status",
  long_window: "the long window of a burn rate",
  short_window: "the short window of a burn rate",
  anomaly: "compared with what is usual",
  change: "compared with the time before",
  forecast: "predicted from the past",
  current: "the calendar time that is looked at",
} as const satisfies Vocabulary;
