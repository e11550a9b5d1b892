import type { MonitorOptions } from "../../../../datadog/definitions";
import { alertingMonitor } from "../../../../datadog/sandbox/alerting";
import { type CheckStatus, EventStore } from "../../../../datadog/sandbox/events";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { changes, monitor, run, sent } from "./scripted";

const STATUSES: Readonly<Record<string, CheckStatus>> = { O: "OK", W: "WARNING", C: "CRITICAL", U: "UNKNOWN" };

/** A run a minute, from minute 0: `OOCC_`, by the tags of who runs it. */
function play(
  query: string,
  runs: Readonly<Record<string, string>>,
  minutes: number,
  options: MonitorOptions = {},
  message = "@all",
) {
  const events = new EventStore();
  for (const [tags, statuses] of Object.entries(runs)) {
    for (const [minute, letter] of [...statuses].entries()) {
      const status = STATUSES[letter];
      if (status)
        events.addRun({
          check: "app.up",
          time: minute * 60,
          status,
          tags: tags.split(","),
          message: `${letter}${minute}`,
        });
    }
  }
  // without the delay of new hosts
  const definition = monitor(query, { new_group_delay: 0, ...options }, { type: "service check", message });
  return run([alertingMonitor("1", definition, { series: new SeriesStore(), events })], minutes);
}

const byHost = '"app.up".over("*").by("host").last(4).count_by_status()';

// https://docs.datadoghq.com/monitors/types/service_check/
describe("a check alert", () => {
  test("wants the same status as often in a row as its threshold says", () => {
    const thresholds = { critical: 3, warning: 2, ok: 2 };
    // a run at minute n is seen at n + 1
    expect(changes(play(byHost, { "host:a": "OCCOCCCOO" }, 9, { thresholds }))).toEqual([
      "7 {host:a} OK → Alert 3",
      "9 {host:a} Alert → OK 2",
    ]);
    expect(changes(play(byHost, { "host:a": "OWWCCC" }, 6, { thresholds }))).toEqual([
      "3 {host:a} OK → Warn 2",
      "6 {host:a} Warn → Alert 3",
    ]);
  });

  test("alerts for each group, over what is in its scope", () => {
    const query = '"app.up".over("env:prod").exclude("host:c").by("host").last(2).count_by_status()';
    const runs = { "host:a,env:prod": "OC", "host:b,env:dev": "OC", "host:c,env:prod": "OC" };
    expect(changes(play(query, runs, 2, { thresholds: { critical: 1 } }))).toEqual(["2 {host:a} OK → Alert 1"]);
  });

  test('groups by every tag for .by("*")', () => {
    const query = '"app.up".over("*").by("*").last(2).count_by_status()';
    expect(changes(play(query, { "host:a,url:x": "OC" }, 2))).toEqual(["2 {host:a,url:x} OK → Alert 1"]);
  });

  test("says that a status is unknown where its threshold is set", () => {
    expect(changes(play(byHost, { "host:a": "OUU" }, 3))).toEqual([]);
    const told = play(byHost, { "host:a": "OUUO" }, 4, { thresholds: { critical: 1, unknown: 2, ok: 1 } });
    expect(changes(told)).toEqual(["3 {host:a} OK → Unknown 2", "4 {host:a} Unknown → OK 1"]);
    expect(sent(told)).toEqual(["3 unknown {host:a}", "4 unknown_recovery {host:a}"]);
  });

  test("shows the message of the run", () => {
    const told = play(byHost, { "host:a": "OC" }, 2, {}, "{{check_message}} {{ok_threshold}}");
    expect(told.notifications.map(({ text }) => text)).toEqual(["C1"]);
  });

  test("has no data after a day without a run, or as long as no_data_timeframe says", () => {
    const options = { notify_no_data: true };
    const day = 1440;
    expect(changes(play(byHost, { "host:a": "O" }, day + 5, options))).toEqual([`${day + 1} {host:a} OK → No Data`]);
    expect(changes(play(byHost, { "host:a": "O" }, 10, { ...options, no_data_timeframe: 5 }))).toEqual([
      "6 {host:a} OK → No Data",
    ]);
    expect(changes(play(byHost, { "host:a": "C" }, 10, { no_data_timeframe: 5 }))).toEqual(["1 {host:a} OK → Alert 1"]);
  });
});

describe("a cluster alert", () => {
  const query = '"app.up".over("*").by("env").pct_by_status() > 70';

  test("compares the share of failing members, each by its last run", () => {
    const runs = {
      "env:prod,host:a": "OCC",
      "env:prod,host:b": "OCC",
      "env:prod,host:c": "OOC",
      "env:prod,host:d": "OOO",
    };
    // two of four, then three of four
    expect(changes(play(query, runs, 3, { thresholds: { critical: 70 } }))).toEqual(["3 {env:prod} OK → Alert 75"]);
  });

  test("warns by the share of those that warn", () => {
    const runs = { "env:prod,host:a": "OW", "env:prod,host:b": "OW" };
    expect(changes(play(query, runs, 2, { thresholds: { critical: 70, warning: 70 } }))).toEqual([
      "2 {env:prod} OK → Warn 100",
    ]);
  });
});

test("runs that come late, and earlier times, count as if they had come in order", () => {
  const events = new EventStore();
  const add = (minute: number, status: CheckStatus) =>
    events.addRun({ check: "a.up", time: minute * 60, status, tags: ["host:a"] });
  const query = '"a.up".over("*").by("host").last(4).count_by_status()';
  const definition = monitor(query, { thresholds: { critical: 3 } }, { type: "service check" });
  const { source } = alertingMonitor("1", definition, { series: new SeriesStore(), events });
  const rowAt = (minute: number) =>
    source.read({
      time: minute * 60,
      evaluated: minute * 60,
      known: new Map(),
      state: new Map(),
      readings: new Map(),
    })[0]?.value;
  add(0, "OK");
  add(1, "CRITICAL");
  add(3, "CRITICAL");
  expect([1, 2, 4].map(rowAt)).toEqual([1, 1, 2]);
  add(2, "OK");
  add(4, "CRITICAL");
  expect([5, 2, 4, 5].map(rowAt)).toEqual([2, 1, 1, 2]);
});
