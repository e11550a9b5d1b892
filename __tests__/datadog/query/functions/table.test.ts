import {
  bind,
  CHAINS,
  FUNCTIONS,
  type FunctionName,
  functionRow,
  isFunctionName,
  MODIFIERS,
  parseFormula,
  parseMetricQuery,
  type Signature,
} from "../../../../datadog/query";
import type { FunctionCall, MetricQuery } from "../../../../datadog/query/nodes";
import { read } from "../read";

const rows: readonly (readonly [string, Signature])[] = [
  ...Object.entries(FUNCTIONS),
  ...Object.entries(MODIFIERS),
  ...Object.entries(CHAINS).flatMap(([head, links]) =>
    Object.entries(links).map(([name, link]) => [`${head} .${name}()`, link] as const),
  ),
];

test.each(rows)("%s has parameters of different names, a page, and defaults that it takes", (_, row) => {
  const names = row.parameters.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(row.page).toMatch(/^https:\/\/docs\.datadoghq\.com\//);
  for (const { values, default: value } of row.parameters) {
    if (values && value !== undefined) expect(values).toContain(value);
  }
});

test.each(rows)("%s speaks in its sentences of parameters that it has", (_, { sentences, parameters }) => {
  const names = ["series", "settings", ...parameters.map(({ name }) => name)];
  for (const [, name] of sentences.join().matchAll(/\{(\w+)\}/g)) expect(names).toContain(name);
});

// https://docs.datadoghq.com/dashboards/functions/ and the pages below it
const documented = [
  ...["abs", "log2", "log10", "cumsum", "integral", "default_zero", "exclude_null"],
  ...["clamp_min", "clamp_max", "cutoff_min", "cutoff_max", "count_nonzero", "count_not_null"],
  ...["per_second", "per_minute", "per_hour", "dt", "diff", "monotonic_diff", "derivative", "throughput"],
  ...["autosmooth", "ewma_3", "ewma_5", "ewma_10", "ewma_20", "median_3", "median_5", "median_7", "median_9"],
  ...["rollingavg_5", "rollingavg_13", "rollingavg_21", "rollingavg_29"],
  ...["robust_trend", "trend_line", "piecewise_constant", "moving_rollup", "timeshift", "calendar_shift"],
  ...["hour_before", "day_before", "week_before", "month_before"],
  ...["top", "bottom10_min", "top5_mean", "bottom20_max", "top15_last", "top10_area", "top5_l2norm"],
  ...["anomalies", "outliers", "forecast"],
];

test.each(documented)("%s is known as documented", (name) => expect(functionRow(name)?.documented).toBe(true));

test("names are literal types, so that a record over them must be whole", () => {
  const names: readonly FunctionName[] = ["ewma_10", "top5_max", "bottom20", "rollingavg_29", "median_9"];
  expect(names.every(isFunctionName)).toBe(true);
  // @ts-expect-error: no function of this name
  const wrong: FunctionName = "ewma_4";
  expect(isFunctionName(wrong)).toBe(false);
  expect(isFunctionName("constructor")).toBe(false);
});

const bound = (text: string) => {
  const node = read(parseFormula, text) as FunctionCall;
  const { given, surplus, missing } = bind(functionRow(node.name)?.parameters ?? [], node.args);
  return { given: [...given.keys()], surplus: surplus.length, missing: missing.map(({ name }) => name) };
};

test("arguments are parameters by their place or by their name", () => {
  expect(bound("top(q, 10, 'mean', 'desc')").given).toEqual(["series", "limit", "by", "dir"]);
  expect(bound("anomalies(q, 'agile', 2, interval=60, direction='both')").given).toEqual([
    ...["series", "algorithm", "deviations", "interval", "direction"],
  ]);
  expect(bound("max(a, b, {host})")).toEqual({ given: ["series", "keys"], surplus: 0, missing: [] });
  expect(bound("outliers(q, 'DBSCAN')").missing).toEqual(["tolerance"]);
  expect(bound("abs(q, 3)").surplus).toBe(1);
});

const rollup = (text: string) => {
  const node = read(parseMetricQuery, `avg:x{*}${text}`) as MetricQuery;
  const { given, surplus } = bind(MODIFIERS.rollup.parameters, node.modifiers[0]?.args ?? []);
  return [...[...given].map(([name, args]) => `${name} ${args.length}`), surplus.length];
};

test("an argument that may be left out is passed over for what only a later one takes", () => {
  expect(rollup(".rollup(60)")).toEqual(["interval 1", 0]);
  expect(rollup(".rollup(sum, 60)")).toEqual(["aggregator 1", "interval 1", 0]);
  expect(rollup(".rollup(sum, daily, 'UTC')")).toEqual(["aggregator 1", "interval 1", "calendar 1", 0]);
  expect(rollup(".rollup(avg, 60, 30)")).toEqual(["aggregator 1", "interval 1", 1]);
});
