import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type CheckOptions, checkMonitor, type MonitorDefinition } from "../../../../datadog/definitions";
import { CHECKS } from "../../../../datadog/findings";
import { metricCatalog } from "../../../../datadog/query";

const sound: MonitorDefinition = {
  name: "Slow stage",
  type: "metric alert",
  query: "avg(last_15m):avg:pipeline.stage.duration{*} by {stage} > 300",
  message: "{{stage.name}} is slow",
  tags: ["team:data-platform"],
  priority: 3,
  options: { thresholds: { critical: 300, warning: 200 }, on_missing_data: "resolve" },
};

/** One line a finding: severity, check, place, sentence. */
function found(monitor: unknown, options: CheckOptions = {}): string[] {
  return checkMonitor(monitor, options).map(
    ({ severity, check, path, message }) => `${severity} ${check} ${path.join(".")}: ${message}`,
  );
}

const options = (more: MonitorDefinition["options"]) => ({ ...sound, options: { ...sound.options, ...more } });
const log = (query: string, more: Partial<MonitorDefinition> = {}) => ({
  ...sound,
  type: "log alert" as const,
  message: "",
  query,
  options: {},
  ...more,
});

describe("a monitor that Datadog takes", () => {
  test.each<[string, unknown]>([
    ["thresholds in order", sound],
    ["no options", { ...sound, options: undefined }],
    [
      "nulls for what is not set, as exports have them",
      {
        ...sound,
        priority: null,
        tags: null,
        options: { timeout_h: null, thresholds: { critical: 300, warning: null } },
      },
    ],
    [
      "fields of an answer",
      { ...sound, id: 1, created: "2026-01-01", options: { ...sound.options, avalanche_window: 10 } },
    ],
    ["whole numbers in quotes", options({ renotify_interval: "0" as unknown as number })],
    ["recovery at the threshold itself", options({ thresholds: { critical: 300, critical_recovery: 300 } })],
    [
      "a warning above, for below",
      {
        ...sound,
        query: sound.query.replace(">", "<"),
        options: { thresholds: { critical: 300, warning: 400, critical_recovery: 350 } },
      },
    ],
    [
      "reminders",
      options({
        renotify_interval: 60,
        renotify_occurrences: 3,
        renotify_statuses: ["alert"],
        escalation_message: "still",
      }),
    ],
    ["one alert for all groups", options({ notify_by: ["*"] })],
    ["a query that is made elsewhere", { ...sound, query: "avg(last_5m):${var.query} > 300" }],
    [
      "the current day, with its beginning",
      {
        ...sound,
        type: "query alert",
        query: "sum(current_1d):sum:a.b{*} > 1",
        message: "",
        options: { scheduling_options: { evaluation_window: { day_starts: "04:00" } } },
      },
    ],
    [
      "a service check",
      {
        ...sound,
        type: "service check",
        message: "{{host.name}} {{check_message}}",
        query: '"a.can_connect".over("*").by("host").last(4).count_by_status()',
        options: { thresholds: { ok: 1, warning: 2, critical: 3 }, notify_no_data: true, no_data_timeframe: 2 },
      },
    ],
    [
      "a service check by all tags",
      {
        ...sound,
        type: "service check",
        message: "{{host.name}} {{db.name}}",
        query: '"a.can_connect".over("*").by("*").last(4).count_by_status()',
        options: { thresholds: { ok: 1, critical: 3 } },
      },
    ],
    [
      "the share of a cluster, in percent",
      {
        ...sound,
        type: "service check",
        message: "{{host.name}}",
        query: '"a.can_connect".over("*").by("host").last(1).pct_by_status()',
        options: { thresholds: { warning: 10, critical: 50 } },
      },
    ],
    [
      "a count of hosts, which is one alert",
      {
        ...sound,
        query: "avg(last_5m):count_nonzero(avg:system.load.1{*} by {host}) < 3",
        message: "too few hosts",
        options: { thresholds: { critical: 3 } },
      },
    ],
    [
      "a timeframe without data whose notification is off, as exports of log alerts have it",
      log('logs("a").index("*").rollup("count").last("5m") > 3', {
        options: { notify_no_data: false, no_data_timeframe: 10 },
      }),
    ],
    [
      "a notification without a time to wait",
      options({ on_missing_data: null, notify_no_data: true, no_data_timeframe: 0 }),
    ],
    ["no reminders, and none of them", options({ renotify_interval: 0, renotify_occurrences: 0 })],
    [
      "an evaluation window of nothing",
      options({ scheduling_options: { evaluation_window: { day_starts: null, hour_starts: null } } }),
    ],
    [
      "a service check that warns only",
      {
        ...sound,
        type: "service check",
        message: "{{host.name}}",
        query: '"a.can_connect".over("*").by("host").last(4).count_by_status()',
        options: { thresholds: { ok: 1, warning: 3 } },
      },
    ],
    ["thresholds in quotes", options({ thresholds: { critical: "300.0" as unknown as number } })],
    [
      "an issue that its attributes name",
      {
        ...sound,
        type: "error-tracking alert",
        query: 'error-tracking("*").source("all").new().rollup("count").by("@issue.id").last("1d") > 0',
        message: "{{issue.attributes.error.message}}",
        options: {},
      },
    ],
    ["a composite", { ...sound, type: "composite", query: "1 && !2", message: "{{a.value}}", options: {} }],
    [
      "anomalies with their windows",
      {
        ...sound,
        type: "query alert",
        query: "avg(last_4h):anomalies(avg:a.b{*}, 'agile', 2, alert_window='last_15m') >= 1",
        message: "",
        options: {
          thresholds: { critical: 1, critical_recovery: 0 },
          threshold_windows: { trigger_window: "last_15m", recovery_window: "last_15m" },
        },
      },
    ],
  ])("%s", (_, monitor) => {
    expect(found(monitor)).toEqual([]);
  });
});

