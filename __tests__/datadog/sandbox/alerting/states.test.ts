import type { MonitorOptions } from "../../../../datadog/definitions";
import type { State } from "../../../../datadog/sandbox/alerting";
import { stateOf } from "../../../../datadog/sandbox/alerting/decide";
import { frequencyOf } from "../../../../datadog/sandbox/alerting/rules";
import { corpusObjects, describeCorpus } from "../../../corpus";
import { changes, monitor, run, type Script, scripted, sent, times } from "./scripted";

const average = (options: MonitorOptions = {}, by = "") =>
  monitor(`avg(last_5m):avg:system.load.1{*}${by} > 3`, { thresholds: { critical: 3 }, ...options });

const play = (options: MonitorOptions, script: Script, minutes: number, by = "") =>
  run([scripted(average(options, by), script)], minutes);

describe("thresholds", () => {
  test("an alert begins beyond the threshold, not at it, and ends where it is no longer beyond", () => {
    const told = play({}, { "*": [1, 3, 4, 5, 3, 1] }, 6);
    expect(changes(told)).toEqual(["3 OK → Alert 4", "5 Alert → OK 3"]);
    expect(sent(told)).toEqual(["3 alert", "5 alert_recovery"]);
  });

  test("a warning lies before the alert, and can be reached from both sides", () => {
    const told = play({ thresholds: { critical: 3, warning: 2 } }, { "*": [1, 2.5, 4, 2.5, 1] }, 5);
    expect(changes(told)).toEqual(["2 OK → Warn 2.5", "3 Warn → Alert 4", "4 Alert → Warn 2.5", "5 Warn → OK 1"]);
    expect(sent(told)).toEqual(["2 warning", "3 alert", "4 alert_to_warning", "5 warning_recovery"]);
  });

  test("the first evaluation sets the state without a word, unless it is one to speak of", () => {
    expect(changes(play({}, { "*": [1, 1] }, 2))).toEqual([]);
    expect(changes(play({}, { "*": [5, 5] }, 2))).toEqual(["1 OK → Alert 5"]);
  });

  // https://docs.datadoghq.com/monitors/guide/recovery-thresholds/
  test.each<[">" | ">=" | "<" | "<=", number, number, readonly number[], readonly State[]]>([
    [">", 80, 70, [81, 75, 70.1, 70], ["Alert", "Alert", "Alert", "OK"]],
    [">=", 80, 70, [80, 75, 70, 69.9], ["Alert", "Alert", "Alert", "OK"]],
    ["<", 20, 30, [19, 25, 29.9, 30], ["Alert", "Alert", "Alert", "OK"]],
    ["<=", 20, 30, [20, 25, 30, 30.1], ["Alert", "Alert", "Alert", "OK"]],
  ])("an alert on %s %d recovers past %d", (comparator, critical, recovery, values, states) => {
    let state: State = "OK";
    for (const [index, value] of values.entries()) {
      state = stateOf({ comparator, critical, recovery }, state, value);
      expect([value, state]).toEqual([value, states[index]]);
    }
  });

  test("a warning has a recovery threshold of its own", () => {
    const levels = { comparator: ">", critical: 80, warning: 60, recovery: 70, warningRecovery: 50 } as const;
    expect(stateOf(levels, "Warn", 55)).toBe("Warn");
    expect(stateOf(levels, "Warn", 50)).toBe("OK");
    expect(stateOf(levels, "OK", 55)).toBe("OK");
    expect(stateOf(levels, "Alert", 65)).toBe("Warn");
    // choice: an alert that comes down to between the warning and its recovery is a warning
    expect(stateOf(levels, "Alert", 55)).toBe("Warn");
  });

  test("what is compared with a recovery threshold may be another value, as of an anomaly's recovery window", () => {
    const levels = { comparator: ">=", critical: 1, recovery: 0 } as const;
    expect(stateOf(levels, "Alert", 0.5, 0.2)).toBe("Alert");
    expect(stateOf({ ...levels, recovery: 0.5 }, "Alert", 0.9, 0.4)).toBe("OK");
  });
});

// https://docs.datadoghq.com/monitors/configuration/#evaluation-frequency
describe("how often a monitor is evaluated", () => {
  const hour = 3600;
  test.each([
    [5 * 60, 60],
    [24 * hour - 1, 60],
    [24 * hour, 600],
    [48 * hour - 1, 600],
    [48 * hour, 1800],
  ])("a window of %d s every %d s", (window, frequency) => expect(frequencyOf(window)).toBe(frequency));

  test("choice: at whole minutes, ten minutes and half hours", () => {
    const daily = monitor("avg(last_1d):avg:system.load.1{*} > 3", { thresholds: { critical: 3 } });
    const told = run([scripted(daily, { "*": times(60, 5) })], 60);
    expect(changes(told)).toEqual(["10 OK → Alert 5"]);
  });
});

test("an evaluation delay shifts the window back", () => {
  // 900 s: at 20:00 the window ends at 5:00
  const told = play({ evaluation_delay: 900 }, { "*": [1, 1, 1, 1, 5, 1] }, 25);
  expect(changes(told)).toEqual(["20 OK → Alert 5", "21 Alert → OK 1"]);
});

