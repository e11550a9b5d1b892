import { EvaluationError } from "../../../../datadog/sandbox/evaluate";
import { SeriesStore } from "../../../../datadog/sandbox/series";
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

/** Rules of how monitors and graphs are evaluated, each by an example of its own. */

describe("the window", () => {
  const store = storeOf({ x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });

  test.each([
    ["avg", 8],
    ["sum", 40],
    ["min", 6],
    ["max", 10],
    ["last", 10],
  ])("%s over the five minutes before 00:10", (aggregator, expected) => {
    expect(valueAt(`${aggregator}(last_5m):avg:x{*}`, store, 10 * MINUTE)).toBe(expected);
  });

  test("it begins with its first second and ends before its last", () => {
    expect(valueAt("sum(last_1m):avg:x{*}", store, 5 * MINUTE)).toBe(5);
    expect(valueAt("sum(last_1m):avg:x{*}", store, 5 * MINUTE + 1)).toBe(6);
  });

  test("without points there is no data", () => {
    expect(valueAt("sum(last_5m):avg:x{*}", store, HOUR)).toBeUndefined();
    expect(valueAt("sum(last_5m):avg:y{*}", store, 10 * MINUTE)).toBeUndefined();
    expect(
      monitor("sum(last_5m):avg:y{*}", store)
        .at(0)
        .groups.map(({ key }) => key),
    ).toEqual(["*"]);
  });

  test("a calendar window begins with its hour, day or month, in UTC unless told otherwise", () => {
    const hourly = storeOf({ x: Array(24 * 40).fill(1) }, { step: HOUR });
    expect(valueAt("sum(current_1d):avg:x{*}", hourly, 2 * DAY + 5 * HOUR)).toBe(5);
    // 1970-02-03 00:00: two days of February
    expect(valueAt("sum(current_1mo):avg:x{*}", hourly, 33 * DAY)).toBe(48);
    const evaluator = monitor("sum(current_1d):avg:x{*}", hourly, { windowStart: (time) => time - 3 * HOUR });
    expect([...evaluator.at(2 * DAY).values]).toEqual([3]);
  });

  test("windows over 64 buckets are put together from blocks", () => {
    const values = Array.from({ length: 1000 }, (_, index) => ((index * 7919) % 101) - 50);
    const long = storeOf({ x: values.map((value, index) => (index % 13 === 0 ? null : value)) });
    const present = values.slice(777 - 300, 777).filter((_, index) => (index + 477) % 13 !== 0);
    const sum = present.reduce((before, value) => before + value);
    expect(valueAt("sum(last_5h):avg:x{*}", long, 777 * MINUTE)).toBe(sum);
    expect(valueAt("avg(last_5h):avg:x{*}", long, 777 * MINUTE)).toBeCloseTo(sum / present.length, 12);
    expect(valueAt("min(last_5h):avg:x{*}", long, 777 * MINUTE)).toBe(Math.min(...present));
    expect(valueAt("max(last_5h):avg:x{*}", long, 777 * MINUTE)).toBe(Math.max(...present));
  });
});

describe("scopes", () => {
  const store = storeOf({
    "x{env:prod,host:web-1}": [1],
    "x{env:prod,host:web-2}": [2],
    "x{env:dev,host:db-1}": [4],
    "x{canary,env:staging}": [8],
  });

  test.each([
    ["*", 15],
    ["env:prod", 3],
    ["env:prod,host:web-1", 1],
    ["!env:prod", 12],
    ["host:web-*", 3],
    ["host:*-1", 5],
    ["!host:*", 8],
    ["canary", 8],
    ["!canary,!env:dev", 3],
    ["env:prod OR env:dev", 7],
    ["env:prod AND NOT host:web-1", 2],
    ["env IN (prod, dev)", 7],
    ["env NOT IN (prod, dev)", 8],
    ["env:(dev OR staging)", 12],
    ["(env:prod AND host:web-2) OR canary", 10],
  ])("{%s}", (scope, expected) => {
    expect(valueAt(`sum(last_1m):sum:x{${scope}}`, store, MINUTE)).toBe(expected);
  });

  test("template variables of a dashboard", () => {
    const chosen = (tag: string, value: string) => ({ tag, values: [value] });
    const variables = { env: chosen("env", "prod"), all: chosen("env", "*"), host: chosen("host", "web-2") };
    const over = { store, from: 0, to: MINUTE, variables };
    const sum = (scope: string) => linesOf(`sum:x{${scope}}`, over)["*"]?.[0] ?? 0;
    expect([sum("$env"), sum("$all"), sum("$unknown"), sum("$env,host:$host.value")]).toEqual([3, 15, 15, 2]);
  });
});

