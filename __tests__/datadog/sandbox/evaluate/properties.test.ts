import fc from "fast-check";
import { evaluateExpression, windowEvaluator } from "../../../../datadog/sandbox/evaluate";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { graph, linesOf, MINUTE, monitor, oneExpression, parsed } from "./support";

/** What holds of every evaluation, whatever the query and the points. */

const QUERIES = [
  "sum(last_5m):sum:a{*}.as_count() > 0",
  "avg(last_5m):avg:a{*} by {host} > 0",
  "max(last_7m):max:a{*} by {host} / avg:b{*} > 0",
  "sum(last_5m):sum:a{*}.as_count() / sum:b{*}.as_count() > 0",
  "min(last_10m):ewma_3(avg:a{*}) > 0",
  "avg(last_5m):diff(sum:a{*} by {host}) > 0",
  "sum(last_6m):sum:a{*}.rollup(sum, 120) > 0",
  "avg(last_90m):avg:a{*} > 0",
  "avg(last_5m):top(avg:a{*} by {host}, 5, 'max', 'desc') > 0",
  "change(avg(last_5m),last_5m):avg:a{*} > 0",
  "avg(last_10m):anomalies(avg:a{*}, 'basic', 2) > 0",
  "avg(last_10m):outliers(avg:a{*} by {host}, 'MAD', 3) > 0",
  "max(next_1h):forecast(avg:a{*}, 'linear', 1, interval='60m') > 0",
  "percentile(last_5m):p95:d{*} by {host} > 0",
  "avg(last_5m):default_zero(avg:a{*}) > 0",
] as const;

interface Point {
  readonly metric: "a" | "b" | "d";
  readonly host: string;
  readonly time: number;
  readonly value: number;
}

const point: fc.Arbitrary<Point> = fc.record({
  metric: fc.constantFrom("a" as const, "b" as const, "d" as const),
  host: fc.constantFrom("x", "y", "z"),
  time: fc.integer({ min: 0, max: 240 }).map((minute) => minute * MINUTE),
  value: fc.integer({ min: -9, max: 99 }),
});

const points = fc.uniqueArray(point, {
  selector: ({ metric, host, time }) => `${metric} ${host} ${time}`,
  minLength: 20,
  maxLength: 90,
  size: "max",
});

function storeOf(list: readonly Point[], extraTags: readonly string[] = []): SeriesStore {
  const store = new SeriesStore({ step: MINUTE });
  for (const { metric, host, time, value } of list) {
    const tags = [...extraTags, `host:${host}`];
    const type = metric === "d" ? "distribution" : metric === "b" ? "count" : "gauge";
    store.submit({ metric, type, interval: MINUTE, tags, points: [[time, value]] });
  }
  return store;
}

type Values = Record<string, number>;

function values(query: string, store: SeriesStore, time: number): Values {
  const result = windowEvaluator(parsed(query), store).at(time);
  return Object.fromEntries(
    result.groups.flatMap(({ key }, index) =>
      Number.isNaN(result.values[index]!) ? [] : [[key, result.values[index]!]],
    ),
  );
}

const close = (one: Values, other: Values) => {
  expect(Object.keys(one).sort()).toEqual(Object.keys(other).sort());
  for (const [key, value] of Object.entries(one)) {
    expect(Math.abs(value - other[key]!)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
  }
};

const time = fc.integer({ min: 1, max: 250 }).map((minute) => minute * MINUTE);
/** Those whose history, or whose memory of groups, goes beyond the window. */
const LOOKING_BACK = /anomalies|forecast|change|default_zero/;

test.each(QUERIES)("in whatever order points and tags arrive: %s", (query) => {
  fc.assert(
    fc.property(points, time, (list, at) => {
      const mixed = [...list].sort(
        (one, other) => ((one.value * 31 + one.time) % 17) - ((other.value * 31 + other.time) % 17),
      );
      const one = storeOf(list, ["env:p", "zone:1"]);
      const other = storeOf(mixed, ["zone:1", "env:p"]);
      close(values(query, other, at), values(query, one, at));
    }),
    { numRuns: 12 },
  );
});

test.each(QUERIES.filter((query) => !LOOKING_BACK.test(query)))(
  "a point outside the window changes nothing: %s",
  (query) => {
    const minutes = Number(/last_(\d+)m/.exec(query)?.[1]);
    fc.assert(
      fc.property(points, time, fc.array(point, { minLength: 1, maxLength: 20 }), (list, at, others) => {
        const outside = others.filter(({ time: when }) => when < at - minutes * MINUTE || when >= at);
        const before = values(query, storeOf(list), at);
        const inside = new Set(list.map(({ metric, host, time: when }) => `${metric} ${host} ${when}`));
        const added = outside.filter(({ metric, host, time: when }) => !inside.has(`${metric} ${host} ${when}`));
        close(values(query, storeOf([...list, ...added]), at), before);
      }),
      { numRuns: 12 },
    );
  },
);

test.each(QUERIES)("one window after the other is each by itself: %s", (query) => {
  fc.assert(
    fc.property(points, (list) => {
      const store = storeOf(list);
      const running = windowEvaluator(parsed(query), store);
      for (let at = 5 * MINUTE; at <= 250 * MINUTE; at += 35 * MINUTE) {
        const { groups, values: all } = running.at(at);
        const got = Object.fromEntries(
          groups.flatMap(({ key }, index) => (Number.isNaN(all[index]!) ? [] : [[key, all[index]!]])),
        );
        close(got, values(query, storeOf(list), at));
      }
    }),
    { numRuns: 4 },
  );
});

test.each(QUERIES)("points that come between two evaluations are seen: %s", (query) => {
  fc.assert(
    fc.property(points, time, (list, at) => {
      const half = Math.floor(list.length / 2);
      const store = storeOf(list.slice(0, half));
      const evaluator = windowEvaluator(parsed(query), store);
      evaluator.at(at);
      for (const { metric, host, time: when, value } of list.slice(half)) {
        const type = metric === "d" ? "distribution" : metric === "b" ? "count" : "gauge";
        store.submit({ metric, type, interval: MINUTE, tags: [`host:${host}`], points: [[when, value]] });
      }
      const { groups, values: all } = evaluator.at(at);
      const got = Object.fromEntries(
        groups.flatMap(({ key }, index) => (Number.isNaN(all[index]!) ? [] : [[key, all[index]!]])),
      );
      close(got, values(query, storeOf(list), at));
    }),
    { numRuns: 8 },
  );
});

test("the groups' sums are the whole", () => {
  fc.assert(
    fc.property(points, time, (list, at) => {
      const store = storeOf(list);
      const whole = values("sum(last_30m):sum:b{*}.as_count() > 0", store, at)["*"] ?? 0;
      const parts = Object.values(values("sum(last_30m):sum:b{*} by {host}.as_count() > 0", store, at));
      expect(parts.reduce((before, value) => before + value, 0)).toBeCloseTo(whole, 9);
    }),
  );
});

test("two halves of a range are the whole", () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 239 }), (list, middle) => {
      const store = storeOf(list);
      const over = (from: number, to: number) =>
        linesOf("sum:b{*}.as_count()", { store, from: from * MINUTE, to: to * MINUTE, interval: MINUTE })["*"] ??
        Array(to - from).fill(null);
      expect([...over(0, middle), ...over(middle, 240)]).toEqual(over(0, 240));
    }),
  );
});

