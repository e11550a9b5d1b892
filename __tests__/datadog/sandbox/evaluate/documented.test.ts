import { isFullWindow } from "../../../../datadog/sandbox/evaluate";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { HOUR, linesOf, MINUTE, minutes, storeOf, valueAt } from "./support";

/** The worked examples of Datadog's documentation, by page. */

/** UNIX seconds of a time of day. */
const at = (text: string): number => {
  const [hours = 0, minute = 0, second = 0] = text.split(":").map(Number);
  return hours * HOUR + minute * MINUTE + second;
};

describe("monitors/guide/as-count-in-monitor-evaluations", () => {
  const points = (values: readonly number[]) =>
    ["11:00:30", "11:01:30", "11:02:40", "11:03:30", "11:04:40"].map(
      (time, index) => [at(time), values[index]!] as const,
    );
  const store = new SeriesStore({ step: MINUTE });
  store.submit({ metric: "requests.error", type: "count", interval: 60, points: points([1, 2, 3, 4, 5]) });
  store.submit({ metric: "requests.total", type: "count", interval: 60, points: points([5, 5, 5, 5, 5]) });

  test.each([
    ["sum(last_5m):sum:requests.error{*}.as_rate() / sum:requests.total{*}.as_rate()", 3],
    ["sum(last_5m):sum:requests.error{*}.as_count() / sum:requests.total{*}.as_count()", 0.6],
  ])("%s is %d", (query, expected) => {
    expect(valueAt(query, store, at("11:05"))).toBeCloseTo(expected, 9);
  });
});

describe("monitors/guide/monitor-arithmetic-and-sparse-metrics", () => {
  const store = storeOf({ a: [10, 10, 10], b: [0, 1, null] });

  test("what is divided by 0 or by nothing is dropped, point by point", () => {
    expect(valueAt("sum(last_5m):sum:a{*} / sum:b{*}", store, 5 * MINUTE)).toBe(10);
  });

  test("with as_count() the totals are divided", () => {
    expect(valueAt("sum(last_5m):sum:a{*}.as_count() / sum:b{*}.as_count()", store, 5 * MINUTE)).toBe(30);
  });

  test("rollup(sum, 60) of a metric with gaps", () => {
    const sparse = storeOf({ "my_metric.is.sparse": [1, null, 2, 1, null, 1] }, { step: 30, start: at("11:00") });
    const over = { store: sparse, from: at("11:00"), to: at("11:03") };
    // the last bucket holds the 1 at 11:02:30
    expect(linesOf("sum:my_metric.is.sparse{*}.rollup(sum,60)", over)).toEqual({ "*": [1, 3, 1] });
  });

  // each timer reports every 10 minutes, five minutes apart
  const gauges = storeOf(
    {
      "gaps.gauge{timer:norm,env:a}": [null, 1, null, 0, null, 1, null, 1],
      "gaps.gauge{timer:offset,env:a}": [1, null, 1, null, 1, null, 1, null],
    },
    { step: 300, start: at("11:55") },
  );
  const ratio = (fill: string) =>
    `sum(last_35m):sum:gaps.gauge{timer:norm,env:a}${fill} / sum:gaps.gauge{timer:offset,env:a}${fill}`;

  test("series of two operands are not interpolated beside each other", () => {
    expect(valueAt(ratio(""), gauges, at("12:35"))).toBeUndefined();
  });

  test("fill(last, 900) brings (1)/1 + 1/1 + 0/1 + 0/1 + 1/1 + 1/1 + 1/1 = 5", () => {
    // 12:00 has the value that the offset timer sent before the window
    expect(valueAt(ratio(".fill(last,900)"), gauges, at("12:35"))).toBe(5);
  });
});

describe("metrics/guide/interpolation-the-fill-modifier-explained", () => {
  test("two hosts that report at different times are aligned by straight lines", () => {
    const store = new SeriesStore();
    const host = (tag: string, points: readonly (readonly [number, number])[]) =>
      store.submit({ metric: "net.bytes_rcvd", type: "gauge", tags: [tag], points });
    host("host:A", [
      [at("3:00:00"), 15],
      [at("3:00:30"), 25],
    ]);
    host("host:B", [
      [at("3:00:10"), 10],
      [at("3:00:30"), 30],
      [at("3:00:40"), 40],
    ]);
    const lines = linesOf("sum:net.bytes_rcvd{*}", { store, from: at("3:00:00"), to: at("3:00:50"), interval: 10 });
    // 18.3 + 10; no host has a point at :20, so nothing is aligned there
    expect(lines["*"]).toEqual([15, expect.closeTo(28.33, 2), null, 55, 40]);
  });
});

describe("dashboards/functions/interpolation: default_zero()", () => {
  const store = new SeriesStore({ step: MINUTE });
  store.submit({ metric: "custom_metric", type: "gauge", points: [[at("17:45"), 1]] });

  test("a gauge's only point is held for five minutes; all else is 0", () => {
    const over = { store, from: at("17:30"), to: at("18:00"), interval: MINUTE };
    const expected = [...Array(15).fill(0), ...Array(6).fill(1), ...Array(9).fill(0)];
    expect(linesOf("default_zero(avg:custom_metric{*})", over)).toEqual({ "*": expected });
  });

  test("without default_zero() there is the point alone", () => {
    const over = { store, from: at("17:44"), to: at("17:48"), interval: MINUTE };
    expect(linesOf("avg:custom_metric{*}", over)).toEqual({ "*": [null, 1, null, null] });
  });
});

