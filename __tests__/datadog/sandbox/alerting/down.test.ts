import { secondsDown, stepDown } from "../../../../datadog/sandbox/alerting/down";
import type { Rules } from "../../../../datadog/sandbox/alerting/rules";
import type { GroupRecord, Interval, State } from "../../../../datadog/sandbox/alerting/types";
import { groupOf } from "./scripted";

const DAY = 86_400;

/** The intervals after evaluations at these times, in which each group has a state. */
function downAfter(evaluations: Readonly<Record<number, Readonly<Record<string, State>>>>, notifiesNoData = true) {
  return Object.entries(evaluations).reduce<readonly Interval[]>((down, [time, states]) => {
    const groups = Object.entries(states).map(([key, state]): [string, GroupRecord] => [
      key,
      { group: groupOf(key), state, firstSeen: 0 },
    ]);
    return stepDown(down, new Map(groups), { notifiesNoData } as Rules, Number(time));
  }, []);
}

// https://docs.datadoghq.com/service_level_objectives/monitor/: a monitor is down while it alerts
describe("when a monitor is down", () => {
  test("from the alert of a group to its recovery", () => {
    expect(downAfter({ 60: { a: "OK" }, 120: { a: "Alert" }, 180: { a: "Alert" }, 240: { a: "Warn" } })).toEqual([
      { from: 120, to: 240, groups: ["a"] },
    ]);
  });

  test("each time that other groups alert is an interval", () => {
    const evaluations = {
      60: { b: "Alert", a: "OK" },
      120: { b: "Alert", a: "Alert" },
      180: { b: "OK", a: "Alert" },
    } as const;
    expect(downAfter(evaluations)).toEqual([
      { from: 60, to: 120, groups: ["b"] },
      { from: 120, to: 180, groups: ["a", "b"] },
      { from: 180, groups: ["a"] },
    ]);
  });

  // https://docs.datadoghq.com/monitors/guide/on_missing_data/#slo-monitors
  test.each([
    [true, [{ from: 60, groups: ["a"] }]],
    [false, []],
  ])("without data, where the monitor notifies of it: %p", (notifies, intervals) => {
    expect(downAfter({ 60: { a: "No Data" } }, notifies)).toEqual(intervals);
  });

  test("is known for 90 days, the longest timeframe of an SLO", () => {
    const outage = { 60: { a: "Alert" }, 120: { a: "OK" } } as const;
    const again = (time: number) => downAfter({ ...outage, [time]: { a: "Alert" } }).length;
    expect([again(89 * DAY), again(91 * DAY)]).toEqual([2, 1]);
  });
});

test.each([
  [[], 0],
  [[{ from: 10, to: 30 }], 20],
  [[{ from: 10 }], 90],
  [[{ from: -50, to: 10 }], 10],
  [[{ from: 90, to: 150 }], 10],
  [[{ from: -50, to: 150 }], 100],
  [[{ from: 100, to: 150 }], 0],
  [[{ from: -50, to: 0 }], 0],
  // what several cover counts once
  [
    [
      { from: 50, to: 60 },
      { from: 10, to: 30 },
    ],
    30,
  ],
  [
    [
      { from: 10, to: 50 },
      { from: 20, to: 30 },
      { from: 40, to: 60 },
    ],
    50,
  ],
])("of 0 to 100, %j are %i seconds down", (intervals, seconds) => {
  expect(secondsDown(intervals, 0, 100)).toBe(seconds);
});