describe("fields and kinds", () => {
  test.each<[string, unknown, string[]]>([
    ["no monitor at all", 3, ["wrong monitor-shape : The monitor is 3, not a mapping."]],
    [
      "what must be there",
      {},
      [
        "wrong monitor-shape name: name is missing: it must be text.",
        expect.stringMatching(/^wrong monitor-shape type: type is missing: use one of metric alert, query alert, /),
        "wrong monitor-shape query: query is missing: it must be text.",
        "wrong monitor-shape message: message is missing: it must be text.",
      ] as unknown as string[],
    ],
    [
      "a threshold that is text",
      options({ thresholds: { critical: "abc" as unknown as number } }),
      ['wrong monitor-shape options.thresholds.critical: options.thresholds.critical is "abc", not a number.'],
    ],
    [
      "an unknown way for missing data",
      options({ on_missing_data: "resolved" as "resolve" }),
      [
        'wrong monitor-shape options.on_missing_data: options.on_missing_data is "resolved", did you mean "resolve"? Expected one of default, show_no_data, show_and_notify_no_data, resolve.',
      ],
    ],
    [
      "no name",
      { ...sound, name: " " },
      ["wrong empty-name name: A monitor must have a name: it is the title of every notification."],
    ],
    [
      "priority 9",
      { ...sound, priority: 9 },
      ["wrong priority priority: The priority is 9, but it must be from 1 (highest) to 5; omit it for no priority."],
    ],
    [
      "priority 0",
      { ...sound, priority: 0 },
      ["wrong priority priority: The priority is 0, but it must be from 1 (highest) to 5; omit it for no priority."],
    ],
    [
      "a metric query in a log alert",
      { ...sound, type: "log alert" },
      [
        'wrong monitor-type type: The type is "log alert", but this query requires the type "metric alert" or "query alert".',
      ],
    ],
    [
      "a search of logs in a metric alert",
      { ...log('logs("a").rollup("count").last("5m") > 1'), type: "metric alert" },
      ['wrong monitor-type type: The type is "metric alert", but this query requires the type "log alert".'],
    ],
    [
      "a formula in a composite",
      { ...sound, type: "composite", message: "", options: {}, query: 'formula("a").last("5m") > 1' },
      ['wrong monitor-type type: A monitor of type "composite" cannot have a formula as its query.'],
    ],
    [
      "a formula over a query that is not there",
      log('formula("a / c").last("5m") > 1', { options: { variables: [{ name: "a", data_source: "logs" }] } }),
      ["wrong formula-name query: The formula uses c, but options.variables has a."],
    ],
    [
      "a service check without groups that looks at too few runs",
      {
        ...sound,
        type: "service check",
        message: "",
        query: '"a.b".over("*").last(2).count_by_status()',
        options: { thresholds: { critical: 4 } },
      },
      [
        'wrong service-check query: A service check alerts separately for each group: add .by("host"), or .by("*") for every combination of its tags.',
        "wrong service-check query: .last(2) looks at 2 runs, but a threshold requires 4 in a row: use .last(5).",
      ],
    ],
    [
      "a service check that looks at more runs than are kept",
      {
        ...sound,
        type: "service check",
        message: "{{host.name}}",
        query: '"a.b".over("*").by("host").last(101).count_by_status()',
        options: { thresholds: { critical: 4 } },
      },
      ["wrong service-check query: .last(101) looks at 101 runs, but the maximum is 100: use a smaller number."],
    ],
    [
      "a composite of eleven",
      {
        ...sound,
        type: "composite",
        message: "",
        options: {},
        query: "1 && 2 && 3 && 4 && 5 && 6 && 7 && 8 && 9 && 10 && (11 || 1)",
      },
      ["wrong composite query: A composite monitor can have at most 10 monitors, but this one has 11."],
    ],
    [
      "tags",
      { ...sound, tags: ["Team:Data", "9lives", "a b:c", "ok:é", "x".repeat(201), "!!"] },
      [
        'advice tag-rewritten tags.0: Datadog changes the tag "Team:Data" to "team:data": use "team:data".',
        'advice tag-rewritten tags.1: Datadog changes the tag "9lives" to "lives": use "lives".',
        'advice tag-rewritten tags.2: Datadog changes the tag "a b:c" to "a_b:c": use "a_b:c".',
        `advice tag-rewritten tags.4: The tag "${"x".repeat(39)}…" is 201 characters long, but Datadog truncates tags to 200: shorten it.`,
        'advice tag-rewritten tags.5: "!!" is not a valid tag: a tag starts with a letter, as in team:data-platform.',
      ],
    ],
  ])("%s", (_, monitor, findings) => {
    expect(found(monitor)).toEqual(findings);
  });

  test("the query itself is checked, and what is wrong there points into it", () => {
    const [finding] = checkMonitor({
      ...sound,
      query: "avg(last_15m):average:pipeline.stage.duration{*} by {stage} > 300",
    });
    expect(finding).toMatchObject({ check: "unknown-aggregator", path: ["query"], range: { start: 14, end: 21 } });
    expect(checkMonitor({ ...sound, query: "avg(last_15m)" }).map(({ check, path }) => [check, path])).toContainEqual([
      "syntax",
      ["query"],
    ]);
  });
});

