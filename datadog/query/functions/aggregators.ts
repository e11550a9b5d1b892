import { own } from "../../json";

/** How many become one: series over space, points over time. */

/** One space aggregator, the word before a metric: `sum:`. */
export interface SpaceAggregatorRow {
  /** What it makes of a metric: `the sum of`. */
  readonly sentence: string;
  /** The same where a modifier says the unit: `the total` (count of …). @default the sentence alone */
  readonly withUnit?: string;
  /** Whether the result is never negative, whatever the values are. */
  readonly neverNegative: boolean;
  /** Whether the result has the unit of the metric. */
  readonly keepsUnit: boolean;
}

const kept = { neverNegative: false, keepsUnit: true } as const;

/**
 * Space aggregators: how the series of a metric become one per group. `p50` to `p99.9` are percentiles besides.
 * @see https://docs.datadoghq.com/metrics/#space-aggregation
 */
export const AGGREGATORS = {
  avg: { sentence: "the average of", withUnit: "the average", ...kept },
  sum: { sentence: "the sum of", withUnit: "the total", ...kept },
  min: { sentence: "the lowest", withUnit: "the lowest", ...kept },
  max: { sentence: "the highest", withUnit: "the highest", ...kept },
  count: { sentence: "the number of points of", neverNegative: true, keepsUnit: false },
  stddev: {
    sentence: "the standard deviation of",
    withUnit: "the standard deviation of the",
    neverNegative: true,
    keepsUnit: true,
  },
  histogram: { sentence: "the distribution of", withUnit: "the distribution of the", ...kept },
} as const satisfies Readonly<Record<string, SpaceAggregatorRow>>;

export type SpaceAggregatorName = keyof typeof AGGREGATORS;

/** One time aggregator, the first word of a metric monitor: `avg(last_5m):`. */
export interface TimeAggregatorRow {
  /** What it makes of the points of a window: `averaged`. */
  readonly sentence: string;
  /** The same where counts are aggregated before they are combined. @default the sentence */
  readonly ofCounts?: string;
}

/**
 * Time aggregators: what a monitor makes of the points of its window.
 * @see https://docs.datadoghq.com/monitors/types/metric/#set-alert-conditions
 */
export const TIME_AGGREGATORS = {
  avg: { sentence: "averaged", ofCounts: "each count averaged" },
  sum: { sentence: "added up", ofCounts: "each count added up" },
  min: { sentence: "at its lowest", ofCounts: "each count at its lowest" },
  max: { sentence: "at its highest", ofCounts: "each count at its highest" },
  percentile: { sentence: "taken" },
  last: { sentence: "at its last value" },
  stddev: { sentence: "as its standard deviation" },
} as const satisfies Readonly<Record<string, TimeAggregatorRow>>;

export type TimeAggregatorName = keyof typeof TIME_AGGREGATORS;

/** `p50`, `p75`, `p95`, `p99`, `p99.9`: a percentile of a distribution. */
export const isPercentile = (aggregator: string) => /^p\d{1,2}(\.\d+)?$/.test(aggregator);

const SPACE_ROWS: Readonly<Record<string, SpaceAggregatorRow>> = AGGREGATORS;
const TIME_ROWS: Readonly<Record<string, TimeAggregatorRow>> = TIME_AGGREGATORS;

/** What is known of the space aggregator of this name; nothing for percentiles and for names that are not known. */
export const aggregatorRow = (name: string): SpaceAggregatorRow | undefined => own(SPACE_ROWS, name);

/** What is known of the time aggregator of this name; nothing for a name that is not known. */
export const timeAggregatorRow = (name: string): TimeAggregatorRow | undefined => own(TIME_ROWS, name);