describe("groups", () => {
  const store = storeOf({ "x{host:a,env:p}": [1], "x{host:b,env:p}": [3], "x{env:q}": [5] });

  test("a group for each value, of several keys for each combination", () => {
    expect(valuesAt("avg(last_1m):sum:x{*} by {env}", store, MINUTE)).toEqual({ "env:p": 4, "env:q": 5 });
    expect(valuesAt("avg(last_1m):sum:x{*} by {host,env}", store, MINUTE)).toEqual({
      "host:a,env:p": 1,
      "host:b,env:p": 3,
    });
    expect(monitor("avg(last_1m):sum:x{*} by {host,env}", store).at(MINUTE).groups[0]!.tags).toEqual({
      host: "a",
      env: "p",
    });
  });

  test("a series without the tag is left out in monitors and N/A on dashboards", () => {
    expect(valuesAt("avg(last_1m):sum:x{*} by {host}", store, MINUTE)).toEqual({ "host:a": 1, "host:b": 3 });
    expect(linesOf("sum:x{*} by {host}", { store, from: 0, to: MINUTE, interval: MINUTE })).toEqual({
      "host:N/A": [5],
      "host:a": [1],
      "host:b": [3],
    });
  });

  test("an index stays that of its group", () => {
    const late = storeOf({ "x{host:b}": [1], "x{host:a}": [null, 1] });
    const evaluator = monitor("avg(last_1m):sum:x{*} by {host}", late);
    const first = evaluator.at(MINUTE).groups.map(({ key }) => key);
    late.submit({ metric: "x", type: "gauge", tags: ["host:0"], points: [[90, 1]] });
    expect(evaluator.at(2 * MINUTE).groups.map(({ key }) => key)).toEqual([...first, "host:0"]);
  });

  test("brackets group and modify what is in them", () => {
    const counted = storeOf(
      { "e{s:a}": [1], "e{s:b}": [2], "r{s:a}": [4], "r{s:b}": [4] },
      { types: { e: "counter", r: "counter" } },
    );
    expect(valuesAt("sum(last_1m):(sum:e{*} / sum:r{*}) by {s}.as_count()", counted, MINUTE)).toEqual({
      "s:a": 0.25,
      "s:b": 0.5,
    });
  });
});

describe("aggregation over space", () => {
  const store = storeOf({ "x{host:a}": [1, 2], "x{host:b}": [3, null], "x{host:c}": [8, 4] });

  test.each([
    ["avg", [4, 3]],
    ["sum", [12, 6]],
    ["min", [1, 2]],
    ["max", [8, 4]],
    ["count(v: v>=3)", [2, 1]],
  ])("%s", (space, expected) => {
    expect(minutes(`${space}:x{*}`, store, 2)).toEqual(expected);
  });

  test("without an aggregator it is the average", () => expect(minutes("x{*}", store, 1)).toEqual([4]));
});

