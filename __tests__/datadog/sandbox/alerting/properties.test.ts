import fc from "fast-check";
import type { MonitorOptions } from "../../../../datadog/definitions";
import { alertingMonitor, downtimeOf, History, type State, timeline } from "../../../../datadog/sandbox/alerting";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { monitor, run, type Script, scripted } from "./scripted";

const MINUTES = 60;

const values = fc.array(fc.option(fc.constantFrom(0, 1, 2, 2.5, 3, 4, Number.POSITIVE_INFINITY), { nil: undefined }), {
  minLength: MINUTES,
  maxLength: MINUTES,
});
const script: fc.Arbitrary<Script> = fc.record({
  "stage:a,user:x": values,
  "stage:a,user:y": values,
  "stage:b,user:x": values,
});

const options: fc.Arbitrary<MonitorOptions> = fc.record(
  {
    thresholds: fc.constantFrom<NonNullable<MonitorOptions["thresholds"]>>(
      { critical: 3 },
      { critical: 3, warning: 2 },
      { critical: 3, warning: 2, critical_recovery: 2.5, warning_recovery: 1 },
    ),
    on_missing_data: fc.constantFrom("default", "show_no_data", "show_and_notify_no_data", "resolve"),
    notify_no_data: fc.boolean(),
    no_data_timeframe: fc.constantFrom(2, 10, 20),
    renotify_interval: fc.constantFrom(1, 7),
    renotify_occurrences: fc.constantFrom(1, 3),
    timeout_h: fc.constantFrom(0, 1),
    new_group_delay: fc.constantFrom(0, 120),
    group_retention_duration: fc.constantFrom("10m", "1h"),
    notify_by: fc.constantFrom<string[]>(["stage"], ["*"]),
  },
  { requiredKeys: [] },
);

const downtimes = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom("*", "stage:a", "user:x"),
    ),
    { maxLength: 2 },
  )
  .map((all) =>
    all.map(([start, length, scope], index) =>
      downtimeOf(`${index}`, {
        type: "downtime",
        attributes: {
          scope,
          monitor_identifier: { monitor_tags: ["*"] },
          schedule: {
            start: new Date(start * 60_000).toISOString(),
            end: new Date((start + length) * 60_000).toISOString(),
          },
        },
      }),
    ),
  );

const made = (aggregator: string, given: MonitorOptions, values: Script) => [
  scripted(monitor(`${aggregator}(last_5m):avg:a{*} by {stage,user} > 3`, given), values),
];

const aggregator = fc.constantFrom("avg", "sum");

test("two halves of a timeline are the whole", () => {
  fc.assert(
    fc.property(
      aggregator,
      options,
      script,
      downtimes,
      fc.integer({ min: 1, max: MINUTES - 1 }),
      (how, given, values, muted, cut) => {
        const whole = run(made(how, given, values), MINUTES, { downtimes: muted });
        const first = run(made(how, given, values), cut, { downtimes: muted });
        // what was kept in between survives as plain data
        const second = run(made(how, given, values), MINUTES, {
          from: cut + 1,
          state: structuredClone(first.state),
          downtimes: muted,
        });
        expect([...first.transitions, ...second.transitions]).toEqual(whole.transitions);
        expect([...first.notifications, ...second.notifications]).toEqual(whole.notifications);
        expect(second.state).toEqual(whole.state);
      },
    ),
    { numRuns: 150 },
  );
});

test("monitors that are run one after the other come to what they come to together", () => {
  fc.assert(
    fc.property(aggregator, options, script, script, downtimes, (how, given, first, second, muted) => {
      const monitors = [first, second].map((one, index) =>
        scripted(monitor(`${how}(last_5m):avg:a{*} by {stage,user} > 3`, given), one, `${index}`),
      );
      const { state, ...told } = timeline(monitors, new Map(), { from: 60, to: MINUTES * 60 }, muted);
      const { state: expected, ...whole } = run(monitors, MINUTES, { downtimes: muted });
      expect(told).toEqual(whole);
      expect([...state]).toEqual(expect.arrayContaining([...expected]));
    }),
    { numRuns: 50 },
  );
});

/** The script as points of `a`: an infinity is a gap, as it is for Datadog. */
function stored(values: Script, minutes = MINUTES): SeriesStore {
  const store = new SeriesStore({ step: 60 });
  for (const [key, list] of Object.entries(values)) {
    const points = list
      .slice(0, minutes)
      .flatMap((value, minute) => (value === undefined ? [] : [[minute * 60, value] as const]));
    store.submit({ metric: "a", type: "gauge", tags: key.split(","), points });
  }
  return store;
}

