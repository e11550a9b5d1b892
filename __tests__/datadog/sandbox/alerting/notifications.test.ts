import type { DowntimeDefinition, MonitorOptions } from "../../../../datadog/definitions";
import { downtimeOf } from "../../../../datadog/sandbox/alerting";
import { monitor, run, type Script, scripted, sent, times } from "./scripted";

const average = (options: MonitorOptions = {}, by = "", message = "@all", rest = {}) =>
  monitor(
    `avg(last_5m):avg:system.load.1{env:prod}${by} > 3`,
    { thresholds: { critical: 3 }, ...options },
    { message, ...rest },
  );

const play = (options: MonitorOptions, script: Script, minutes: number) =>
  run([scripted(average(options), script)], minutes);

describe("reminders", () => {
  const alerting = { "*": times(3000, 5) };

  test("come every renotify_interval, counted from the last notification", () => {
    expect(sent(play({ renotify_interval: 10 }, alerting, 35))).toEqual([
      "1 alert",
      "11 alert_renotify",
      "21 alert_renotify",
      "31 alert_renotify",
    ]);
  });

  test("end after renotify_occurrences, or after 30 hours", () => {
    expect(sent(play({ renotify_interval: 10, renotify_occurrences: 2 }, alerting, 60))).toHaveLength(3);
    const all = play({ renotify_interval: 60 }, alerting, 40 * 60);
    // 1, 61, … 1801: thirty hours after 1
    expect(sent(all)).toHaveLength(31);
    expect(sent(all).at(-1)).toBe("1801 alert_renotify");
    const counted = play({ renotify_interval: 60, renotify_occurrences: 35 }, alerting, 40 * 60);
    expect(sent(counted)).toHaveLength(36);
  });

  test("are of alerts and no data, unless renotify_statuses say otherwise", () => {
    const warning = { "*": times(30, 2.5) };
    const thresholds = { critical: 3, warning: 2 };
    expect(sent(play({ thresholds, renotify_interval: 10 }, warning, 30))).toEqual(["1 warning"]);
    expect(sent(play({ thresholds, renotify_interval: 10, renotify_statuses: ["warn"] }, warning, 25))).toEqual([
      "1 warning",
      "11 warning_renotify",
      "21 warning_renotify",
    ]);
    const silent = { "*": [1, ...times(30)] };
    expect(sent(play({ on_missing_data: "show_and_notify_no_data", renotify_interval: 10 }, silent, 15))).toEqual([
      "2 no_data",
      "12 no_data_renotify",
    ]);
  });

  test("say the escalation message beside the message, to both's people", () => {
    const definition = average(
      { renotify_interval: 10, escalation_message: "Still so. @boss" },
      "",
      "{{#is_alert}}Load {{value}} @ops{{/is_alert}}{{#is_renotify}} again{{/is_renotify}}",
    );
    const { notifications } = run([scripted(definition, alerting)], 11);
    expect(notifications.map(({ text, recipients }) => [text, recipients])).toEqual([
      ["Load 5.0 @ops", ["@ops"]],
      ["Load 5.0 @ops again\n\nStill so. @boss", ["@ops", "@boss"]],
    ]);
  });
});