describe("groups", () => {
  test("alert on their own", () => {
    const told = play({}, { "stage:spark": [1, 5, 5, 1], "stage:load": [1, 1, 5, 5] }, 4, " by {stage}");
    expect(changes(told)).toEqual([
      "2 {stage:spark} OK → Alert 5",
      "3 {stage:load} OK → Alert 5",
      "4 {stage:spark} Alert → OK 1",
    ]);
    expect(sent(told)).toEqual(["2 alert {stage:spark}", "3 alert {stage:load}", "4 alert_recovery {stage:spark}"]);
  });

  test("that are new wait for new_group_delay", () => {
    const script = { "stage:a": times(10, 5), "stage:b": [...times(4), ...times(6, 5)] };
    expect(changes(play({ new_group_delay: 180 }, script, 10, " by {stage}"))).toEqual([
      "4 {stage:a} OK → Alert 5",
      "8 {stage:b} OK → Alert 5",
    ]);
    expect(changes(play({}, script, 10, " by {stage}"))).toEqual([
      "1 {stage:a} OK → Alert 5",
      "5 {stage:b} OK → Alert 5",
    ]);
  });

  test("of hosts wait 300 s, unless new_group_delay says otherwise", () => {
    const script = { "host:a": times(10, 5) };
    expect(changes(play({}, script, 10, " by {host}"))).toEqual(["6 {host:a} OK → Alert 5"]);
    expect(changes(play({ new_host_delay: 60 }, script, 10, " by {host}"))).toEqual(["2 {host:a} OK → Alert 5"]);
    expect(changes(play({ new_host_delay: 60, new_group_delay: 0 }, script, 10, " by {host}"))).toEqual([
      "1 {host:a} OK → Alert 5",
    ]);
  });

  test("are forgotten a day after their data stopped, hosts after two, and are new when they come back", () => {
    const day = 1440;
    const script = { "stage:a": [5, ...times(day + 9), 5] };
    const told = play({}, script, day + 12, " by {stage}");
    // data stopped at 2:00, so that a day is over at 24:02
    expect(changes(told)).toEqual([
      "1 {stage:a} OK → Alert 5",
      `${day + 2} {stage:a} Alert → forgotten`,
      `${day + 11} {stage:a} OK → Alert 5`,
    ]);
    const hosts = { new_group_delay: 0 };
    expect(changes(play(hosts, { "host:a": [5] }, 2 * day + 2, " by {host}")).at(-1)).toBe(
      `${2 * day + 2} {host:a} Alert → forgotten`,
    );
  });

  test("are kept as long as group_retention_duration says", () => {
    expect(changes(play({ group_retention_duration: "1h" }, { "stage:a": [5] }, 70, " by {stage}")).at(-1)).toBe(
      "62 {stage:a} Alert → forgotten",
    );
  });

  test("that notify by some of their keys share their notifications", () => {
    const script = {
      "service:web,host:a": [1, 5, 5, 5, 1],
      "service:web,host:b": [1, 1, 5, 1, 1],
      "service:db,host:c": [1, 1, 1, 5, 5],
    };
    const told = play({ notify_by: ["service"], new_group_delay: 0 }, script, 5, " by {service,host}");
    expect(told.transitions).toHaveLength(5);
    expect(sent(told)).toEqual(["2 alert {service:web}", "4 alert {service:db}", "5 alert_recovery {service:web}"]);
    expect(told.notifications.map(({ groups }) => groups)).toEqual([
      ["service:web,host:a"],
      ["service:db,host:c"],
      ["service:web,host:a"],
    ]);
  });

  test("that notify by * are one simple alert", () => {
    const script = { "stage:a": [1, 5, 5, 1], "stage:b": [1, 1, 5, 5] };
    expect(sent(play({ notify_by: ["*"] }, script, 4, " by {stage}"))).toEqual(["2 alert"]);
  });
});

describe("a full window", () => {
  test("is asked for: a window that is not full leaves the state as it is", () => {
    const partial = scripted(average({ require_full_window: true }), { "*": times(3, 5) });
    const withFull = (full: readonly boolean[]) => ({
      ...partial,
      source: {
        ...partial.source,
        read: (now: Parameters<typeof partial.source.read>[0]) =>
          partial.source.read(now).map((reading) => ({ ...reading, isFull: () => full[now.time / 60 - 1]! })),
      },
    });
    expect(changes(run([withFull([false, false, true])], 3))).toEqual(["3 OK → Alert 5"]);
    expect(changes(run([withFull([true, false, false])], 3))).toEqual(["1 OK → Alert 5"]);
  });
});