const query = fc.constantFrom(
  "avg(last_5m):avg:a{*} by {stage,user} > 3",
  "sum(last_1m):sum:a{*} by {stage} > 3",
  "max(last_3m):max:a{stage:a} < 3",
  "min(last_7m):sum:a{*} by {user} / avg:a{*} >= 3",
  "last(last_2m):avg:a{*} by {stage,user} > 3",
);

test("a timeline, which leaves out minutes that change nothing, is what evaluating every minute gives", () => {
  fc.assert(
    fc.property(
      query,
      query,
      options,
      options,
      script,
      downtimes,
      fc.boolean(),
      (a, b, first, second, values, muted, full) => {
        const made = () => {
          const inputs = { series: stored(values, 40) };
          const members = [
            alertingMonitor("1", monitor(a, { ...first, require_full_window: full }), inputs),
            alertingMonitor("2", monitor(b, { ...second, evaluation_delay: 60 }), inputs),
          ];
          const joined = monitor("1 && 2", second, { type: "composite", message: "{{a.value}} {{b.status}}" });
          return [...members, alertingMonitor("3", joined, inputs)];
        };
        const { state: expected, ...whole } = run(made(), MINUTES, { downtimes: muted });
        const { state, ...told } = timeline(made(), new Map(), { from: 60, to: MINUTES * 60 }, muted);
        expect(told).toEqual(whole);
        expect([...state]).toEqual(expect.arrayContaining([...expected]));
      },
    ),
    { numRuns: 60 },
  );
});

test("a history tells what was found at any minute", () => {
  const values: Script = { "stage:a,user:x": [1, 1, 5, 5, undefined, 1] };
  const monitors = [alertingMonitor("1", monitor("avg(last_1m):avg:a{*} by {stage} > 3"), { series: stored(values) })];
  const history = new History(monitors, new Map(), { from: 60, to: 360 });
  const at = (minute: number) => [
    history.readingsAt("1", minute * 60).map(({ value }) => value),
    history.stateAt("1", minute * 60)?.groups.get("stage:a")?.state,
  ];
  expect([6, 5, 4, 3, 2, 1].map(at)).toEqual([
    [[1], "OK"],
    [[], "Alert"],
    [[5], "Alert"],
    [[5], "Alert"],
    [[1], "OK"],
    [[1], "OK"],
  ]);
});

test("a state never changes without a transition, nor is a state before changed", () => {
  fc.assert(
    fc.property(aggregator, options, script, downtimes, (how, given, values, muted) => {
      const monitors = made(how, given, values);
      const states = new Map<string, State>();
      let state: ReturnType<typeof run>["state"] = new Map();
      for (let minute = 1; minute <= MINUTES; minute++) {
        const before = structuredClone(state);
        const next = run(monitors, minute, { from: minute, state, downtimes: muted });
        expect(state).toEqual(before);
        for (const { group, from, to } of next.transitions) {
          expect(from).toBe(states.get(group.key) ?? "OK");
          if (to) states.set(group.key, to);
          else states.delete(group.key);
        }
        for (const { group, state: now } of next.state.get("1")?.groups.values() ?? []) {
          // the first state comes silently where it is OK or No Data
          if (now !== undefined && !states.has(group.key)) {
            expect(["OK", "No Data"]).toContain(now);
            states.set(group.key, now);
          }
          expect([group.key, states.get(group.key)]).toEqual([group.key, now]);
        }
        state = next.state;
      }
    }),
    { numRuns: 30 },
  );
});

test("the order in which groups are read changes nothing but the order of what is told", () => {
  const sorted = (all: readonly { readonly time: number; readonly group: { readonly key: string } }[]) =>
    [...all].sort((a, b) => a.time - b.time || a.group.key.localeCompare(b.group.key));
  fc.assert(
    fc.property(aggregator, options, script, (how, given, values) => {
      const { notify_by: _, ...own } = given;
      const turned = Object.fromEntries(Object.entries(values).reverse());
      const [one, other] = [run(made(how, own, values), MINUTES), run(made(how, own, turned), MINUTES)];
      expect(sorted(other.transitions)).toEqual(sorted(one.transitions));
      expect(sorted(other.notifications)).toEqual(sorted(one.notifications));
    }),
    { numRuns: 50 },
  );
});

test("a recovery is sent only to people who were notified, and nothing is sent twice in a minute", () => {
  fc.assert(
    fc.property(aggregator, options, script, downtimes, (how, given, values, muted) => {
      const open = new Set<string>();
      const seen = new Set<string>();
      for (const { moment, group, time } of run(made(how, given, values), MINUTES, { downtimes: muted })
        .notifications) {
        const place = `${time} ${group.key}`;
        expect(seen.has(place)).toBe(false);
        seen.add(place);
        if (!moment.endsWith("_recovery")) open.add(group.key);
        else if (muted.length === 0) expect(open.has(group.key)).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});
