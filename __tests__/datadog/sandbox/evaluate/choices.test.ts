import { EvaluationError } from "../../../../datadog/sandbox/evaluate";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { choicesUnder } from "../../../choices";
import {
  DAY,
  graph,
  HOUR,
  linesOf,
  MINUTE,
  minutes,
  monitor,
  oneExpression,
  storeOf,
  valueAt,
  valuesAt,
} from "./support";

/** One test a row of the table in docs/evaluation.md, by its first column. */
const CHOICES: Readonly<Record<string, () => void>> = {
  "buckets inside a window": () => {
    // at 5:30 the window holds the points from 1:00 to 5:00, at 6:30 those from 2:00 to 5:00
    const store = storeOf({ x: [1, 1, 1, 1, 1, 100] });
    expect(valueAt("sum(last_5m):avg:x{*}", store, 5 * MINUTE + 30)).toBe(104);
    expect(valueAt("sum(last_5m):avg:x{*}", store, 6 * MINUTE + 30)).toBe(103);
    expect(valueAt("sum(last_3m):avg:x{*}", storeOf({ x: [1, 2] }, { step: 120 }), 4 * MINUTE)).toBe(2);
    // points at :45 of each minute: five of them in the window that begins at 0:30
    const late = storeOf({ x: [1, 2, 3, 4, 5, 100] }, { start: 45 });
    expect(valueAt("sum(last_5m):avg:x{*}", late, 5 * MINUTE + 30)).toBe(15);
  },
  "several points in a bucket": () => {
    const store = new SeriesStore({ step: MINUTE });
    store.submit({
      metric: "x",
      type: "gauge",
      points: [
        [0, 1],
        [10, 5],
        [20, 3],
      ],
    });
    expect(valueAt("max(last_1m):avg:x{*}", store, MINUTE)).toBe(5);
    expect(valueAt("min(last_1m):avg:x{*}", store, MINUTE)).toBe(1);
    expect(valueAt("sum(last_1m):avg:x{*}", store, MINUTE)).toBe(9);
    expect(valueAt("avg(last_1m):avg:x{*}", store, MINUTE)).toBe(3);
    expect(valueAt("last(last_1m):avg:x{*}", store, MINUTE)).toBe(3);
    expect(minutes("max:x{*}", store, 1)).toEqual([3]);
  },
  "sums of rates": () => {
    const store = storeOf({ runs: [60, 60, 60, 60, 60] }, { types: { runs: "counter" } });
    expect(valueAt("sum(last_5m):sum:runs{*}.as_count()", store, 5 * MINUTE)).toBe(300);
    expect(valueAt("sum(last_5m):sum:runs{*}", store, 5 * MINUTE)).toBeCloseTo(30, 9);
    expect(valueAt("avg(last_5m):sum:runs{*}", store, 5 * MINUTE)).toBeCloseTo(1, 9);
  },
  "as_rate()": () => {
    const counts = { x: [30, 60] };
    expect(minutes("sum:x{*}.as_rate()", storeOf(counts, { types: { x: "count" } }), 2)).toEqual([0.5, 1]);
    expect(minutes("sum:x{*}.as_rate()", storeOf(counts, { types: { x: "counter" } }), 2)).toEqual([0.5, 1]);
  },
  "interpolated types": () => {
    const stories = { "x{host:a}": [1, null, 3], "x{host:b}": [10, 10, 10] };
    expect(minutes("sum:x{*}", storeOf(stories), 3)).toEqual([11, 12, 13]);
    for (const type of ["rate", "count"] as const) {
      expect(minutes("sum:x{*}", storeOf(stories, { types: { x: type } }), 3)).toEqual([11, 10, 13]);
    }
  },
  "interpolation at the edges": () => {
    const store = storeOf({ "x{host:a}": [1, null, 3], "x{host:b}": [10, 10, 10] });
    expect(linesOf("sum:x{*}", { store, from: MINUTE, to: 3 * MINUTE, interval: MINUTE })).toEqual({ "*": [10, 13] });
    expect(valueAt("sum(last_2m):sum:x{*}", store, 3 * MINUTE)).toBe(23);
    expect(valueAt("sum(last_3m):sum:x{*}", store, 3 * MINUTE)).toBe(36);
  },
  "fill() at the edges": () => {
    const store = storeOf({ x: [7, null, null] });
    expect(valueAt("sum(last_2m):sum:x{*}.fill(last)", store, 3 * MINUTE)).toBe(14);
    expect(valueAt("sum(last_2m):sum:x{*}.fill(last, 60)", store, 3 * MINUTE)).toBe(7);
    expect(valueAt("sum(last_2m):sum:x{*}.fill(null)", store, 3 * MINUTE)).toBeUndefined();
  },
  "fill() past its limit": () => {
    const store = storeOf({ x: [7, ...Array(14).fill(null)] });
    expect(valueAt("sum(last_15m):sum:x{*}.fill(last)", store, 15 * MINUTE)).toBe(42);
    expect(valueAt("sum(last_15m):sum:x{*}.fill(last, 900)", store, 15 * MINUTE)).toBe(105);
  },
  "missing counts": () => {
    const types = { errors: "counter", runs: "counter", load: "gauge" } as const;
    const store = storeOf({ runs: [10, 10], load: [null, 4] }, { types });
    expect(valueAt("sum(last_2m):sum:errors{*}.as_count() / sum:runs{*}.as_count()", store, 2 * MINUTE)).toBe(0);
    expect(
      valueAt("sum(last_2m):sum:runs{*}.as_count() / sum:errors{*}.as_count()", store, 2 * MINUTE),
    ).toBeUndefined();
    expect(
      valueAt("sum(last_2m):sum:errors{*}.as_count() + sum:nothing{*}.as_count()", store, 2 * MINUTE),
    ).toBeUndefined();
    expect(valueAt("sum(last_2m):sum:runs{*}.as_count() + avg:gone{*}", store, 2 * MINUTE)).toBeUndefined();
    expect(minutes("sum:runs{*}.as_count() + sum:errors{*}.as_count()", store, 3)).toEqual([10, 10, 0]);
    expect(minutes("sum:errors{*}.as_rate() - avg:load{*}", store, 2)).toEqual([null, -4]);
  },
  "groups of two operands": () => {
    const store = storeOf({ "part{stage:a}": [2], "part{stage:b}": [3], "whole{stage:a}": [10], total: [100] });
    expect(valuesAt("avg(last_1m):avg:part{*} by {stage} / avg:whole{*} by {stage}", store, MINUTE)).toEqual({
      "stage:a": 0.2,
    });
    expect(valuesAt("avg(last_1m):avg:part{*} by {stage} / avg:total{*}", store, MINUTE)).toEqual({
      "stage:a": 0.02,
      "stage:b": 0.03,
    });
  },
  "rollups of different lengths": () => {
    const store = storeOf({ a: [1, 1, 1, 1], b: [10, 20, 30, 40] });
    const { interval, series } = graph("sum:a{*}.rollup(sum, 60) / max:b{*}.rollup(max, 120)", {
      store,
      from: 0,
      to: 4 * MINUTE,
    });
    expect({ interval, values: [...series[0]!.values] }).toEqual({ interval: 120, values: [0.1, 0.05] });
  },
  "the last bucket of a rollup": () => {
    const store = storeOf({ x: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1] });
    const query = "max(last_5m):sum:x{*}.rollup(sum, 300)";
    expect(valueAt(query, store, 8 * MINUTE)).toBe(3);
    expect(valueAt(query, store, 8 * MINUTE, 13 * MINUTE)).toBe(5);
    const over = { store, from: 0, to: 8 * MINUTE };
    expect(linesOf("sum:x{*}.rollup(sum, 300)", over)).toEqual({ "*": [5, 3] });
  },
  "functions on totals": () => {
    const store = storeOf({ errors: [1, 9], runs: [10, 10] }, { types: { errors: "counter", runs: "counter" } });
    const ratio = "sum:errors{*}.as_count() / sum:runs{*}.as_count()";
    expect(valueAt(`sum(last_2m):clamp_min(${ratio}, 0.6)`, store, 2 * MINUTE)).toBe(0.6);
    expect(valueAt(`sum(last_2m):default_zero(${ratio})`, store, HOUR)).toBe(0);
    expect(valueAt(`sum(last_2m):default_zero(${ratio})`, store, 2 * MINUTE)).toBe(0.5);
    // 0.1 and 0.9, added up point by point
    expect(valueAt(`sum(last_2m):cumsum(${ratio})`, store, 2 * MINUTE)).toBeCloseTo(1.1, 9);
  },
  "changes of counts": () => {
    const store = storeOf({ x: [1, 3, 4, 0] }, { types: { x: "counter" } });
    // 4 and 4; point by point it would be 300 % and -100 %
    expect(valueAt("pct_change(sum(last_2m),last_2m):sum:x{*}.as_count()", store, 4 * MINUTE)).toBe(0);
    expect(valueAt("pct_change(sum(last_2m),last_2m):sum:x{*}.as_rate()", store, 4 * MINUTE)).toBeCloseTo(200, 9);
  },
  "default_zero() in an empty window": () => {
    const store = storeOf({ x: [1] });
    expect(valueAt("avg(last_5m):default_zero(avg:x{*})", store, 20 * MINUTE)).toBe(0);
    expect(valueAt("avg(last_5m):default_zero(avg:never{*})", store, 20 * MINUTE)).toBe(0);
    // the quotient of two zeros is missing
    const quotient = "avg(last_5m):default_zero(avg:x{*}) / default_zero(avg:y{*})";
    expect(valueAt(quotient, store, 20 * MINUTE)).toBeUndefined();
  },
  "default_zero() by group": () => {
    const store = storeOf({ "x{host:a}": [1], "x{host:b}": [...Array(30).fill(null), 1] });
    const query = "avg(last_5m):default_zero(avg:x{*} by {host})";
    expect(valuesAt(query, store, 20 * MINUTE)).toEqual({ "host:a": 0 });
    expect(valuesAt(query, store, HOUR)).toEqual({ "host:a": 0, "host:b": 0 });
    expect(valuesAt(query, store, DAY + 10 * MINUTE)).toEqual({ "host:b": 0 });
  },
  "monotonic_diff() of a fall": () => {
    expect(minutes("monotonic_diff(sum:x{*})", storeOf({ x: [5, 7, 1, 4] }), 4)).toEqual([null, 2, 0, 3]);
  },
  "integral()": () => {
    expect(minutes("integral(sum:x{*})", storeOf({ x: [5, 2, null, 1] }), 4)).toEqual([0, 120, null, 240]);
  },
  "the first points of a function": () => {
    const store = storeOf({ x: [1, 2, 4, 8] });
    expect(valueAt("sum(last_2m):diff(sum:x{*})", store, 4 * MINUTE)).toBe(4);
    expect(valueAt("max(last_2m):cumsum(sum:x{*})", store, 4 * MINUTE)).toBe(12);
    expect(valueAt("max(last_2m):moving_rollup(sum:x{*}, 240, 'sum')", store, 4 * MINUTE)).toBe(15);
    expect(valueAt("max(last_2m):timeshift(sum:x{*}, -120)", store, 4 * MINUTE)).toBe(2);
  },
  ewma: () => {
    // span 3: half of the new point, half of what was before
    expect(minutes("ewma_3(sum:x{*})", storeOf({ x: [8, 4, 2] }), 3)).toEqual([8, 6, 4]);
  },
  "smoothing over gaps": () => {
    expect(minutes("median_3(sum:x{*})", storeOf({ x: [9, 1, null, 5, 7] }), 5)).toEqual([9, 5, null, 5, 5]);
  },
  "count_nonzero() without data": () => {
    const store = storeOf({ "x{host:a}": [1, 0, null], "x{host:b}": [1, 2, null] });
    expect(minutes("count_nonzero(sum:x{*} by {host})", store, 3)).toEqual([2, 1, null]);
  },
  "count of what is no distribution": () => {
    expect(minutes("count:x{*}", storeOf({ "x{host:a}": [5, 5], "x{host:b}": [7, null] }), 2)).toEqual([2, 1]);
  },
  "percentiles of what is no distribution": () => {
    const store = storeOf({ x: [1, 2] });
    const { series, notes } = graph("p95:x{*}", { store, from: 0, to: 2 * MINUTE });
    expect(series).toEqual([]);
    expect(notes[0]!.text).toMatch(/^p95:x has no values .* only distributions keep the samples/);
  },
  "percentile ranks": () => {
    const store = samplesOf(Array.from({ length: 10 }, (_, index) => index + 1));
    expect(minutes("p50:x{*}", store, 1)).toEqual([5]);
    expect(minutes("p95:x{*}", store, 1)).toEqual([9]);
  },
  "percentile(window)": () => {
    const store = new SeriesStore({ step: MINUTE });
    for (const [minute, value] of [1, 1, 1, 1, 100].entries()) {
      store.sample({ metric: "x", type: "distribution", value, time: minute * MINUTE });
    }
    expect(valueAt("percentile(last_5m):p50:x{*}", store, 5 * MINUTE)).toBe(1);
    expect(valueAt("avg(last_5m):p50:x{*}", store, 5 * MINUTE)).toBeCloseTo(20.8, 9);
  },
  "distributions of many samples": () => {
    const store = samplesOf(Array.from({ length: 10_000 }, (_, index) => index + 1));
    const [median] = minutes("p50:x{*}", store, 1);
    expect(Math.abs(median! - 5000) / 5000).toBeLessThan(0.011);
    for (const [query, expected] of [
      ["count", 10_000],
      ["sum", 50_005_000],
      ["avg", 5000.5],
      ["max", 10_000],
      ["min", 1],
    ]) {
      expect([query, ...minutes(`${query}:x{*}`, store, 1)]).toEqual([query, expected]);
    }
  },
  stddev: () => {
    expect(valueAt("stddev(last_4m):avg:x{*}", storeOf({ x: [2, 4, 4, 6] }), 4 * MINUTE)).toBeCloseTo(Math.SQRT2, 9);
    expect(minutes("stddev:x{*}", storeOf({ "x{h:a}": [2], "x{h:b}": [6] }), 1)).toEqual([2]);
  },
  "formula monitors": () => {
    const store = storeOf({ x: [1, 2, 3], y: [4, 4, 4] });
    const queries = { a: oneExpression("sum:x{*}.as_count()"), b: oneExpression("avg:y{*}") };
    const at = (query: string) => [...monitor(`${query} > 0`, store, { queries }).at(3 * MINUTE).values];
    expect(at('formula("a").last("3m")')).toEqual([6]);
    expect(at('formula("b").last("3m")')).toEqual([4]);
    expect(at('formula("b").rollup("sum").last("3m")')).toEqual([12]);
  },
  "a second that comes twice": () => {
    const store = storeOf({ x: [1] });
    store.submit({ metric: "x", type: "gauge", interval: MINUTE, points: [[0, 5]] });
    expect(minutes("sum:x{*}", store, 1)).toEqual([5]);
  },
  "what is not finite": () => {
    const store = storeOf({ x: [Number.NaN, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], y: [0, 0, 0, 0] });
    expect(minutes("sum:x{*}", store, 4)).toEqual([null, 1, null, null]);
    expect(linesOf("sum:x{*} / sum:y{*}", { store, from: 0, to: 240 })).toEqual({});
    expect(minutes("log10(sum:y{*})", store, 4)).toEqual([]);
    expect(minutes("sum:x{*} * 10 ^ 308 * 10 + 1", store, 2)).toEqual([]);
  },
  "zeros after a counter": () => {
    const store = storeOf({ x: [6, ...Array(9).fill(null)] }, { types: { x: "counter" } });
    // the last sample is in the interval from 0:50; zeros go on to that from 5:50
    expect(minutes("sum:x{*}.as_count()", store, 10)).toEqual([6, 0, 0, 0, 0, 0, null, null, null, null]);
  },
  "more than 1500 points": () => {
    const over = { store: storeOf({ x: [1] }), from: 0, to: 30 * DAY };
    expect(graph("sum:x{*}.rollup(sum, 60)", over).interval).toBe(29 * MINUTE);
    expect(graph("sum:x{*}", { ...over, interval: 1 }).interval).toBe(1728);
    expect(graph("sum:x{*}", { ...over, to: 365 * DAY }).interval).toBe(8 * HOUR);
  },
  "calendar rollups": () => {
    const store = storeOf({ x: [1, 2, 3, 4] }, { step: DAY / 2 });
    expect(linesOf("sum:x{*}.rollup(sum, daily)", { store, from: 0, to: 2 * DAY })).toEqual({ "*": [3, 7] });
    expect(() => graph("sum:x{*}.rollup(sum, monthly)", { store, from: 0, to: DAY })).toThrow(EvaluationError);
  },
  "weighted()": () => {
    const store = storeOf({ "x{pod:a}": [10, 10, 10, 10], "x{pod:b}": [10, 10] });
    const over = { store, from: 0, to: 240, interval: 240 };
    expect(linesOf("sum:x{*}.weighted()", over)).toEqual({ "*": [15] });
    expect(linesOf("sum:x{*}", over)).toEqual({ "*": [20] });
  },
  "by {*}": () => {
    const store = storeOf({ "x{env:p,host:a}": [1], "x{env:p,host:b}": [3], "y{host:a}": [2], "y{host:b}": [4] });
    expect(valuesAt("avg(last_1m):avg:x{*} by {*}", store, MINUTE)).toEqual({ "env:p,host:a": 1, "env:p,host:b": 3 });
    const joined = { "env:p,host:a": 0.5, "env:p,host:b": 0.75 };
    expect(valuesAt("avg(last_1m):avg:x{*} by {*} / avg:y{*} by {host}", store, MINUTE)).toEqual(joined);
    expect(valuesAt("avg(last_1m):avg:x{*} by {*} / avg:x{*} by {*}", store, MINUTE)).toEqual({
      "env:p,host:a": 1,
      "env:p,host:b": 1,
    });
    const shares = { "env:p,host:a": 4, "env:p,host:b": 4 / 3 };
    expect(valuesAt("avg(last_1m):sum:x{*} / sum:x{*} by {*}", store, MINUTE)).toEqual(shares);
  },
  "formulas over logs and events": () => {
    const outside = (value: number) => ({
      groupKeys: [],
      zero: true,
      how: "count",
      at: () => [{ group: { key: "*", tags: {} }, value }],
    });
    const options = { outside: { a: outside(3), b: outside(4) } };
    expect(monitor('formula("abs(-a) / b").last("5m")', storeOf({}), options).at(300).values).toEqual(
      Float64Array.of(0.75),
    );
    expect(() => monitor('formula("cumsum(a)").last("5m")', storeOf({}), options)).toThrow(
      "only queries over metrics have points",
    );
  },
  "a tag with several values": () => {
    const store = storeOf({ "x{team:a,team:b}": [1] });
    expect(valuesAt("avg(last_1m):avg:x{*} by {team}", store, MINUTE)).toEqual({ "team:a": 1, "team:b": 1 });
  },
  "rankings that are equal": () => {
    const hosts = ["g", "c", "a", "f", "b", "e", "d"];
    const store = storeOf(Object.fromEntries(hosts.map((host) => [`x{host:${host}}`, [1]])));
    const groups = Object.keys(linesOf("top(avg:x{*} by {host}, 5, 'max', 'desc')", { store, from: 0, to: MINUTE }));
    expect(groups).toEqual(["host:a", "host:b", "host:c", "host:d", "host:e"]);
  },
  "anomalies()": () => expect(notesOf("anomalies(avg:x{*}, 'basic', 2)")).toEqual(["anomalies"]),
  "outliers()": () => expect(notesOf("outliers(avg:x{*} by {host}, 'DBSCAN', 2)")).toEqual(["outliers"]),
  "forecast()": () => expect(notesOf("forecast(avg:x{*}, 'linear', 1)")).toEqual(["forecast"]),
  "trends and autosmooth()": () => {
    for (const name of ["robust_trend", "piecewise_constant", "autosmooth"])
      expect(notesOf(`${name}(avg:x{*})`)).toEqual([name]);
  },
  "reduce()": () => {
    expect(() => notesOf("reduce(avg:x{*}, 'max')")).toThrow(
      "reduce() cannot be evaluated: what reduce() does is not documented.",
    );
  },
};

function samplesOf(values: readonly number[]): SeriesStore {
  const store = new SeriesStore({ step: MINUTE });
  for (const value of values) store.sample({ metric: "x", type: "distribution", value, time: 0 });
  return store;
}

const notesOf = (query: string) =>
  graph(query, { store: storeOf({ "x{host:a}": [1, 2, 3] }), from: 0, to: 180 }).notes.map(({ subject }) => subject);

const table = choicesUnder("Where Datadog's behavior is not documented");

test("the table has a test for each row, and no test is without one", () => {
  expect(Object.keys(CHOICES).sort()).toEqual([...table].sort());
});

test.each(Object.entries(CHOICES))("%s", (_, check) => check());