describe("counts and rates", () => {
  const store = storeOf({ runs: [60, 0, 120], load: [7, 7, 7] }, { types: { runs: "counter" } });

  test("avg of counts averages the buckets that have something", () => {
    const sparse = storeOf({ runs: [4, null, 8] }, { types: { runs: "count" } });
    expect(valueAt("avg(last_5m):sum:runs{*}.as_count()", sparse, 5 * MINUTE)).toBe(6);
  });

  test("as_count() is the count of a bucket, as_rate() the count a second", () => {
    expect(minutes("sum:runs{*}.as_count()", store, 3)).toEqual([60, 0, 120]);
    expect(minutes("sum:runs{*}.as_rate()", store, 3)).toEqual([1, 0, 2]);
    const wide = { store, from: 0, to: 180, interval: 180 };
    expect(linesOf("sum:runs{*}.as_count()", wide)).toEqual({ "*": [180] });
    expect(linesOf("sum:runs{*}.as_rate()", wide)).toEqual({ "*": [1] });
  });

  test("gaps of counts are not interpolated", () => {
    const gaps = storeOf({ "c{h:a}": [6, null, 6], "c{h:b}": [6, 6, 6] }, { types: { c: "count" } });
    expect(minutes("sum:c{*}.as_count()", gaps, 3)).toEqual([12, 6, 12]);
    const gauges = storeOf({ "c{h:a}": [6, null, 6], "c{h:b}": [6, 6, 6] });
    expect(minutes("sum:c{*}.as_count()", gauges, 3)).toEqual([12, 12, 12]);
  });

  test("a count spread over the intervals of its step is whole again", () => {
    for (let count = 1; count < 400; count++) {
      const spread = storeOf({ c: Array(5).fill(count) }, { types: { c: "counter" } });
      expect(valueAt("sum(last_5m):sum:c{*}.as_count()", spread, 5 * MINUTE)).toBe(count * 5);
    }
  });

  test("one as_count() in arithmetic is enough for totals", () => {
    const types = { e: "count", r: "count" } as const;
    const one = storeOf({ e: [1, 3], r: [2, 3] }, { types });
    // (1 + 3) / (2 + 3); point by point it would be 1/2 + 3/3
    expect(valueAt("sum(last_2m):sum:e{*}.as_count() / sum:r{*}", one, 2 * MINUTE)).toBe(0.8);
    expect(valueAt("sum(last_2m):sum:e{*} / sum:r{*}", one, 2 * MINUTE)).toBe(1.5);
  });

  test("the number of errors of which each run has a share", () => {
    expect(valueAt("sum(last_3m):100 * sum:runs{*}.as_count() / 360", store, 3 * MINUTE)).toBe(50);
    expect(valueAt("avg(last_3m):-sum:runs{*}.as_count()", store, 3 * MINUTE)).toBe(-60);
  });
});

describe("interpolation", () => {
  test("a single series is never filled", () => {
    expect(minutes("avg:x{*}", storeOf({ x: [1, null, 3] }), 3)).toEqual([1, null, 3]);
  });

  test("only where another series of the query has a point", () => {
    const store = storeOf({ "x{h:a}": [1, null, null, 4], "x{h:b}": [1, 1, null, 1] });
    expect(minutes("sum:x{*}", store, 4)).toEqual([2, 3, null, 5]);
    expect(linesOf("sum:x{*} by {h}", { store, from: 0, to: 240, interval: 60 })["h:a"]).toEqual([1, 2, null, 4]);
    expect(minutes("sum:x{h:a}", store, 4)).toEqual([1, null, null, 4]);
  });

  test("up to five minutes after a real point", () => {
    const store = storeOf({ "x{h:a}": [0, ...Array(7).fill(null), 8], "x{h:b}": Array(9).fill(0) });
    expect(minutes("sum:x{*}", store, 9)).toEqual([0, 1, 2, 3, 4, 5, 0, 0, 8]);
  });

  test("fill() replaces it", () => {
    const store = storeOf({ "x{h:a}": [2, null, 4], "x{h:b}": [1, 1, 1] });
    const sum = (fill: string) => minutes(`sum:x{*}.fill(${fill})`, store, 3)[1];
    expect([sum("linear"), sum("last"), sum("zero"), sum("null"), sum("10")]).toEqual([4, 3, 1, 1, 11]);
  });
});

describe("rollups", () => {
  const store = storeOf({ x: [1, 5, 3, 7] });

  test.each([
    ["avg", [3, 5]],
    ["sum", [6, 10]],
    ["min", [1, 3]],
    ["max", [5, 7]],
    ["count", [2, 2]],
  ])("rollup(%s, 120)", (method, expected) => {
    expect(linesOf(`avg:x{*}.rollup(${method}, 120)`, { store, from: 0, to: 240 })).toEqual({ "*": expected });
  });

  test("rollup(120) averages, rollup(max) keeps the default length", () => {
    expect(linesOf("avg:x{*}.rollup(120)", { store, from: 0, to: 240 })).toEqual({ "*": [3, 5] });
    expect(graph("avg:x{*}.rollup(max)", { store, from: 0, to: 240 }).interval).toBe(20);
  });

  test("a bucket that began before the range is dropped", () => {
    expect(graph("avg:x{*}.rollup(120)", { store, from: 60, to: 240 })).toMatchObject({ start: 120, length: 1 });
  });
});