describe("odd data never crashes", () => {
  const ODD = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    Number.MIN_VALUE,
    -0,
    0,
    1,
  ];
  const FUNCTIONS = [
    ...["abs", "log10", "cumsum", "integral", "default_zero", "dt", "diff", "derivative", "ewma_3", "median_5"],
    ...["trend_line", "robust_trend", "piecewise_constant", "count_nonzero", "top5", "autosmooth", "week_before"],
  ];

  test.each(QUERIES)("%s", (query) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ODD), { maxLength: 30 }), time, (list, at) => {
        const store = new SeriesStore({ step: MINUTE });
        for (const [metric, type] of [
          ["a", "gauge"],
          ["b", "count"],
          ["d", "distribution"],
        ] as const) {
          store.submit({ metric, type, tags: ["host:x"], points: list.map((value, index) => [index * MINUTE, value]) });
        }
        const evaluator = windowEvaluator(parsed(query), store);
        const { groups, values: all } = evaluator.at(at);
        expect([...all].filter((value) => !Number.isNaN(value)).every(Number.isFinite)).toBe(true);
        for (const index of groups.keys()) {
          evaluator.coverage(at, index);
          evaluator.explain(at, index);
        }
      }),
      { numRuns: 15 },
    );
  });

  test.each(FUNCTIONS)("%s()", (name) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ODD), { maxLength: 12 }), (list) => {
        const store = new SeriesStore({ step: MINUTE });
        store.submit({ metric: "a", type: "gauge", points: list.map((value, index) => [index * MINUTE, value]) });
        const { series } = evaluateExpression(oneExpression(`${name}(avg:a{*})`), {
          store,
          from: 0,
          to: 900,
          interval: MINUTE,
        });
        for (const each of series) expect(each.values).toHaveLength(15);
      }),
      { numRuns: 15 },
    );
  });

  test("an empty range, and a time before all points", () => {
    const store = storeOf([{ metric: "a", host: "x", time: 600, value: 1 }]);
    expect(graph("avg:a{*}", { store, from: 60, to: 60 })).toMatchObject({ length: 0, series: [] });
    for (const query of QUERIES) expect(() => monitor(query, store).at(0)).not.toThrow();
    expect(() => graph("avg:a{*}", { store, from: 60, to: 0 })).toThrow("A range must start before it ends");
  });
});

test("many windows at once are what each is by itself", () => {
  const queries = [
    ...QUERIES,
    "last(last_3m):avg:a{*} by {host} > 0",
    "min(last_4m):avg:a{*} by {host} > 0",
    "stddev(last_4m):avg:a{*} > 0",
    "avg(last_3m):-sum:b{*} by {host}.as_count() * 2 / sum:a{*}.as_count() > 0",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...queries), points, fc.integer({ min: 1, max: 30 }), (query, list, first) => {
      const store = storeOf(list);
      const evaluator = windowEvaluator(parsed(query), store);
      const swept = evaluator.sweep(first * MINUTE, MINUTE, 260);
      if (!swept) return;
      const alone = windowEvaluator(parsed(query), store);
      for (let index = 0; index < 260; index++) {
        const { groups, values: own } = alone.at((first + index) * MINUTE);
        const present = ([, value]: readonly [string, number]) => !Number.isNaN(value);
        const expected = groups.map(({ key }, group) => [key, own[group]!] as const).filter(present);
        const found = swept.groups
          .map(({ key }, group) => [key, swept.columns[group]![index]!] as const)
          .filter(present);
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
        // asked for again, and after more points came
        expect(evaluator.at((first + index) * MINUTE).values).toEqual(own);
      }
      store.submit({ metric: "a", type: "gauge", tags: ["host:x"], points: [[first * MINUTE - 1, 500]] });
      const { groups, values: again } = evaluator.at(first * MINUTE);
      const named = groups.flatMap(({ key }, group) => (Number.isNaN(again[group]!) ? [] : [[key, again[group]!]]));
      expect(Object.fromEntries(named)).toEqual(values(query, store, first * MINUTE));
    }),
    { numRuns: 60 },
  );
});