describe("thresholds", () => {
  test.each<[string, unknown, string[]]>([
    [
      "another one in the query",
      options({ thresholds: { critical: 90 } }),
      [
        'wrong threshold-mismatch options.thresholds.critical: The critical threshold is 90 here but 300 in the query ("> 300"): use the same value in both.',
      ],
    ],
    [
      "a warning alone",
      options({ thresholds: { warning: 200 } }),
      [
        'wrong threshold-missing options.thresholds.warning: There is a threshold "warning" (200) but no critical threshold: add thresholds.critical, the value that the query compares with.',
      ],
    ],
    [
      "a warning after the alert",
      options({ thresholds: { critical: 300, warning: 350 } }),
      [
        'wrong threshold-order options.thresholds.warning: The warning threshold 350 must be below the critical threshold 300, because the query alerts at "> 300": otherwise, it never warns first.',
      ],
    ],
    [
      "a warning with the alert",
      options({ thresholds: { critical: 300, warning: 300 } }),
      [
        'wrong threshold-order options.thresholds.warning: The warning threshold 300 must be below the critical threshold 300, because the query alerts at "> 300": otherwise, it never warns first.',
      ],
    ],
    [
      "a warning below, for below",
      { ...sound, query: sound.query.replace(">", "<="), options: { thresholds: { critical: 300, warning: 200 } } },
      [
        'wrong threshold-order options.thresholds.warning: The warning threshold 200 must be above the critical threshold 300, because the query alerts at "<= 300": otherwise, it never warns first.',
      ],
    ],
    [
      "recoveries on the wrong side",
      options({ thresholds: { critical: 300, warning: 200, critical_recovery: 301, warning_recovery: 250 } }),
      [
        'wrong threshold-side options.thresholds.critical_recovery: The alert would end at 301, above the critical threshold 300 at which it begins ("> 300"): the recovery threshold must be 300 or less.',
        'wrong threshold-side options.thresholds.warning_recovery: The warning would end at 250, above the warning threshold 200 at which it begins ("> 200"): the recovery threshold must be 200 or less.',
      ],
    ],
    [
      "a recovery of an event monitor",
      {
        ...log('events("a").rollup("count").last("5m") > 3'),
        type: "event-v2 alert",
        options: { thresholds: { critical: 3, critical_recovery: 1, warning: 2, warning_recovery: 1 } },
      },
      [
        'wrong threshold-status options.thresholds.critical_recovery: A monitor of type "event-v2 alert" does not support the threshold critical_recovery or warning_recovery: remove it.',
      ],
    ],
    [
      "a negative count",
      { ...sound, message: "", query: "sum(last_5m):sum:pipeline.runs{*}.as_count() > -1", options: {} },
      ["advice negative-threshold query: The critical threshold -1 is negative, but a count never is: use at least 0."],
    ],
    [
      "a negative warning on a count of logs",
      log('logs("a").rollup("count").last("5m") > 0', { options: { thresholds: { critical: 0, warning: -1 } } }),
      [
        "advice negative-threshold options.thresholds.warning: The warning threshold -1 is negative, but a count never is: use at least 0.",
      ],
    ],
  ])("%s", (_, monitor, findings) => {
    expect(found(monitor)).toEqual(findings);
  });

  test("a gauge may be negative, and so may a difference of counts", () => {
    const gauge = { ...sound, message: "", query: "avg(last_5m):avg:room.temperature{*} < -5", options: {} };
    const difference = "sum(last_5m):sum:a.in{*}.as_count() - sum:a.out{*}.as_count() < -5";
    expect(found(gauge)).toEqual([]);
    expect(found({ ...gauge, query: difference })).toEqual([]);
  });

  test("carry the values for whoever words them otherwise", () => {
    const [mismatch] = checkMonitor(options({ thresholds: { critical: 90 } }));
    expect(mismatch?.facts).toEqual({ critical: 90, queryThreshold: 300 });
    const [order] = checkMonitor(options({ thresholds: { critical: 300, warning: 350 } }));
    expect(order?.facts).toEqual({ critical: 300, warning: 350, comparator: ">" });
  });
});