describe("arithmetic", () => {
  const store = storeOf({ a: [6, 8], b: [3, 0] });

  test.each([
    ["avg:a{*} + avg:b{*}", [9, 8]],
    ["avg:a{*} - avg:b{*}", [3, 8]],
    ["avg:a{*} * avg:b{*}", [18, 0]],
    ["avg:a{*} / avg:b{*}", [2, null]],
    ["avg:a{*} % 4", [2, 0]],
    ["avg:b{*} ^ 2", [9, 0]],
    ["-avg:a{*}", [-6, -8]],
    ["avg:a{*} - avg:b{*} - 1", [2, 7]],
    ["(avg:a{*} - 2) * 3 / 2", [6, 9]],
    ["1 - avg:nothing{*}", []],
  ])("%s", (query, expected) => {
    expect(minutes(query, store, 2)).toEqual(expected);
  });

  test("several queries on one line are lines of their own", () => {
    const { series } = graph("avg:a{*}, avg:b{*}", { store, from: 0, to: 120, interval: 60 });
    expect(series.map(({ queryIndex, values }) => [queryIndex, ...values])).toEqual([
      [0, 6, 8],
      [1, 3, 0],
    ]);
  });

  test("a formula over named queries", () => {
    const queries = Object.fromEntries(["a", "b"].map((name) => [name, oneExpression(`avg:${name}{*}`)]));
    expect(linesOf("a / b + a", { store, from: 0, to: 120, interval: 60, queries })).toEqual({ "*": [8, null] });
    expect(() => linesOf("a / c", { store, from: 0, to: 60, queries })).toThrow(
      "There is no query named `c`. The queries are a, b.",
    );
  });

  test("a sum of thousands of terms", () => {
    expect(minutes(Array(3000).fill("avg:a{*}").join(" + "), store, 1)).toEqual([18_000]);
  });
});

describe("distributions", () => {
  const store = new SeriesStore({ step: MINUTE });
  for (const [host, values] of [
    ["a", [1, 2, 3]],
    ["b", [10, 20, 30, 40]],
  ] as const) {
    for (const value of values)
      store.sample({ metric: "d", type: "distribution", value, time: 5, tags: [`host:${host}`] });
  }

  test.each([
    ["avg", 106 / 7],
    ["sum", 106],
    ["min", 1],
    ["max", 40],
    ["count", 7],
    ["p50", 10],
    ["p99", 30],
    ["count(v: v>=10)", 4],
  ])("%s is of all samples, not of the hosts' values", (space, expected) => {
    expect(minutes(`${space}:d{*}`, store, 1)).toEqual([expected]);
  });

  test("their counts are counts like any other", () => {
    expect(minutes("count:d{*}.as_rate()", store, 1)).toEqual([7 / 60]);
    const share = "sum(last_5m):count(v: v>100):d{*}.as_count() / count:d{*}.as_count()";
    expect(valueAt(share, store, 5 * MINUTE)).toBe(0);
    const missing = "sum(last_5m):count:d{host:c}.as_count() / count:d{*}.as_count()";
    expect(valueAt(missing, store, 5 * MINUTE)).toBe(0);
  });

  test("by group", () => {
    expect(valuesAt("avg(last_1m):p50:d{*} by {host}", store, MINUTE)).toEqual({ "host:a": 2, "host:b": 20 });
  });
});