describe("missing data", () => {
  const stops = { "*": [1, 5, ...times(20)] };

  test("old style, not notified: the state stays", () => {
    expect(changes(play({}, stops, 22))).toEqual(["2 OK → Alert 5"]);
  });

  test("old style, notified: no data after no_data_timeframe, twice the window unless given", () => {
    // the last value of a window of 5 minutes is seen at 2, so that the last point is as old as minute -3; 10 minutes later is 7
    expect(changes(play({ notify_no_data: true }, stops, 22))).toEqual(["2 OK → Alert 5", "7 Alert → No Data"]);
    const told = play({ notify_no_data: true, no_data_timeframe: 15 }, stops, 22);
    expect(changes(told)).toEqual(["2 OK → Alert 5", "12 Alert → No Data"]);
    expect(sent(told)).toEqual(["2 alert", "12 no_data"]);
    // choice: never while the window still has data
    expect(changes(play({ notify_no_data: true, no_data_timeframe: 2 }, stops, 22))).toEqual([
      "2 OK → Alert 5",
      "3 Alert → No Data",
    ]);
  });

  test("show_no_data shows it, show_and_notify_no_data also says it, as soon as the window is empty", () => {
    const back = { "*": [1, ...times(2), 1] };
    const shown = play({ on_missing_data: "show_no_data" }, back, 4);
    expect(changes(shown)).toEqual(["2 OK → No Data", "4 No Data → OK 1"]);
    expect(sent(shown)).toEqual([]);
    expect(sent(play({ on_missing_data: "show_and_notify_no_data" }, back, 4))).toEqual([
      "2 no_data",
      "4 no_data_recovery",
    ]);
  });

  test("an alert that lost its data quietly is still recovered from aloud", () => {
    const told = play({ on_missing_data: "show_no_data" }, { "*": [5, undefined, 1] }, 3);
    expect(sent(told)).toEqual(["1 alert", "3 no_data_recovery"]);
  });

  test("resolve makes it OK", () => {
    const told = play({ on_missing_data: "resolve" }, { "*": [5, undefined] }, 2);
    expect(changes(told)).toEqual(["1 OK → Alert 5", "2 Alert → OK"]);
    expect(sent(told)).toEqual(["1 alert", "2 alert_recovery"]);
  });

  const summed = (comparison: string) =>
    monitor(`sum(last_5m):sum:jobs.failed{*}.as_count() ${comparison}`, { on_missing_data: "default" });

  test("default evaluates a sum as 0, from the start too, and keeps any other state", () => {
    expect(changes(run([scripted(summed("> 3"), { "*": [5, undefined] })], 2))).toEqual([
      "1 OK → Alert 5",
      "2 Alert → OK 0",
    ]);
    expect(changes(run([scripted(summed("< 1"), {})], 1))).toEqual(["1 OK → Alert 0"]);
    expect(changes(play({ on_missing_data: "default" }, { "*": [5, undefined] }, 2))).toEqual(["1 OK → Alert 5"]);
  });

  test("a monitor that never had data does not say so", () => {
    expect(changes(play({ on_missing_data: "show_and_notify_no_data" }, {}, 5))).toEqual([]);
    expect(changes(play({ notify_no_data: true }, {}, 30))).toEqual([]);
  });

  test("timeout_h resolves it once, and only where data has stopped", () => {
    const told = play({ timeout_h: 1 }, { "*": [5, ...times(70)] }, 71);
    expect(changes(told)).toEqual(["1 OK → Alert 5", "62 Alert → OK"]);
    expect(changes(play({ timeout_h: 1 }, { "*": times(90, 5) }, 90))).toEqual(["1 OK → Alert 5"]);
    // it is not said again that there is no data
    const quiet = play({ timeout_h: 1, notify_no_data: true }, { "*": [5, ...times(99)] }, 100);
    expect(changes(quiet)).toEqual(["1 OK → Alert 5", "6 Alert → No Data", "62 No Data → OK"]);
  });

  test("after it a value that is still beyond alerts anew", () => {
    expect(changes(play({ timeout_h: 1 }, { "*": [5, ...times(70), 5] }, 72)).at(-1)).toBe("72 OK → Alert 5");
  });
});

// https://docs.datadoghq.com/monitors/guide/monitor_aggregators/
describeCorpus("the vectors about thresholds", () => {
  interface Vector {
    readonly id: string;
    readonly values: readonly number[];
    readonly agg: "max" | "sum";
    readonly op: ">";
    readonly threshold: number;
    readonly expect: string;
  }
  const vectors = corpusObjects<Vector>("conformance_vectors.jsonl");

  test.each(vectors.filter(({ id }) => id.startsWith("aggregator_")))(
    "$id",
    ({ values, agg, op, threshold, expect: state }) => {
      const value = agg === "max" ? Math.max(...values) : values.reduce((sum, one) => sum + one, 0);
      expect(stateOf({ comparator: op, critical: threshold }, "OK", value).toUpperCase()).toBe(state);
    },
  );

  test("eval_frequency, evaluation_delay and recovery_<= are those that are tested above", () => {
    const ids = vectors.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["eval_frequency", "evaluation_delay", "recovery_<="]));
  });
});

test("the worked examples of aggregators", () => {
  const values = [10, 15, 12, 8, 11, 14, 13, 25, 37, 45, 50];
  const state = (value: number, critical: number) => stateOf({ comparator: ">", critical }, "OK", value);
  expect(state(Math.max(...values), 40)).toBe("Alert");
  expect(state(Math.max(...values), 50)).toBe("OK");
  expect(state(240, 250)).toBe("OK");
});
