import { parseMonitorQuery } from "../../../../datadog/query";
import { alertingMonitor, type State } from "../../../../datadog/sandbox/alerting";
import { stateOf } from "../../../../datadog/sandbox/alerting/sources/composite";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { corpusObjects, describeCorpus } from "../../../corpus";
import { changes, monitor, run, type Script, scripted, sent, times } from "./scripted";

const expression = (query: string) => {
  const result = parseMonitorQuery(query);
  if (!result.ok || result.node.kind !== "composite") throw new Error(query);
  return result.node.expression;
};

const NAMES: Readonly<Record<string, State>> = {
  Alert: "Alert",
  Warn: "Warn",
  OK: "OK",
  Ok: "OK",
  "No Data": "No Data",
};

/** Members 1 and 2 by their values, a composite over them. */
function play(query: string, first: Script, second: Script, minutes: number, options = {}, message = "@all") {
  const member = (id: string, script: Script) => {
    const by = Object.keys(script).some((key) => key !== "*")
      ? ` by {${Object.keys(script)[0]!.replace(/:[^,]*/g, "")}}`
      : "";
    const thresholds = { critical: 3, warning: 2 };
    const own = { thresholds, on_missing_data: "show_and_notify_no_data" as const, new_group_delay: 0 };
    return scripted(monitor(`avg(last_5m):avg:a{*}${by} > 3`, own), script, id);
  };
  const composite = alertingMonitor("9", monitor(query, options, { type: "composite", message }), {
    series: new SeriesStore(),
  });
  const told = run([composite, member("1", first), member("2", second)], minutes);
  return {
    ...told,
    transitions: told.transitions.filter(({ monitor }) => monitor === "9"),
    notifications: told.notifications.filter(({ monitor }) => monitor === "9"),
  };
}

// https://docs.datadoghq.com/monitors/types/composite/#computing-trigger-conditions
describe("the truth table", () => {
  test.each<[State, State, "&&" | "||", State]>([
    ["Alert", "Warn", "&&", "Warn"],
    ["Alert", "Warn", "||", "Alert"],
    ["Alert", "OK", "&&", "OK"],
    ["Alert", "OK", "||", "Alert"],
    ["Warn", "OK", "&&", "OK"],
    ["Warn", "OK", "||", "Warn"],
    ["No Data", "Warn", "&&", "No Data"],
    ["No Data", "Warn", "||", "Warn"],
    ["No Data", "OK", "&&", "OK"],
    ["No Data", "OK", "||", "No Data"],
    ["No Data", "No Data", "&&", "No Data"],
    ["No Data", "No Data", "||", "No Data"],
  ])("%s, %s: %s is %s", (a, b, operator, expected) => {
    expect(stateOf(expression(`1 ${operator} 2`), (id) => (id === "1" ? a : b))).toBe(expected);
  });

  test.each<[State, State]>([
    ["Alert", "OK"],
    ["Warn", "OK"],
    ["OK", "Alert"],
    ["No Data", "No Data"],
  ])("not %s is %s", (a, expected) => expect(stateOf(expression("!1"), () => a)).toBe(expected));

  test("nested", () => {
    const states: Readonly<Record<string, State>> = { "1": "Alert", "2": "Warn", "3": "OK" };
    expect(stateOf(expression("(1 || 3) && !(2 && 3)"), (id) => states[id]!)).toBe("Alert");
  });
});