describe("require_full_window", () => {
  test("which buckets of a window have data", () => {
    const store = storeOf({ x: [1, 1, null, 1, null, null, 1] });
    const evaluator = monitor("avg(last_5m):avg:x{*}", store);
    evaluator.at(5 * MINUTE);
    expect(evaluator.coverage(5 * MINUTE, 0)).toEqual({
      bucket: 60,
      filled: [true, true, false, true, false],
      full: true,
    });
    expect(evaluator.coverage(7 * MINUTE, 0).full).toBe(false);
  });

  test.each([
    ["last_5m", 60, 5],
    ["last_2h", 600, 12],
    ["last_1d", 3600, 24],
    ["last_1mo", 14_400, 180],
  ])("%s has buckets of %d s", (window, bucket, count) => {
    const store = storeOf({ x: [1] });
    const evaluator = monitor(`avg(${window}):avg:x{*}`, store);
    evaluator.at(30 * DAY);
    const coverage = evaluator.coverage(30 * DAY, 0);
    expect([coverage.bucket, coverage.filled.length]).toEqual([bucket, count]);
  });

  test("three empty buckets are let pass, four are not", () => {
    const x = (values: (number | null)[]) => monitor("avg(last_6m):avg:x{*}", storeOf({ x: values }));
    const full = (values: (number | null)[]) => {
      const evaluator = x(values);
      evaluator.at(6 * MINUTE);
      return evaluator.coverage(6 * MINUTE, 0).full;
    };
    expect(full([1, null, null, null, 1, 1])).toBe(true);
    expect(full([1, null, null, null, null, 1])).toBe(false);
    expect(full([null, 1, 1, 1, 1, 1])).toBe(false);
  });

  test("a ratio has data where one of its sides has", () => {
    const store = storeOf({ e: [null, 1], r: [1, null] });
    const evaluator = monitor("sum(last_3m):sum:e{*}.as_count() / sum:r{*}.as_count()", store);
    evaluator.at(3 * MINUTE);
    expect(evaluator.coverage(3 * MINUTE, 0).filled).toEqual([true, true, false]);
  });
});

describe("explanations", () => {
  test("which points, and what was made of them", () => {
    const store = storeOf({ e: [1, 2], r: [10, 20] }, { types: { e: "count", r: "count" } });
    const evaluator = monitor("sum(last_2m):sum:e{*}.as_count() / sum:r{*}.as_count()", store);
    expect(evaluator.explain(2 * MINUTE, "*")).toMatchObject({
      from: 0,
      value: 0.1,
      steps: [
        {
          expression: "sum:e{*}.as_count()",
          how: "sum",
          value: 3,
          points: [
            { time: 0, value: 1 },
            { time: 60, value: 2 },
          ],
        },
        { expression: "sum:r{*}.as_count()", how: "sum", value: 30 },
        { expression: "sum:e{*}.as_count() / sum:r{*}.as_count()", how: "/", value: 0.1 },
      ],
    });
  });

  test("point by point, the points of each metric come first", () => {
    const store = storeOf({ a: [4, 9], b: [2, 3] });
    const { steps, value } = monitor("max(last_2m):avg:a{*} / avg:b{*}", store).explain(2 * MINUTE, 0);
    expect(steps.map(({ how, points }) => [how, ...(points ?? []).map((point) => point.value)])).toEqual([
      ["points", 4, 9],
      ["points", 2, 3],
      ["max", 2, 3],
    ]);
    expect(value).toBe(3);
  });

  test("a group that does not exist", () => {
    const evaluator = monitor("max(last_2m):avg:a{*} by {h}", storeOf({ "a{h:x}": [1] }));
    expect(() => evaluator.explain(60, "h:y")).toThrow('There is no group "h:y" in this monitor: they are h:x.');
  });
});

describe("mistakes in a monitor show when it is compiled", () => {
  test.each([
    ["median(last_5m):avg:x{*}", "median(…) is not a time aggregator."],
    ["avg(last_5m):clamp_min(avg:x{*}, 'high')", "the threshold of clamp_min() is not a number"],
    ["avg(last_5m):avg:x{$env}", "$env has no value here: only dashboards have template variables."],
    ["avg(last_5m):reduce(avg:x{*})", "what reduce() does is not documented"],
    [
      'formula("a").last("5m").anomaly(direction="above")',
      ".anomaly() of a formula monitor cannot be evaluated: Datadog does not document what it compares.",
    ],
  ])("%s", (query, message) => {
    expect(() => monitor(query, new SeriesStore())).toThrow(EvaluationError);
    expect(() => monitor(query, new SeriesStore())).toThrow(message);
  });
});