describe("windows and schedules", () => {
  test.each(["avg(last_30s):avg:a.b{*} > 1", "avg(last_2mo):avg:a.b{*} > 1"])(
    "%s has a window that does not exist, which is one finding",
    (query) => {
      const type = "query alert";
      expect(checkMonitor({ name: "a", type, query, message: "" }).map(({ check }) => check)).toEqual([
        "unknown-window",
      ]);
    },
  );
  const current = {
    ...sound,
    type: "query alert" as const,
    message: "",
    query: "sum(current_1d):sum:a.b{*} > 1",
    options: {},
  };
  const window = (evaluation_window: object) => ({
    ...current,
    options: { scheduling_options: { evaluation_window } },
  });
  const hourly = (start: object) => ({ ...window(start), query: "sum(current_1h):sum:a.b{*} > 1" });
  const custom = (recurrence: object) =>
    options({
      scheduling_options: {
        custom_schedule: { recurrences: [{ rrule: "FREQ=DAILY", timezone: "UTC", ...recurrence }] },
      },
    });
  const anomalies = "avg(last_4h):anomalies(avg:a.b{*}, 'agile', 2, alert_window='last_15m') >= 1";
  test.each<[string, unknown, string[]]>([
    [
      "a current window without its beginning",
      current,
      [
        'wrong window-conflict query: The window current_1d requires options.scheduling_options.evaluation_window, which sets when it starts: { day_starts: "00:00" }.',
      ],
    ],
    [
      "a beginning without a current window",
      options({ scheduling_options: { evaluation_window: { hour_starts: 0 } } }),
      [
        "wrong window-conflict options.scheduling_options.evaluation_window: An evaluation window requires a query over a current period, such as sum(current_1d):…, but this query looks at the last 15m.",
      ],
    ],
    [
      "minute -1",
      hourly({ hour_starts: -1 }),
      [
        "wrong schedule options.scheduling_options.evaluation_window.hour_starts: hour_starts is -1, but it must be a minute of the hour, from 0 to 59.",
      ],
    ],
    [
      "minute 99",
      hourly({ hour_starts: 99 }),
      [
        "wrong schedule options.scheduling_options.evaluation_window.hour_starts: hour_starts is 99, but it must be a minute of the hour, from 0 to 59.",
      ],
    ],
    [
      "no time of the day",
      window({ day_starts: "25:00" }),
      [
        'wrong schedule options.scheduling_options.evaluation_window.day_starts: day_starts is "25:00", but it must be a time of day, such as "04:00".',
      ],
    ],
    [
      "the 15th",
      { ...window({ day_starts: "00:00", month_starts: 15 }), query: "sum(current_1mo):sum:a.b{*} > 1" },
      [
        "wrong schedule options.scheduling_options.evaluation_window.month_starts: month_starts is 15, but Datadog only supports 1.",
      ],
    ],
    [
      "no frequency",
      custom({ rrule: "INTERVAL=1" }),
      [
        'wrong schedule options.scheduling_options.custom_schedule.recurrences.0.rrule: rrule is "INTERVAL=1", but it must have a frequency, as in FREQ=DAILY;INTERVAL=1.',
      ],
    ],
    [
      "a start with a zone",
      custom({ start: "2026-01-01T00:00:00Z" }),
      [
        'wrong schedule options.scheduling_options.custom_schedule.recurrences.0.start: start is "2026-01-01T00:00:00Z", but it must be a date and time without a time zone, such as 2026-01-31T08:00:00.',
      ],
    ],
    [
      "two recurrences",
      options({ scheduling_options: { custom_schedule: { recurrences: [] } } }),
      [
        "wrong schedule options.scheduling_options.custom_schedule.recurrences: A custom schedule must have one recurrence, but this one has 0.",
      ],
    ],
    [
      "another trigger window",
      {
        ...current,
        query: anomalies,
        options: { threshold_windows: { trigger_window: "last_30m", recovery_window: "last_30m" } },
      },
      [
        "wrong trigger-window options.threshold_windows.trigger_window: The trigger window is last_30m, but the query has alert_window='last_15m': use the same window in both.",
      ],
    ],
    [
      "windows without anomalies",
      options({ threshold_windows: { trigger_window: "last_30m" } }),
      [
        "wrong trigger-window options.threshold_windows: Threshold windows are only for anomaly monitors, but this query does not use anomalies(): remove them.",
      ],
    ],
    [
      "a window that is none",
      { ...current, query: anomalies, options: { threshold_windows: { recovery_window: "15 minutes" } } },
      [
        'wrong trigger-window options.threshold_windows.recovery_window: recovery_window is "15 minutes", but it must be a window, such as last_15m.',
      ],
    ],
    [
      "a delay of days",
      options({ evaluation_delay: 100_000 }),
      [
        "wrong delay options.evaluation_delay: evaluation_delay is 100000, but it must be a number of seconds 0 to 86400.",
      ],
    ],
    [
      "a negative delay",
      options({ new_group_delay: -1 }),
      ["wrong delay options.new_group_delay: new_group_delay is -1, but it must be a number of seconds 0 or more."],
    ],
    [
      "a timeout of days",
      options({ timeout_h: 999 }),
      ["wrong timeout options.timeout_h: timeout_h is 999, but it must be a number of hours 0 to 24."],
    ],
  ])("%s", (_, monitor, findings) => {
    expect(found(monitor)).toEqual(findings);
  });

  // With a target of 90 % the budget burns at 1 / (1 - 0.9) = 10 at most.
  test("a burn rate that the SLO's target does not allow, over a window that is too long", () => {
    const query = 'burn_rate("abc").over("30d").long_window("72h").short_window("5m") > 14.4';
    const slo = () => ({ name: "S", type: "metric", thresholds: [{ timeframe: "30d", target: 90 }] });
    expect(found({ ...sound, type: "slo alert", message: "", query, options: {} }, { slo })).toEqual([
      "wrong burn-rate query: The long window is 72h, but it must be from 1h to 48h.",
      "wrong burn-rate query: A burn rate of 14.4 is never reached: with a target of 90%, it is at most 10.",
    ]);
  });
});

