import { isFullWindow } from "../../../../datadog/sandbox/evaluate";
import { defaultInterval, gridOf } from "../../../../datadog/sandbox/evaluate/grid";
import { corpusObjects, describeCorpus } from "../../../corpus";
import { DAY, graph, HOUR, MINUTE, type Stories, storeOf, valueAt } from "./support";

type Vector = Readonly<Record<string, unknown>> & { readonly id: string };

const RANGES: Readonly<Record<string, number>> = {
  "1h": HOUR,
  "4h": 4 * HOUR,
  "1d": DAY,
  "2d": 2 * DAY,
  "1w": 7 * DAY,
  "1mo": 30 * DAY,
};
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: MINUTE, h: HOUR };
const seconds = (text: string) => Number.parseInt(text, 10) * SECONDS[text.at(-1)!]!;

/** Six queries are shorthand: they are read as the division in one of the two ways. */
const SHORTHAND: Readonly<Record<string, string>> = {
  as_count_ratio_v0: "sum(last_5m):sum:E{*}.as_count() / sum:T{*}.as_count()",
  classic_ratio_v0: "sum(last_5m):sum:E{*}.as_rate() / sum:T{*}.as_rate()",
  classic_ratio_avg_v0: "avg(last_5m):sum:E{*}.as_rate() / sum:T{*}.as_rate()",
  sparse_as_count: "sum(last_5m):sum:A{*}.as_count() / sum:B{*}.as_count()",
  sparse_classic: "sum(last_5m):sum:A{*} / sum:B{*}",
};

function ratio({ id, query, series, expect: expected }: Vector): void {
  const text = SHORTHAND[id] ?? (query as string);
  for (const type of ["gauge", "counter", "count"] as const) {
    const types = Object.fromEntries(Object.keys(series as Stories).map((name) => [name, type]));
    const store = storeOf(series as Stories, { types });
    expect([type, valueAt(text, store, 5 * MINUTE)]).toEqual([type, expect.closeTo(expected as number, 9)]);
  }
}

function aggregator({ values, agg, op, threshold, expect: expected }: Vector): void {
  const store = storeOf({ x: values as number[] });
  const value = valueAt(`${agg}(last_11m):avg:x{*}`, store, 11 * MINUTE)!;
  expect(op).toBe(">");
  expect(value > (threshold as number) ? "ALERT" : "OK").toBe(expected);
}

const RULES: Readonly<Record<string, (vector: Vector) => void>> = {
  as_count_ratio_sum: ratio,
  as_rate_ratio_sum_classic: ratio,
  as_count_ratio_v0: ratio,
  classic_ratio_v0: ratio,
  classic_ratio_avg_v0: ratio,
  sparse_as_count: ratio,
  sparse_classic: ratio,
  aggregator_1: aggregator,
  aggregator_2: aggregator,
  aggregator_3: aggregator,
  full_window_1: fullWindow,
  full_window_2: fullWindow,
  full_window_3: fullWindow,
  full_window_4: fullWindow,
  change: ({ formula }) => {
    expect(formula).toBe("a-b");
    expect(valueAt("change(avg(last_2m),last_2m):avg:x{*}", storeOf({ x: [1, 2, 4, 8] }), 4 * MINUTE)).toBe(4.5);
  },
  // per bucket (4-1)/1 and (8-2)/2 of a hundred, then the average
  pct_change: ({ formula }) => {
    expect(formula).toBe("((a-b)/b)*100");
    expect(valueAt("pct_change(avg(last_2m),last_2m):avg:x{*}", storeOf({ x: [1, 2, 4, 8] }), 4 * MINUTE)).toBe(300);
  },
  rollup_defaults: ({ table, max_points }) => {
    for (const [range, line, bar, api] of table as readonly (readonly string[])[]) {
      const length = RANGES[range!]!;
      const got = [defaultInterval(length, "line"), defaultInterval(length, "bar"), defaultInterval(length, "api")];
      expect([range, ...got]).toEqual([range, seconds(line!), seconds(bar!), seconds(api!)]);
    }
    expect((365 * DAY) / defaultInterval(365 * DAY, "line")).toBeLessThanOrEqual(max_points as number);
  },
  api_query_bucket_alignment: ({ from_, to, interval, first_point, series_end, length }) => {
    const from = from_ as number;
    const end = to as number;
    const every = Array.from({ length: (end - from) / 20 }, () => 1);
    const store = storeOf({ x: every }, { start: from, step: 20 });
    const { interval: step, start, length: buckets, series } = graph("avg:x{*}", { store, from, to: end });
    expect({ step, first: start * 1000, buckets }).toEqual({ step: interval, first: first_point, buckets: length });
    // the end of a series is the last second of its last bucket
    expect((start + buckets * step - 1) * 1000).toBe(series_end);
    expect(series[0]!.values.every((value) => value === 1)).toBe(true);
    expect(gridOf(from, end, step).start).toBeGreaterThan(from);
  },
};

/** `x` is a bucket without data. */
function fullWindow({ buckets, expect: expected }: Vector): void {
  expect(isFullWindow([...(buckets as string)].map((each) => each === "1"))).toBe(expected);
}

/** About states, schedules and budgets: what is built on evaluations. */
const OF_ALERTING: ReadonlySet<string> = new Set([
  "recovery_<=",
  "composite",
  "burn_rate",
  "anomaly_recovery_window_min",
  "evaluation_delay",
  "eval_frequency",
]);

const vectors = corpusObjects<Vector>("conformance_vectors.jsonl").filter(({ id }) => !OF_ALERTING.has(id));

/** Worked examples of Datadog's documentation and of one recording. */
describeCorpus("the conformance vectors", () => {
  test.each(vectors.map((vector, line) => [`${line + 1} ${vector.id}`, vector] as const))("%s", (_, vector) =>
    RULES[vector.id]!(vector),
  );
});
