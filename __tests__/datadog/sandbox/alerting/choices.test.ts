import type { MonitorDefinition, MonitorOptions, SloDefinition } from "../../../../datadog/definitions";
import { parseSearch } from "../../../../datadog/query";
import { alertingMonitor, downtimeOf } from "../../../../datadog/sandbox/alerting";
import { stateOf } from "../../../../datadog/sandbox/alerting/decide";
import { stateOf as compositeState } from "../../../../datadog/sandbox/alerting/sources/composite";
import { instantOf } from "../../../../datadog/sandbox/alerting/zones";
import { type CheckStatus, EventStore, matcher } from "../../../../datadog/sandbox/events";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { choicesUnder } from "../../../choices";
import { changes, monitor, run, type Script, scripted, sent, times } from "./scripted";

const average = (options: MonitorOptions = {}, by = "", message = "@all") =>
  monitor(
    `avg(last_5m):avg:a{*}${by} > 3`,
    { thresholds: { critical: 3 }, new_group_delay: 0, ...options },
    { message },
  );
const play = (options: MonitorOptions, script: Script, minutes: number, by = "") =>
  run([scripted(average(options, by), script)], minutes);

function logs(
  query: string,
  minutes: readonly (readonly [at: number, service: string])[],
  to: number,
  options: MonitorOptions = {},
) {
  const events = new EventStore();
  for (const [at, service] of minutes) events.add({ kind: "logs", time: at * 60, service });
  return run(
    [alertingMonitor("1", monitor(query, options, { type: "log alert" }), { series: new SeriesStore(), events })],
    to,
  );
}

function checks(statuses: readonly CheckStatus[], options: MonitorOptions = {}) {
  const events = new EventStore();
  for (const [minute, status] of statuses.entries())
    events.addRun({ check: "up", time: minute * 60, status, tags: ["service:a"] });
  const query = '"up".over("*").by("service").last(4).count_by_status()';
  const definition = monitor(query, options, { type: "service check" });
  return run([alertingMonitor("1", definition, { series: new SeriesStore(), events })], statuses.length);
}

function slo(
  definition: SloDefinition,
  query: string,
  store: SeriesStore,
  to: number,
  others: readonly MonitorDefinition[] = [],
) {
  const members = others.map((other, index) => alertingMonitor(`${index + 2}`, other, { series: store }));
  const alert = alertingMonitor("1", monitor(query, {}, { type: "slo alert" }), {
    series: store,
    slo: () => definition,
  });
  const told = run([...members, alert], to);
  return changes({ ...told, transitions: told.transitions.filter((one) => one.monitor === "1") });
}

function gauges(values: readonly number[]): SeriesStore {
  const store = new SeriesStore({ step: 60 });
  store.submit({ metric: "a", type: "gauge", points: values.map((value, minute) => [minute * 60, value]) });
  return store;
}

const quietDowntime = (from: number, to: number, scope = "*") =>
  downtimeOf("d", {
    type: "downtime",
    attributes: {
      scope,
      monitor_identifier: { monitor_tags: ["*"] },
      schedule: { start: new Date(from * 60_000).toISOString(), end: new Date(to * 60_000).toISOString() },
      notify_end_types: [],
    },
  });