describe("missing data, reminders and groups", () => {
  const old = { thresholds: { critical: 300 } };
  test.each<[string, unknown, string[]]>([
    [
      "two ways at once",
      options({ notify_no_data: true }),
      [
        'wrong no-data-conflict options.on_missing_data: on_missing_data is "resolve" and notify_no_data is true: these options conflict, so keep only one.',
      ],
    ],
    [
      "the new way for a composite",
      { ...sound, type: "composite", query: "1 && 2", message: "", options: { on_missing_data: "default" } },
      [
        'wrong no-data-conflict options.on_missing_data: A monitor of type "composite" does not support on_missing_data: remove it.',
      ],
    ],
    [
      "a negative time without data",
      { ...sound, options: { ...old, notify_no_data: true, no_data_timeframe: -1 } },
      [
        "wrong no-data-timeframe options.no_data_timeframe: no_data_timeframe is -1, but it must be a number of minutes of at least 0.",
      ],
    ],
    [
      "a time without data for logs",
      log('logs("a").rollup("count").last("5m") > 1', { options: { notify_no_data: true, no_data_timeframe: 10 } }),
      [
        "wrong no-data-timeframe options.no_data_timeframe: A log alert does not support no_data_timeframe: use on_missing_data.",
      ],
    ],
    [
      "a time without data of two days",
      { ...sound, options: { ...old, notify_no_data: true, no_data_timeframe: 2880 } },
      [
        "wrong no-data-timeframe options.no_data_timeframe: no_data_timeframe is 2880 minutes, but a group without data is dropped after 1440: use at most 1440 minutes.",
      ],
    ],
    [
      "the same with groups that are remembered for an hour",
      log('events("a").rollup("count").by("stage").last("5m") > 3', {
        type: "event-v2 alert",
        options: { notify_no_data: true, no_data_timeframe: 61, group_retention_duration: "1h" },
      }),
      [
        "wrong no-data-timeframe options.no_data_timeframe: no_data_timeframe is 61 minutes, but a group without data is dropped after 60: use at most 60 minutes.",
      ],
    ],
    [
      "a week's retention",
      log('logs("a").index("*").rollup("count").by("stage").last("5m") > 3', {
        options: { group_retention_duration: "7d" },
      }),
      [
        'wrong group-retention options.group_retention_duration: group_retention_duration is "7d", but it must be from 1 to 72 hours, such as 60m, 12h, or 2d.',
      ],
    ],
    [
      "reminders without an interval",
      options({ renotify_occurrences: 3 }),
      [
        "wrong renotify options.renotify_occurrences: renotify_occurrences is 3, but without an interval there are no renotifications: add renotify_interval, in minutes, or remove it.",
      ],
    ],
    [
      "statuses without an interval",
      options({ renotify_statuses: ["warn"], renotify_interval: 0 }),
      [
        "wrong renotify options.renotify_statuses: renotify_statuses are warn, but without an interval there are no renotifications: add renotify_interval, in minutes, or remove it.",
      ],
    ],
    [
      "a negative interval",
      options({ renotify_interval: -5 }),
      [
        "wrong renotify options.renotify_interval: renotify_interval is -5, but it must be a number of minutes of at least 0.",
      ],
    ],
    [
      "no reminder",
      options({ renotify_interval: 5, renotify_occurrences: 0 }),
      ["wrong renotify options.renotify_occurrences: renotify_occurrences is 0, but it must be at least 1."],
    ],
    [
      "an escalation without reminders",
      options({ escalation_message: "still" }),
      [
        "advice escalation options.escalation_message: The escalation message is sent only with renotifications, and there are none: add renotify_interval, in minutes.",
      ],
    ],
    [
      "a group that is not there",
      options({ notify_by: ["user"] }),
      ["wrong notify-by options.notify_by: notify_by contains user, but the query groups by stage."],
    ],
    [
      "every group",
      options({ notify_by: ["stage"] }),
      [
        "wrong notify-by options.notify_by: notify_by contains every group of the query (stage), which is the default: remove it.",
      ],
    ],
    [
      "all and one",
      options({ notify_by: ["*", "stage"] }),
      ['wrong notify-by options.notify_by: notify_by is *, stage, but "*" cannot be combined with other keys.'],
    ],
  ])("%s", (_, monitor, findings) => {
    expect(found(monitor)).toEqual(findings);
  });

  test("hosts are remembered for two days", () => {
    const host = { ...sound, message: "{{host.name}}", query: "avg(last_5m):avg:a.b{*} by {host} > 300" };
    expect(found({ ...host, options: { ...old, notify_no_data: true, no_data_timeframe: 2880 } })).toEqual([]);
  });
});

