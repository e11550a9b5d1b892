import type { MonitorDefinition, SloDefinition } from "../../../../datadog/definitions";
import { alertingMonitor, step } from "../../../../datadog/sandbox/alerting";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { corpusObjects, describeCorpus } from "../../../corpus";
import { changes, monitor, run, times } from "./scripted";

/** Points of one minute each, from minute 0; gaps are left out. */
function stored(
  gauges: Readonly<Record<string, readonly (number | undefined)[]>>,
  counters: typeof gauges = {},
): SeriesStore {
  const store = new SeriesStore({ step: 60 });
  const parts = (key: string) => {
    const [, metric, tags] = /^([^{]+)(?:\{(.*)\})?$/.exec(key)!;
    return { metric: metric!, tags: tags ? tags.split(",") : [] };
  };
  for (const [key, values] of Object.entries(gauges)) {
    const points = values.flatMap((value, minute) => (value === undefined ? [] : [[minute * 60, value] as const]));
    store.submit({ ...parts(key), type: "gauge", points });
  }
  for (const [key, counts] of Object.entries(counters)) {
    store.addCounter({ ...parts(key), start: 0, counts: counts.map((count) => count ?? Number.NaN) });
  }
  return store;
}

const alerting = (definition: MonitorDefinition, store: SeriesStore, slo?: SloDefinition) =>
  alertingMonitor("1", definition, { series: store, slo: (id) => (id === "abc" ? slo : undefined) });

describe("a monitor over metrics", () => {
  test("the story of the format: three failures are not four", () => {
    const store = stored({}, { "jobs.failed{queue:a}": [...times(10, 1), ...times(10, 0)] });
    const definition = monitor(
      "sum(last_5m):sum:jobs.failed{*}.as_count() > 3",
      { thresholds: { critical: 3 } },
      { message: "{{#is_alert}}{{value}} failures @pagerduty-data{{/is_alert}}" },
    );
    const told = run([alerting(definition, store)], 20);
    // minutes 0 to 3 at 4; at 11 minutes 6 to 9 are 4, at 12 three
    expect(changes(told)).toEqual(["4 OK → Alert 4", "12 Alert → OK 3"]);
    expect(told.notifications.map(({ text, recipients }) => [text, recipients])).toEqual([
      ["4.0 failures @pagerduty-data", ["@pagerduty-data"]],
      ["", []],
    ]);
  });

  test("groups come with their first point", () => {
    const store = stored({ "a{stage:x}": times(10, 5), "a{stage:y}": [...times(5), ...times(5, 5)] });
    const told = run([alerting(monitor("avg(last_5m):avg:a{*} by {stage} > 3"), store)], 10);
    expect(changes(told)).toEqual(["1 {stage:x} OK → Alert 5", "6 {stage:y} OK → Alert 5"]);
  });

  test("a full window: the first minute filled, three empty at most", () => {
    const play = (values: readonly (number | undefined)[]) =>
      changes(
        run([alerting(monitor("avg(last_5m):avg:a{*} > 3", { require_full_window: true }), stored({ a: values }))], 6),
      );
    expect(play(times(6, 5))).toEqual(["5 OK → Alert 5"]);
    expect(play([5, ...times(5)])).toEqual([]);
    expect(play([5, undefined, undefined, undefined, 5])).toEqual(["5 OK → Alert 5"]);
  });

  test("a change: now against some minutes ago", () => {
    const store = stored({ a: [...times(10, 10), ...times(10, 20)] });
    const told = run([alerting(monitor("change(avg(last_5m),last_5m):avg:a{*} > 9"), store)], 20);
    // at 15 all five minutes are 10 above those five minutes before
    expect(changes(told)[0]).toBe("15 OK → Alert 10");
  });

  test("a delay looks further back", () => {
    const store = stored({ a: [1, 1, 5, 5, 5, 5, 5] });
    const definition = monitor("min(last_2m):avg:a{*} > 3", { evaluation_delay: 120 });
    expect(changes(run([alerting(definition, store)], 8))).toEqual(["6 OK → Alert 5"]);
  });

  test("a query that cannot be evaluated says so at once", () => {
    expect(() => alerting(monitor("avg(last_5m):nonsense(avg:a{*}) > 3"), stored({}))).toThrow(/nonsense/);
    const synthetic = monitor("no_query", {}, { type: "synthetics alert" });
    expect(() => alerting(synthetic, stored({}))).toThrow(
      "Monitors of Synthetic tests are not simulated, because the tests are not run.",
    );
  });
});

// https://docs.datadoghq.com/monitors/types/anomaly/
describe("an anomaly monitor", () => {
  // steady but for six minutes that are far away
  const values = times(400, 10).map((value, minute) => (minute >= 300 && minute < 306 ? 1000 : value! + (minute % 2)));
  const play = (recovery: string) => {
    const windows = { trigger_window: "last_30m", recovery_window: recovery };
    const query =
      "avg(last_4h):anomalies(avg:a{*}, 'basic', 3, direction='above', alert_window='last_30m', interval=60) >= 0.2";
    const options = { thresholds: { critical: 0.2, critical_recovery: 0 }, threshold_windows: windows };
    return changes(run([alerting(monitor(query, options), stored({ a: values }))], 400)).map((line) =>
      line.split(" ").slice(0, 4).join(" "),
    );
  };

  test("alerts by its trigger window, and recovers once its recovery window has no anomaly left", () => {
    // six of thirty minutes are a fifth; the last of them has left a window of 30 minutes at 336
    const minutes = (recovery: string) => play(recovery).map((line) => Number(line.split(" ")[0]));
    expect(play("last_30m").map((line) => line.slice(4))).toEqual(["OK → Alert", "Alert → OK"]);
    const [[alerted, recovered], [, sooner]] = [minutes("last_30m"), minutes("last_15m")];
    expect(alerted).toBe(306);
    expect(recovered).toBeGreaterThan(330);
    expect(recovered).toBeLessThanOrEqual(336);
    // a shorter recovery window is free of them earlier, while the trigger window is no longer at its threshold
    expect(sooner).toBeLessThan(recovered!);
  });
});

describe("a window of the calendar", () => {
  const daily = (timezone: string) =>
    monitor("sum(current_1d):sum:runs{*}.as_count() > 5", {
      scheduling_options: { evaluation_window: { day_starts: "04:00", timezone } },
    });

  test("grows from when the day begins, and begins again", () => {
    const day = 1440;
    const store = stored({}, { runs: times(2 * day, undefined).map((_, minute) => (minute % 60 === 0 ? 1 : 0)) });
    const told = run([alerting(daily("UTC"), store)], 2 * day);
    // runs at 0:00 … 3:00 belong to the day before; from 4:00 on the sixth is at 9:00; the next day begins at 28:00
    const hour = 60;
    expect(changes(told).map((line) => line.replace(/ [\d.]+$/, ""))).toEqual([
      `${9 * hour + 10} OK → Alert`,
      `${28 * hour + 10} Alert → OK`,
      `${33 * hour + 10} OK → Alert`,
    ]);
  });
});

describe("an SLO alert", () => {
  const slo: SloDefinition = {
    name: "S",
    type: "metric",
    query: { numerator: "sum:good{*}.as_count()", denominator: "sum:all{*}.as_count()" },
    thresholds: [{ timeframe: "7d", target: 99 }],
  };

  test("on the burn rate fires while both windows burn", () => {
    // 10 % of 100 a minute fail from hour 2 to hour 3: ten times the budget of 1 %
    const bad = (minute: number) => (minute >= 120 && minute < 180 ? 10 : 0);
    const all = times(300, 100);
    const store = stored({}, { all, good: all.map((count, minute) => count! - bad(minute)) });
    const query = 'burn_rate("abc").over("7d").long_window("1h").short_window("5m") > 4.9';
    const definition = monitor(
      query,
      {},
      { type: "slo alert", message: "{{timeframe}} {{long_window_burn_rate}} {{short_window_burn_rate}}" },
    );
    const told = run([alerting(definition, store, slo)], 300);
    // at 150 half of the hour failed: 5 times the budget; at 183 two of the last five minutes: 4
    expect(changes(told)).toEqual(["150 OK → Alert 5", "183 Alert → OK 4"]);
    expect(told.notifications[0]?.text).toBe("7d 5.0 10.0");
  });

  test("on the error budget compares the percentage that is used", () => {
    // of 700 events in a week 7 may fail: the sixth is 85.7 %
    const bad = [10, 20, 30, 40, 50, 60];
    const store = stored(
      {},
      { all: times(100, 7), good: times(100, 7).map((count, minute) => count! - (bad.includes(minute) ? 1 : 0)) },
    );
    const definition = monitor(
      'error_budget("abc").over("7d") > 75',
      { thresholds: { critical: 75 } },
      { type: "slo alert" },
    );
    const told = run([alerting(definition, store, slo)], 100);
    expect(told.transitions.length).toBeGreaterThan(0);
    const last = step([alerting(definition, store, slo)], new Map(), 100 * 60).transitions;
    expect(last[0]?.value).toBeCloseTo((6 / 700 / 0.01) * 100, 6);
  });

  test("over time slices counts those that are not good", () => {
    const sliced: SloDefinition = {
      name: "S",
      type: "time_slice",
      thresholds: [{ timeframe: "7d", target: 90 }],
      sli_specification: {
        time_slice: {
          query: {
            queries: [{ name: "q", data_source: "metrics", query: "avg:latency{*}" }],
            formulas: [{ formula: "q" }],
          },
          comparator: "<=",
          threshold: 2,
        },
      },
    };
    // slices of 5 minutes: 30 to 60 are bad, 6 of the 12 of an hour
    const store = stored({ latency: times(60, 1).map((value, minute) => (minute >= 30 ? 5 : value)) });
    const query = 'burn_rate("abc").over("7d").long_window("1h").short_window("5m") >= 5';
    const told = run([alerting(monitor(query, {}, { type: "slo alert" }), store, sliced)], 60);
    expect(changes(told)).toEqual(["60 OK → Alert 5"]);
  });

  test("over monitors counts the time in which one of them alerts", () => {
    const watched: SloDefinition = {
      name: "S",
      type: "monitor",
      monitor_ids: [7],
      thresholds: [{ timeframe: "7d", target: 50 }],
    };
    const store = stored({ a: times(120, 1).map((value, minute) => (minute >= 60 && minute < 90 ? 5 : value)) });
    const member = alertingMonitor("7", monitor("min(last_1m):avg:a{*} > 3"), { series: store });
    const query = 'burn_rate("abc").over("7d").long_window("1h").short_window("5m") >= 1';
    const alert = alertingMonitor("1", monitor(query, {}, { type: "slo alert" }), {
      series: store,
      slo: () => watched,
    });
    const told = run([member, alert], 110);
    // down from 61 to 91: at 91 half of the hour, of a budget of half; at 94 two of the last five minutes
    expect(changes(told).filter((line) => !/^(61|91) .*(Alert 5|OK 1)$/.test(line))).toEqual([
      "91 OK → Alert 1",
      "94 Alert → OK 0.8",
    ]);
  });

  test("that names no SLO, or a timeframe without a target, is refused", () => {
    const of = (query: string) => () => alerting(monitor(query, {}, { type: "slo alert" }), stored({}), slo);
    expect(of('error_budget("x").over("7d") > 75')).toThrow('There is no SLO with the id "x".');
    expect(of('error_budget("abc").over("30d") > 75')).toThrow(
      'The SLO "S" has no target for 30d: its timeframes are 7d.',
    );
  });
});

describeCorpus("the vectors", () => {
  interface BurnRate {
    readonly id: string;
    readonly target_days: number;
    readonly burn_rate: number;
    readonly long_h: number;
    readonly short_m: number;
    readonly budget_pct: number;
  }
  const vectors = corpusObjects<BurnRate>("conformance_vectors.jsonl");

  // a failure of budget_pct percent of the whole budget within the long window burns at the rate
  test.each(vectors.filter(({ id }) => id === "burn_rate"))("$burn_rate over $long_h h of $target_days d", (vector) => {
    const target = 99.9;
    const slo: SloDefinition = {
      name: "S",
      type: "metric",
      query: { numerator: "sum:good{*}.as_count()", denominator: "sum:all{*}.as_count()" },
      thresholds: [{ timeframe: `${vector.target_days}d` as "7d", target }],
    };
    const minutes = vector.long_h * 60;
    const events = 1_000_000;
    const budget = (1 - target / 100) * events * vector.target_days * 24 * 60;
    const bad = (budget * vector.budget_pct) / 100 / minutes;
    const store = stored({}, { all: times(minutes, events), good: times(minutes, events - bad) });
    const over = `over("${vector.target_days}d").long_window("${vector.long_h}h").short_window("${vector.short_m}m")`;
    const definition = monitor(`burn_rate("abc").${over} >= ${vector.burn_rate}`, {}, { type: "slo alert" });
    const { transitions } = step([alerting(definition, store, slo)], new Map(), minutes * 60);
    expect(transitions.map(({ to }) => to)).toEqual(["Alert"]);
    expect(transitions[0]?.value).toBeCloseTo(vector.burn_rate, 6);
  });
});
