import { functionsPage, type Parameter, row, SERIES } from "./row";

/** How the points of one bucket of time become one, in `rollup`. */
export const ROLLUP_METHODS = ["avg", "sum", "min", "max", "count"] as const;
/** `moving_rollup` also takes the median, which its page does not list. */
export const MOVING_ROLLUP_METHODS = [...ROLLUP_METHODS, "median"] as const;

/** @see https://docs.datadoghq.com/metrics/nested-queries/#multilayer-aggregation */
const NESTED = "https://docs.datadoghq.com/metrics/nested-queries/";

const parameters: readonly Parameter[] = [
  { ...SERIES, kind: "operand", repeated: true },
  { name: "keys", kind: "keys", optional: true, called: "tag keys" },
];

/** `the sum of`, with its keys: `the sum, for each cluster, of`. */
const withKeys = (what: string) => [`${what.replace(/ of$/, "")}, for {keys}, of {series}`, `${what} {series}`];

/** `max(q by {cluster,host}, {cluster})`: grouped by the keys; `max(a, b)`: combined group by group. */
const ofSeveral = (what: string) => row(NESTED, parameters, withKeys(what), { groups: "regrouped", values: "kept" });

const combined: Parameter = {
  name: "aggregator",
  kind: "word",
  values: MOVING_ROLLUP_METHODS,
  words: {
    avg: "averaged",
    sum: "added up",
    min: "the lowest value",
    max: "the highest value",
    count: "the number of points",
    median: "the median",
  },
};

/** Functions that make one series of several, or one point of several. */
export const AGGREGATING_FUNCTIONS = {
  avg: ofSeveral("the average of"),
  sum: row(NESTED, parameters, withKeys("the sum of"), { groups: "regrouped", keepsUnit: true }),
  min: ofSeveral("the lowest of"),
  max: ofSeveral("the highest of"),
  count: row(NESTED, parameters, withKeys("the number of series of"), {
    groups: "regrouped",
    values: "not negative",
    takesCounters: true,
    documented: false,
  }),
  stddev: row(NESTED, parameters, withKeys("the standard deviation of"), {
    groups: "regrouped",
    values: "not negative",
    keepsUnit: true,
  }),
  percentile: row(
    NESTED,
    [SERIES, { name: "percentile", kind: "any" }, { name: "keys", kind: "keys", optional: true, called: "tag keys" }],
    withKeys("the percentile {percentile} of"),
    { groups: "regrouped", values: "kept" },
  ),
  rollup: row(
    NESTED,
    [
      SERIES,
      {
        name: "aggregator",
        kind: "word",
        values: [...ROLLUP_METHODS, "stddev"],
        pattern: /^p\d{1,2}(\.\d+)?$/,
        patternText: "a percentile such as p95",
        words: combined.words,
      },
      { name: "interval", kind: "seconds", minimum: 1 },
    ],
    "{series}, {aggregator} in steps of {interval}",
    { keepsUnit: true },
  ),
  moving_rollup: row(
    functionsPage("rollup"),
    [SERIES, { name: "interval", kind: "seconds", minimum: 1 }, combined],
    ["{series}, {aggregator} over a moving window of {interval}", "{series}, {aggregator} over a moving window"],
    { keepsUnit: true },
  ),
} as const;