describe("the words", () => {
  test.each<[string, unknown, string[]]>([
    [
      "a group in title, message and escalation that the query does not have",
      {
        ...sound,
        query: "avg(last_15m):avg:pipeline.stage.duration{*} > 300",
        name: "{{stage.name}}",
        options: { renotify_interval: 5, escalation_message: "{{stage.name}}" },
      },
      ["name", "message", "options.escalation_message"].map(
        (place) =>
          `advice message-group ${place}: \`{{stage.name}}\` is always empty: the query does not group. Group it by stage, or remove the variable.`,
      ),
    ],
    [
      "a block that is not closed",
      { ...sound, message: "{{stage.name}} {{#is_alert}}" },
      ["wrong message-block message: `{{#is_alert}}` is not closed: end it with `{{/is_alert}}`."],
    ],
    [
      "groups that nobody names",
      { ...sound, message: "slow", options: { ...sound.options, include_tags: false } },
      [
        "advice unnamed-group message: The monitor alerts separately for each stage, but neither the title (include_tags is false) nor the message includes it: add {{stage.name}}.",
      ],
    ],
  ])("%s", (_, monitor, findings) => {
    expect(found(monitor)).toEqual(findings);
  });

  test("say what was meant", () => {
    const message = "{{stage.name}} {{#is_alrt}}{{/is_alrt}} {{vlue}} {{stag.name}}";
    expect(checkMonitor({ ...sound, message }).map(({ suggestion }) => suggestion)).toEqual([
      "is_alert",
      "value",
      "stage",
    ]);
  });

  test("name nobody whom the environment does not know", () => {
    expect(found({ ...sound, message: "{{stage.name}} @slack-dta" }, { handles: ["@slack-data"] })).toEqual([
      "advice unknown-handle message: @slack-dta is an unknown handle: known handles are @slack-data. Fix it, or add it to the environment's handles.",
    ]);
  });

  test("groups of searches, checks and formulas are known too", () => {
    const events = log('logs("a").rollup("count").by("@user,host").last("5m") > 1', {
      message: "{{@user.name}} {{log.message}}",
    });
    const variables = [{ name: "a", data_source: "logs", group_by: [{ facet: "@user" }] }];
    const formula = log('formula("a").last("5m") > 1', {
      message: "{{@user.name}} {{stage.name}}",
      options: { variables },
    });
    expect(found(events)).toEqual([]);
    expect(found(formula)).toEqual([
      "advice message-group message: `{{stage.name}}` is always empty: the query groups by @user. Group it by stage, or remove the variable.",
    ]);
  });
});