describe("what a notification says", () => {
  test("title, text, recipients, priority and value", () => {
    const definition = average(
      {},
      " by {stage}",
      "{{#is_alert}}{{stage.name}} in {{env.name}}: {{value}} > {{threshold}} @slack-{{stage.name}}{{/is_alert}}" +
        "{{#is_recovery}}fine after {{triggered_duration_sec}} s{{/is_recovery}}",
      { name: "Load of {{stage.name}}", priority: 2 },
    );
    const { notifications } = run([scripted(definition, { "stage:spark": [1, 5, 1] })], 3);
    expect(notifications).toEqual([
      {
        monitor: "1",
        time: 120,
        moment: "alert",
        group: { key: "stage:spark", tags: { stage: "spark" } },
        groups: ["stage:spark"],
        title: "[P2] [Triggered on {stage:spark}] Load of spark",
        text: "spark in prod: 5.0 > 3.0 @slack-spark",
        recipients: ["@slack-spark"],
        titleOnly: [],
        priority: 2,
        value: 5,
      },
      expect.objectContaining({
        title: "[P2] [Recovered on {stage:spark}] Load of spark",
        text: "fine after 60 s",
        recipients: [],
      }),
    ]);
  });

  // https://docs.datadoghq.com/monitors/notify/variables/#triggered-variables: A 14:19, B 14:27, C 14:45, D 14:49
  test("the documented table of triggered times", () => {
    const message = "{{first_triggered_at_epoch}} {{last_triggered_at_epoch}} {{triggered_duration_sec}}";
    const thresholds = { critical: 3, warning: 2 };
    const definition = average({ thresholds, on_missing_data: "show_and_notify_no_data" }, "", message);
    const script = { "*": [...times(18, 1), ...times(8, 2.5), ...times(18, 5), ...times(4), 1] };
    const [a, b, c, d] = [19, 27, 45, 49];
    const { notifications } = run([scripted(definition, script)], 49);
    expect(notifications.map(({ time, text }) => [time / 60, text])).toEqual([
      [a, `${a * 60_000} ${a * 60_000} 0`],
      [b, `${a * 60_000} ${b * 60_000} ${(b - a) * 60}`],
      [c, `${a * 60_000} ${c * 60_000} ${(c - a) * 60}`],
      [d, `${a * 60_000} ${c * 60_000} ${(d - a) * 60}`],
    ]);
  });

  test("shared notifications show every value of a tag, in order", () => {
    const definition = average({ notify_by: ["*"] }, " by {stage}", "{{stage.name}}");
    const { notifications } = run([scripted(definition, { "stage:b": [5], "stage:a": [5] })], 1);
    expect(notifications.map(({ title, text }) => [title, text])).toEqual([["[Triggered] M", "a,b"]]);
  });

  test("a draft sends nothing", () => {
    const definition = average({}, "", "@all", { draft_status: "draft" });
    const told = run([scripted(definition, { "*": [5] })], 1);
    expect(told.transitions).toHaveLength(1);
    expect(told.notifications).toEqual([]);
  });
});