/** One test a row of the table on alerting in docs/evaluation.md, by its first column. */
const CHOICES: Readonly<Record<string, () => void>> = {
  "when evaluations come": () => {
    const of = (window: string) =>
      changes(run([scripted(monitor(`avg(${window}):avg:a{*} > 3`), { "*": times(60, 5) })], 60));
    expect(of("last_23h")).toEqual(["1 OK → Alert 5"]);
    expect(of("last_1d")).toEqual(["10 OK → Alert 5"]);
    expect(of("last_2d")).toEqual(["30 OK → Alert 5"]);
  },
  "the first evaluation": () => {
    expect(changes(play({}, { "*": [1] }, 1))).toEqual([]);
    expect(changes(play({}, { "*": [5] }, 1))).toEqual(["1 OK → Alert 5"]);
    expect(changes(play({ thresholds: { critical: 3, warning: 2 } }, { "*": [2.5] }, 1))).toEqual(["1 OK → Warn 2.5"]);
  },
  "an alert that falls to between `warning` and `warning_recovery`": () => {
    const levels = { comparator: ">", critical: 80, warning: 60, warningRecovery: 50 } as const;
    expect(stateOf(levels, "Alert", 55)).toBe("Warn");
  },
  "old style, `notify_no_data` off": () => {
    expect(changes(play({}, { "stage:a": [5] }, 1442, " by {stage}"))).toEqual([
      "1 {stage:a} OK → Alert 5",
      "1442 {stage:a} Alert → forgotten",
    ]);
  },
  "old style, `notify_no_data` on": () => {
    const at = (options: MonitorOptions) =>
      changes(play({ notify_no_data: true, ...options }, { "*": [1, ...times(30)] }, 30));
    // the window of 5 minutes holds its last point at minute 1 and lost it by 2: the point is 6 minutes old then
    expect(at({})).toEqual(["6 OK → No Data"]);
    expect(at({ no_data_timeframe: 20 })).toEqual(["16 OK → No Data"]);
    expect(at({ no_data_timeframe: 1 })).toEqual(["2 OK → No Data"]);
  },
  "an empty window with `require_full_window`": () => {
    const store = gauges([5, 5, 5, 5, 5]);
    const options = { require_full_window: true, on_missing_data: "show_no_data" } as const;
    const told = run([alertingMonitor("1", monitor("avg(last_5m):avg:a{*} > 3", options), { series: store })], 12);
    // full at 5 alone; empty from 10 on
    expect(changes(told)).toEqual(["5 OK → Alert 5", "10 Alert → No Data"]);
  },
  "`on_missing_data: default` of a query without groups": () => {
    const summed = monitor("sum(last_5m):sum:a{*}.as_count() < 1", { on_missing_data: "default" });
    expect(changes(run([scripted(summed, {})], 1))).toEqual(["1 OK → Alert 0"]);
  },
  "a search without `on_missing_data`": () => {
    const query = 'logs("*").index("*").rollup("count").last("2m") > 0';
    expect(changes(logs(query, [[1, "a"]], 8))).toEqual(["2 OK → Alert 1", "4 Alert → OK 0"]);
    expect(changes(logs(query, [[1, "a"]], 8, { notify_no_data: true }))).toEqual([
      "2 OK → Alert 1",
      "5 Alert → No Data",
    ]);
  },
  "`default`, a search below a threshold, by groups": () => {
    const query = 'logs("*").index("*").rollup("count").by("service").last("2m") < 1';
    const lines = [1, 2, 3, 4].map((at) => [at, "a"] as const);
    expect(changes(logs(query, [...lines, [1, "b"], [1, "c"]], 8))).toEqual([
      "1 OK → Alert 0",
      "2 Alert → OK",
      "7 OK → Alert 0",
    ]);
  },
  "No Data that nobody was notified of": () => {
    const shown = { on_missing_data: "show_no_data" } as const;
    expect(sent(play(shown, { "*": [1, undefined, 1] }, 3))).toEqual([]);
    expect(sent(play(shown, { "*": [5, undefined, 1] }, 3))).toEqual(["1 alert", "3 no_data_recovery"]);
  },
  "a recovery from No Data after an alert": () => {
    const told = play({ on_missing_data: "show_and_notify_no_data" }, { "*": [5, undefined, 1] }, 3);
    expect(sent(told)).toEqual(["1 alert", "2 no_data", "3 no_data_recovery"]);
  },
  "a notification for several groups": () => {
    const script = { "stage:a": [1, 2.5, 2.5, 1, 1], "stage:b": [1, 1, 5, 5, 1] };
    const told = play({ notify_by: ["*"], thresholds: { critical: 3, warning: 2 } }, script, 5, " by {stage}");
    expect(sent(told)).toEqual(["2 warning", "3 alert", "5 alert_recovery"]);
    expect(told.notifications.map(({ value }) => value)).toEqual([2.5, 5, 1]);
  },
  "a group that is forgotten": () => {
    expect(sent(play({}, { "stage:a": [5] }, 1445, " by {stage}"))).toEqual(["1 alert {stage:a}"]);
  },
  "downtimes and shared notifications": () => {
    const script = { "stage:a": [1, 5, 5], "stage:b": [1, 1, 5] };
    const monitors = [scripted(average({ notify_by: ["*"] }, " by {stage}"), script)];
    expect(sent(run(monitors, 3, { downtimes: [quietDowntime(0, 9, "stage:a")] }))).toEqual([]);
    expect(sent(run(monitors, 3, { downtimes: [quietDowntime(0, 9, "stage:b")] }))).toEqual(["2 alert"]);
  },
  "a downtime that ends quietly (canceled)": () => {
    const monitors = [scripted(average({ renotify_interval: 5 }), { "*": [1, 5, 5, 5, 5, 5, 5, 5, 5, 1] })];
    expect(sent(run(monitors, 10, { downtimes: [quietDowntime(1, 3)] }))).toEqual([
      "8 alert_renotify",
      "10 alert_recovery",
    ]);
  },
  "`escalation_message`": () => {
    const definition = average({ renotify_interval: 1, escalation_message: "Again. @boss" }, "", "Load @ops");
    const last = run([scripted(definition, { "*": [5, 5] })], 2).notifications.at(-1);
    expect([last?.text, last?.recipients]).toEqual(["Load @ops\n\nAgain. @boss", ["@ops", "@boss"]]);
  },
  'words near each other (`"quick fox"~2`)': () => {
    const finds = (message: string) => {
      const search = parseSearch('"quick fox"~2');
      return search.ok && matcher(search.node)({ kind: "logs", time: 0, message });
    };
    const texts = ["quick fox", "the quick red old fox", "quick red old sly fox", "fox, quick"];
    expect(texts.map(finds)).toEqual([true, true, false, false]);
  },
  "a service check's first state": () => {
    expect(changes(checks(["CRITICAL", "CRITICAL"], { thresholds: { critical: 2 } }))).toEqual([
      "2 {service:a} OK → Alert 2",
    ]);
  },
  "statuses without a threshold": () => {
    expect(changes(checks(["OK", "WARNING", "UNKNOWN", "CRITICAL", "OK"]))).toEqual([
      "4 {service:a} OK → Alert 1",
      "5 {service:a} Alert → OK 1",
    ]);
  },
  "a composite over Unknown": () => {
    expect(compositeState({ kind: "monitorId", id: "1" }, () => "Unknown")).toBe("No Data");
  },
  "composites, groups of different width": () => {
    const member = (id: string, by: string, keys: readonly string[]) =>
      scripted(average({}, ` by {${by}}`), Object.fromEntries(keys.map((key) => [key, [1, 5]])), id);
    const composite = alertingMonitor("9", monitor("1 && 2", {}, { type: "composite" }), { series: new SeriesStore() });
    const told = run(
      [
        member("1", "device,host", ["device:sda,host:a", "device:sda,host:b"]),
        member("2", "host", ["host:a"]),
        composite,
      ],
      2,
    );
    const own = told.transitions.filter((one) => one.monitor === "9");
    expect(changes({ ...told, transitions: own })).toEqual(["2 {device:sda,host:a} OK → Alert"]);
  },
  "SLO alerts": () => {
    const definition: SloDefinition = {
      name: "S",
      type: "monitor",
      monitor_ids: [2],
      thresholds: [{ timeframe: "7d", target: 50 }],
    };
    const store = gauges(times(80, 5) as number[]);
    const query = 'burn_rate("x").over("7d").long_window("1h").short_window("5m") >= 1';
    // down from 1 on: at 31 half of the hour is, twice a budget of a half makes 1; the short window burns at 2
    expect(slo(definition, query, store, 40, [monitor("avg(last_1m):avg:a{*} > 3")])).toEqual(["31 OK → Alert 1"]);
  },
  "an SLO over monitors": () => {
    const definition: SloDefinition = {
      name: "S",
      type: "monitor",
      monitor_ids: [2],
      thresholds: [{ timeframe: "7d", target: 50 }],
    };
    const query = 'burn_rate("x").over("7d").long_window("1h").short_window("5m") >= 1';
    const of = (on_missing_data: MonitorOptions["on_missing_data"]) =>
      slo(definition, query, gauges([1]), 40, [monitor("avg(last_1m):avg:a{*} > 3", { on_missing_data })]);
    // no data from 2 on
    expect(of("show_and_notify_no_data")).toEqual(["32 OK → Alert 1"]);
    expect(of("show_no_data")).toEqual([]);
  },
  "an SLO over groups of a monitor": () => {
    const alerts = (groups?: string[]) => {
      const definition: SloDefinition = {
        name: "S",
        type: "monitor",
        monitor_ids: [2],
        ...(groups ? { groups } : {}),
        thresholds: [{ timeframe: "7d", target: 50 }],
      };
      const query = 'burn_rate("x").over("7d").long_window("1h").short_window("5m") >= 0.2';
      const store = new SeriesStore({ step: 60 });
      for (const [host, values] of [
        ["a", times(20, 5)],
        ["b", [...times(10, 1), ...times(10, 5)]],
      ] as const) {
        const points = values.map((value, minute) => [minute * 60, value!] as const);
        store.submit({ metric: "a", type: "gauge", tags: [`host:${host}`, "env:p"], points });
      }
      const options = { new_group_delay: 0 };
      return slo(definition, query, store, 20, [monitor("avg(last_1m):avg:a{*} by {host,env} > 3", options)]);
    };
    // burn rate 0.2 at half the time: a tenth of the hour. host:a is down from 1 on, host:b from 11 on
    expect(alerts()).toEqual(["7 OK → Alert 0.2"]);
    expect(alerts(["env:p,host:a"])).toEqual(["7 OK → Alert 0.2"]);
    expect(alerts(["host:b,env:p"])).toEqual(["17 OK → Alert 0.2"]);
    expect(alerts(["host:c,env:p"])).toEqual([]);
  },
  "a time slice without data": () => {
    const queries = [{ name: "q", data_source: "metrics", query: "avg:a{*}" }];
    const definition: SloDefinition = {
      name: "S",
      type: "time_slice",
      thresholds: [{ timeframe: "7d", target: 99 }],
      sli_specification: {
        time_slice: { query: { queries, formulas: [{ formula: "q" }] }, comparator: "<=", threshold: 2 },
      },
    };
    const query = 'burn_rate("x").over("7d").long_window("1h").short_window("5m") > 0';
    expect(slo(definition, query, gauges([]), 20)).toEqual([]);
  },
  "a time that is skipped or comes twice when clocks change": () => {
    const at = (month: number, day: number, hour: number) =>
      new Date(
        instantOf({ year: 2026, month, day, hour, minute: 30, second: 0 }, "America/New_York") * 1000,
      ).toISOString();
    // 02:30 does not exist on 2026-03-08: it is 03:30 of summer time; 01:30 comes twice on 2026-11-01
    expect(at(3, 8, 2)).toBe("2026-03-08T07:30:00.000Z");
    expect(at(11, 1, 1)).toBe("2026-11-01T05:30:00.000Z");
  },
};

test("the table has a test for each row, and no test is without one", () => {
  expect(Object.keys(CHOICES).sort()).toEqual(choicesUnder("Alerting").sort());
});

test.each(Object.entries(CHOICES))("%s", (_, check) => check());