describe("the pages of the checks", () => {
  const folder = join(__dirname, "..", "..", "..", "..", "docs", "checks");
  const base = { name: "Example", type: "metric alert", query: "avg(last_5m):avg:a.b{*} > 300", message: "" };
  const known: CheckOptions = { handles: ["@slack-data-pipeline"], catalog: metricCatalog([]) };
  const ids =
    "monitor-shape monitor-type empty-name priority threshold-mismatch threshold-missing threshold-order threshold-side " +
    "threshold-status negative-threshold window-conflict trigger-window schedule no-data-conflict no-data-timeframe renotify " +
    "evaluation-window anomaly-settings option-type slo-alert escalation timeout delay group-retention notify-by service-check composite burn-rate tag-rewritten message-block " +
    "message-variable message-group unnamed-group unknown-handle";

  test.each(ids.split(" "))("%s shows an example that the check finds", (id) => {
    const text = readFileSync(join(folder, `${id}.md`), "utf8");
    const example = parse(/```yaml\n([\s\S]*?)```/.exec(text)![1]!) as object;
    expect(checkMonitor({ ...base, ...example }, known).map(({ check }) => check)).toContain(id);
    const severity = CHECKS[id as keyof typeof CHECKS];
    expect(text).toContain(severity === "wrong" ? "*Wrong*" : "*Advice*");
  });
});