describe("a downtime", () => {
  const at = (minute: number) => new Date(minute * 60_000).toISOString();
  const downtime = (
    attributes: Partial<DowntimeDefinition["attributes"]> = {},
    [start, end]: readonly [number, number] = [2, 6],
  ) =>
    downtimeOf("d", {
      type: "downtime",
      attributes: {
        scope: "*",
        monitor_identifier: { monitor_tags: ["*"] },
        schedule: { start: at(start), end: at(end) },
        ...attributes,
      },
    });
  const muted = (script: Script, minutes: number, attributes = {}, options: MonitorOptions = {}, by = "") =>
    run([scripted(average(options, by, "@all", { tags: ["team:data"] }), script)], minutes, {
      downtimes: [downtime(attributes)],
    });

  // https://docs.datadoghq.com/monitors/downtimes/#expiration
  test("holds an alert back, and lets it go when it ends", () => {
    const told = muted({ "*": [1, 1, 5, 5, 5, 5, 1] }, 7);
    expect(told.transitions).toHaveLength(2);
    expect(sent(told)).toEqual(["6 alert", "7 alert_recovery"]);
  });

  test("lets an alert from before it be said again when it ends", () => {
    expect(sent(muted({ "*": times(8, 5) }, 8))).toEqual(["1 alert", "6 alert"]);
  });

  test("lets the first recovery of an alert from before it through, and no other", () => {
    const script = { "*": [5, 5, 1, 5, 1, 1, 1] };
    expect(sent(muted(script, 7))).toEqual(["1 alert", "3 alert_recovery"]);
    expect(sent(muted(script, 7, { mute_first_recovery_notification: true }))).toEqual(["1 alert"]);
  });

  test("says nothing of an alert that came and went inside it", () => {
    expect(sent(muted({ "*": [1, 1, 5, 1, 1, 1, 1] }, 7))).toEqual([]);
  });

  test("sends no reminders, which go on after it where its end is quiet", () => {
    const script = { "*": times(20, 5) };
    const options = { renotify_interval: 3 };
    expect(sent(muted(script, 10, {}, options))).toEqual(["1 alert", "6 alert", "9 alert_renotify"]);
    expect(sent(muted(script, 10, { notify_end_types: [] }, options))).toEqual([
      "1 alert",
      "7 alert_renotify",
      "10 alert_renotify",
    ]);
  });

  test("says at its end only what notify_end_states name", () => {
    expect(sent(muted({ "*": [1, 1, 5, 5, 5, 5, 5] }, 7, { notify_end_states: ["no data"] }))).toEqual([]);
  });

  test("that is canceled says nothing at its end, unless notify_end_types say so", () => {
    const monitors = [scripted(average(), { "*": [1, 1, 5, 5, 5] })];
    const canceled = (attributes: Partial<DowntimeDefinition["attributes"]>) => {
      const first = run(monitors, 3, { downtimes: [downtime(attributes)] });
      return sent(run(monitors, 5, { from: 4, state: first.state }));
    };
    expect(canceled({})).toEqual([]);
    expect(canceled({ notify_end_types: ["canceled"] })).toEqual(["4 alert"]);
  });

  test.each([
    ["service:web-store", ["service:web-store,host:a"]],
    ["service:web-store AND host:a", ["service:web-store,host:a"]],
    ["host:(a OR b)", ["service:web-store,host:a", "service:demo,host:b"]],
    ["service:web-*", ["service:web-store,host:a"]],
    ["-service:demo", ["service:web-store,host:a"]],
    ["*", ["service:web-store,host:a", "service:demo,host:b"]],
    // the scope of the query holds for all of its groups
    ["env:prod", ["service:web-store,host:a", "service:demo,host:b"]],
    ["env:dev", []],
  ])("mutes the groups of its scope: %s", (scope, groups) => {
    const script = { "service:web-store,host:a": [1, 5], "service:demo,host:b": [1, 5] };
    const all = Object.keys(script);
    const told = muted(script, 2, { scope }, { new_group_delay: 0 }, " by {service,host}");
    expect(sent(told)).toEqual(all.filter((key) => !groups.includes(key)).map((key) => `2 alert {${key}}`));
  });

  test.each<[DowntimeDefinition["attributes"]["monitor_identifier"], boolean]>([
    [{ monitor_id: 1 }, true],
    [{ monitor_id: 2 }, false],
    [{ monitor_tags: ["team:data"] }, true],
    [{ monitor_tags: ["team:data", "team:other"] }, false],
  ])("mutes the monitors that %j names", (monitor_identifier, isMuted) => {
    expect(sent(muted({ "*": [1, 5] }, 2, { monitor_identifier }))).toEqual(isMuted ? [] : ["2 alert"]);
  });

  test("may be in the monitor's own options", () => {
    const script = { "stage:a": [1, 5, 5], "stage:b": [1, 5, 5] };
    const play = (silenced: Record<string, number | null>) =>
      sent(run([scripted(average({ silenced }, " by {stage}"), script)], 3));
    expect(play({ "*": null })).toEqual([]);
    expect(play({ "stage:a": null })).toEqual(["2 alert {stage:b}"]);
    expect(play({ "stage:a": 180 })).toEqual(["2 alert {stage:b}", "3 alert {stage:a}"]);
  });
});

describe("a custom schedule", () => {
  test("evaluates when it comes, and notifies of each evaluation that is not OK", () => {
    const recurrences = [{ rrule: "FREQ=DAILY;INTERVAL=1", start: "1970-01-01T00:20:00", timezone: "UTC" }];
    const scheduling_options = { custom_schedule: { recurrences } };
    const day = 1440;
    const values = times(3 * day, 1);
    for (const minute of [20, day + 20]) values[minute - 1] = 5;
    const told = run([scripted(average({ scheduling_options }), { "*": values })], 3 * day);
    expect(sent(told)).toEqual(["20 alert", `${day + 20} alert`]);
  });
});