describeCorpus("the vectors of composites", () => {
  interface Vector {
    readonly id: string;
    readonly A: string;
    readonly B: string;
    readonly op: string;
    readonly notify_no_data: boolean | null;
    readonly expect: string;
  }
  const vectors = corpusObjects<Vector>("conformance_vectors.jsonl").filter(({ id }) => id === "composite");
  const VALUES: Readonly<Record<string, number | undefined>> = { Alert: 5, Warn: 2.5, OK: 1, "No Data": undefined };

  test.each(vectors)(
    "$A $op $B, notify_no_data $notify_no_data: $expect",
    ({ A, B, op, notify_no_data, expect: expected }) => {
      // both begin with Warn, which is the last known state
      const told = play(`1 ${op} 2`, { "*": [2.5, VALUES[A]] }, { "*": [2.5, VALUES[B]] }, 2, {
        notify_no_data: notify_no_data ?? false,
      });
      const state = told.state.get("9")!.groups.get("*")!.state;
      expect(state).toBe(expected === "Last known" ? "Warn" : NAMES[expected]);
    },
  );

  test("are all there", () => expect(vectors).toHaveLength(13));
});

describe("a composite", () => {
  test("follows its monitors in the same minute, wherever it stands", () => {
    const told = play("1 && 2", { "*": [1, 5, 5, 1] }, { "*": [1, 1, 5, 5] }, 4);
    expect(changes(told)).toEqual(["3 OK → Alert", "4 Alert → OK"]);
    expect(sent(told)).toEqual(["3 alert", "4 alert_recovery"]);
  });

  test("keeps its state where no data is not notified", () => {
    const first = { "*": [5, ...times(2), 1] };
    const second = { "*": [5, 5, 5, 1] };
    expect(changes(play("1 && 2", first, second, 4))).toEqual(["1 OK → Alert", "4 Alert → OK"]);
    expect(changes(play("1 && 2", first, second, 4, { notify_no_data: true }))).toEqual([
      "1 OK → Alert",
      "2 Alert → No Data",
      "4 No Data → OK",
    ]);
  });

  // https://docs.datadoghq.com/monitors/types/composite/#common-reporting-sources
  test("has the groups that all of its monitors have", () => {
    const first = Object.fromEntries(["1", "2", "3", "4", "5"].map((n) => [`host:web0${n}`, [1, 5]]));
    const second = Object.fromEntries(["4", "5", "6"].map((n) => [`host:web0${n}`, [1, 5]]));
    expect(changes(play("1 && 2", first, second, 2))).toEqual([
      "2 {host:web04} OK → Alert",
      "2 {host:web05} OK → Alert",
    ]);
  });

  test("joins groups by their values, whatever the keys", () => {
    expect(changes(play("1 && 2", { "host:web04": [1, 5] }, { "service:web04": [1, 5] }, 2))).toHaveLength(1);
  });

  test("joins a group with one that has more keys, and none with other keys", () => {
    const wide = { "device:sda,host:a": [1, 5], "device:sdb,host:a": [1, 1], "device:sda,host:b": [1, 5] };
    expect(changes(play("1 && 2", wide, { "host:a": [1, 5] }, 2))).toEqual(["2 {device:sda,host:a} OK → Alert"]);
    expect(changes(play("1 && 2", { "device:sda,host:a": [1, 5] }, { "host:a,url:x": [1, 5] }, 2))).toEqual([]);
  });

  test("joins a simple alert with every group", () => {
    expect(changes(play("1 && 2", { "host:a": [1, 5], "host:b": [1, 5] }, { "*": [1, 5] }, 2))).toHaveLength(2);
  });

  test("shows the values and states of its monitors", () => {
    const told = play(
      "1 && 2",
      { "*": [1, 5] },
      { "*": [1, 2.5] },
      2,
      {},
      "{{a.value}} {{a.status}} {{b.value}} {{b.status}}",
    );
    expect(told.notifications.map(({ text, moment }) => [moment, text])).toEqual([["warning", "5.0 Alert 2.5 Warn"]]);
  });

  test("of eleven monitors is refused", () => {
    const query = Array.from({ length: 11 }, (_, index) => index + 1).join(" && ");
    expect(() =>
      alertingMonitor("9", monitor(query, {}, { type: "composite" }), { series: new SeriesStore() }),
    ).toThrow("A composite monitor can have at most 10 monitors, but this one has 11.");
  });
});
