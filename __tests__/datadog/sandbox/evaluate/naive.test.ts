import fc from "fast-check";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import {
  type Method,
  monitorText,
  type NaiveExpression,
  type NaiveMetric,
  type NaiveMonitor,
  type NaiveSeries,
  naive,
} from "./naive";
import { MINUTE, monitor } from "./support";

const STEP = MINUTE;
const LENGTH = 40;

const method = fc.constantFrom<Method>("avg", "sum", "min", "max");

/** Whole numbers: sums are exact, whatever the order. */
const series: fc.Arbitrary<NaiveSeries[]> = fc
  .uniqueArray(
    fc.record({
      metric: fc.constantFrom("a", "b", "c"),
      host: fc.constantFrom("h1", "h2", "i1"),
      env: fc.constantFrom("x", "y", undefined),
      values: fc.array(fc.option(fc.integer({ min: -4, max: 9 }), { nil: undefined, freq: 4 }), {
        minLength: 12,
        maxLength: LENGTH,
        size: "max",
      }),
    }),
    { selector: ({ metric, host, env }) => `${metric} ${host} ${env}`, minLength: 3, maxLength: 9, size: "max" },
  )
  .chain((all) =>
    fc
      .record({
        a: fc.constantFrom("gauge" as const, "count" as const, "rate" as const),
        b: fc.constantFrom("gauge" as const, "count" as const),
        c: fc.constant("gauge" as const),
      })
      .map((types) =>
        all.map(
          ({ metric, host, env, values }): NaiveSeries => ({
            metric,
            type: types[metric as "a" | "b" | "c"],
            tags: env === undefined ? { host } : { host, env },
            interval: 10,
            points: values.flatMap((value, index) => (value === undefined ? [] : [[index * STEP, value] as const])),
          }),
        ),
      ),
  );

const by = fc.constantFrom<string[]>([], ["host"], ["host", "env"]);

const metricOf = (keys: readonly string[]): fc.Arbitrary<NaiveMetric> =>
  fc.record(
    {
      kind: fc.constant("metric" as const),
      metric: fc.constantFrom("a", "b", "c"),
      space: method,
      scope: fc.array(
        fc.constantFrom(
          { key: "host", value: "h1", not: false },
          { key: "host", value: "h*", not: false },
          { key: "env", value: "x", not: true },
        ),
        { maxLength: 1 },
      ),
      by: fc.constant(keys),
      reads: fc.constantFrom("as_count" as const, "as_rate" as const),
      rollup: fc.record({ method, seconds: fc.constantFrom(60, 120, 180) }),
      fill: fc.constantFrom("null" as const, "zero" as const, "last" as const, "linear" as const),
    },
    { requiredKeys: ["kind", "metric", "space", "scope", "by"] },
  );

const expression: fc.Arbitrary<NaiveExpression> = by.chain(
  (keys) =>
    fc.letrec<{ any: NaiveExpression }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.oneof(metricOf(keys), metricOf([])),
        metricOf(keys),
        fc.record({ kind: fc.constant("number" as const), value: fc.integer({ min: 0, max: 5 }) }),
        fc.record({
          kind: fc.constant("arithmetic" as const),
          operator: fc.constantFrom("+" as const, "-" as const, "*" as const, "/" as const),
          left: tie("any"),
          right: tie("any"),
        }),
        fc.record({
          kind: fc.constant("call" as const),
          name: fc.constantFrom("abs" as const, "cumsum" as const, "diff" as const, "clamp_min" as const),
          operand: tie("any"),
          limit: fc.constant(2),
        }),
      ),
    })).any,
);

const monitors: fc.Arbitrary<NaiveMonitor> = fc
  .record({ aggregator: method, window: fc.integer({ min: 1, max: 12 }), expression })
  .filter((each) => monitorText(each).includes("{"));

function storeOf(all: readonly NaiveSeries[]): SeriesStore {
  const store = new SeriesStore({ step: STEP });
  for (const { metric, type, tags, interval, points } of all) {
    const list = Object.entries(tags).map(([key, value]) => `${key}:${value}`);
    store.submit({ metric, type, interval, tags: list, points });
  }
  return store;
}

/** What is divided by a rounding error is no result to compare. */
const comparable = (values: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => Math.abs(value) < 1e9));

/** Evaluations at whole minutes, and between them. */
const second = fc.oneof(
  fc.integer({ min: 1, max: LENGTH + 6 }).map((minute) => minute * MINUTE),
  fc.integer({ min: 1, max: (LENGTH + 6) * MINUTE }),
);

test("an evaluation is that of a plain evaluator", () => {
  let compared = 0;
  fc.assert(
    fc.property(monitors, series, fc.array(second, { minLength: 4, maxLength: 8 }), (query, all, times) => {
      const evaluator = monitor(monitorText(query), storeOf(all));
      for (const time of times) {
        const { groups, values } = evaluator.at(time);
        const each = groups.map(({ key }, index) => [key, values[index]!] as const);
        const got = comparable(Object.fromEntries(each.filter(([, value]) => !Number.isNaN(value))));
        const expected = comparable(naive(query, all, STEP, time));
        compared += Object.keys(expected).length;
        expect({ time, keys: Object.keys(got).sort() }).toEqual({ time, keys: Object.keys(expected).sort() });
        for (const [key, value] of Object.entries(expected)) {
          expect(Math.abs(got[key]! - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
        }
      }
    }),
    { numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(1200);
});