describe("metrics/custom_metrics/type_modifiers", () => {
  test("[1,1,1,1].as_rate() over 20 s is 0.05 a point", () => {
    const store = storeOf({ x: [1, 1, 1, 1] }, { step: 20, types: { x: "count" } });
    expect(linesOf("sum:x{*}.as_rate()", { store, from: 0, to: 80, interval: 20 })).toEqual({
      "*": [0.05, 0.05, 0.05, 0.05],
    });
  });

  test("[0.05,0.05,0.05,0.05].as_count() over 20 s is 1 a point", () => {
    const store = storeOf({ x: [0.05, 0.05, 0.05, 0.05] }, { step: 20, types: { x: "rate" } });
    expect(linesOf("sum:x{*}.as_count()", { store, from: 0, to: 80, interval: 20 })).toEqual({ "*": [1, 1, 1, 1] });
  });

  test("a gauge stays as it is", () => {
    const store = storeOf({ x: [4, 8] });
    expect(minutes("avg:x{*}.as_count()", store, 2)).toEqual([4, 8]);
    expect(minutes("avg:x{*}.as_rate()", store, 2)).toEqual([4, 8]);
  });
});

describe("a rollup in a monitor", () => {
  // a point each second: 0, but 100 at 17:14:50 and at 17:24:20
  const points = Array.from({ length: 20 * MINUTE }, (_, second) => {
    const time = at("17:10") + second;
    return [time, time === at("17:14:50") || time === at("17:24:20") ? 100 : 0] as const;
  });
  const store = new SeriesStore({ step: 1 });
  store.submit({ metric: "x", type: "gauge", points });
  const rolled = (time: string) => valueAt("max(last_10m):sum:x{*}.rollup(sum, 60)", store, at(time));

  // evaluations come at second :02; the bucket that began before the window is dropped
  test.each([
    ["17:23:02", 100],
    ["17:24:02", 0],
    ["17:25:02", 100],
    ["17:26:02", 100],
  ])("the ten minutes before %s", (time, expected) => {
    expect(rolled(time)).toBe(expected);
  });

  test("without the rollup nothing is dropped", () => {
    expect(valueAt("max(last_10m):sum:x{*}", store, at("17:24:02"))).toBe(100);
  });

  test("with an evaluation delay the last bucket is whole", () => {
    expect(valueAt("max(last_10m):sum:x{*}.rollup(sum, 60)", store, at("17:24:02"), at("17:25:02"))).toBe(100);
  });
});

describe("monitors/types/metric: a full window", () => {
  test.each([
    ["111111111111", true],
    ["x11111111111", false],
    ["11xxx1111111", true],
    ["1xxx1111xx11", false],
  ])("%s", (buckets, full) => {
    expect(isFullWindow([...buckets].map((bucket) => bucket === "1"))).toBe(full);
  });
});

describe("monitors/types/change-alert", () => {
  const store = storeOf({ x: [10, 20, 40, 40, 50, 60] });

  test.each([
    // a - b for each bucket: 40-10, 50-20, 60-40
    ["change(avg(last_3m),last_3m):avg:x{*}", 80 / 3],
    ["change(max(last_3m),3m_ago):avg:x{*}", 30],
    // 300 %, 150 %, 50 %
    ["pct_change(avg(last_3m),last_3m):avg:x{*}", 500 / 3],
    // with as_count() the totals are compared: (150 - 70) / 70
    ["pct_change(sum(last_3m),last_3m):sum:x{*}.as_count()", 8000 / 70],
  ])("%s", (query, expected) => {
    expect(valueAt(query, store, 6 * MINUTE)).toBeCloseTo(expected, 9);
  });
});

// https://docs.datadoghq.com/metrics/nested_queries/#boolean-threshold-remapping-functions
describe("thresholds remapped to 1 and 0", () => {
  const store = storeOf({ x: [9, 10, 20, 30, 31, null] });
  const over = { store, from: 0, to: 6 * MINUTE, interval: MINUTE };

  test("is_greater and is_less are 1 beyond a constant of 30, and 0 elsewhere", () => {
    expect(linesOf("is_greater(avg:x{*}, 30)", over)).toEqual({ "*": [0, 0, 0, 0, 1, null] });
    expect(linesOf("is_less(avg:x{*}, 30)", over)).toEqual({ "*": [1, 1, 1, 0, 0, null] });
  });

  test("is_between 10 and 30 leaves out both", () => {
    expect(linesOf("is_between(avg:x{*}, 10, 30)", over)).toEqual({ "*": [0, 0, 1, 0, 0, null] });
  });

  // https://docs.datadoghq.com/monitors/guide/add-a-minimum-request-threshold-for-error-rate-alerts/
  test("an error rate counts only from 15 requests on", () => {
    const rate = (requests: number) => {
      const types = { errors: "count", requests: "count" } as const;
      const counts = storeOf({ errors: [1, 1], requests: [requests, 5] }, { types });
      const errors = "sum:errors{*}.as_count()";
      const all = "sum:requests{*}.as_count()";
      return valueAt(`sum(last_2m):((${errors} / ${all}) * 100) * is_greater(${all}, 15) > 5`, counts, 2 * MINUTE);
    };
    // 2 of 15 do not count, 2 of 16 do
    expect([rate(10), rate(11)]).toEqual([0, 12.5]);
  });
});
