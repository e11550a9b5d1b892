import { checkMonitor, type MonitorDefinition } from "../../../../datadog/definitions";

/** What Datadog's documentation says of monitors, a line each, with the page it is from (below docs.datadoghq.com). */

type Case = readonly [page: string, what: string, monitor: object];
type Refused = readonly [page: string, what: string, check: string, monitor: object];

const metric = (query: string, options: object = {}, more: object = {}) => ({
  name: "Disk",
  type: "metric alert",
  query,
  message: "",
  options,
  ...more,
});
const cpu = (options: object, type = "metric alert") =>
  metric("avg(last_5m):avg:system.cpu.user{*} > 80", options, { type });
const log = (options: object, query = 'logs("status:error").index("*").rollup("count").by("service").last("5m") > 5') =>
  metric(query, options, { type: "log alert" });
const slo = (query: string, options: object = {}) => metric(query, options, { type: "slo alert" });
const burn = (windows: string, rate = "> 14.4") => slo(`burn_rate("abc").over("30d")${windows} ${rate}`);
const anomaly = (args: string, options: object = {}, window = "last_4h", critical = 1) =>
  metric(`avg(${window}):anomalies(avg:system.cpu.system{name:cassandra}, ${args}) >= ${critical}`, options, {
    type: "query alert",
  });
const windows = (trigger: string | undefined, recovery: string | undefined, critical = 1) =>
  anomaly(
    `'agile', 3, alert_window='${trigger ?? "last_4h"}'`,
    { thresholds: { critical }, threshold_windows: { trigger_window: trigger, recovery_window: recovery } },
    "last_4h",
    critical,
  );
const current = (window: string, evaluation_window: object) =>
  metric(
    `sum(${window}):sum:app.requests{*} > 5`,
    { scheduling_options: { evaluation_window } },
    { type: "query alert" },
  );
const scheduled = (rrule: string, more: object = {}, type = "metric alert", timezone = "America/New_York") =>
  cpu({ scheduling_options: { custom_schedule: { recurrences: [{ rrule, timezone }] } }, ...more }, type);
const formula = (query: string, thresholds: object, variables: readonly object[]) =>
  metric(query, { thresholds, variables }, { type: "query alert" });
const cpuQuery = (name: string) => ({ name, data_source: "metrics", query: "avg:system.cpu.user{*}" });

const OPTIONS = "monitors/guide/monitor_api_options/";
const CONFIGURATION = "monitors/configuration/";
const SCHEDULES = "monitors/guide/custom_schedules/";
const ANOMALY = "monitors/types/anomaly/";
const BURN_RATE = "service_management/service_level_objectives/burn_rate/";
const BUDGET = "service_management/service_level_objectives/error_budget/";
const API = "api/latest/monitors/#create-a-monitor";

const TAKEN: readonly Case[] = [
  ...[
    ...["show_all", "hide_query", "hide_handles", "hide_all"],
    ...["hide_query_and_handles", "show_only_snapshot", "hide_handles_and_footer"],
  ].map((notification_preset_name) => [OPTIONS, notification_preset_name, cpu({ notification_preset_name })] as const),
  [OPTIONS, "a timeout of 24 hours", cpu({ timeout_h: 24 })],
  [OPTIONS, "reminders", cpu({ renotify_interval: 60, renotify_occurrences: 3, renotify_statuses: ["no data"] })],
  [OPTIONS, "a shared notification", log({ notify_by: ["*"] })],
  [
    OPTIONS,
    "samples of CI events",
    metric(
      'ci-pipelines("*").rollup("count").last("5m") > 5',
      { enable_samples: true },
      { type: "ci-pipelines alert" },
    ),
  ],
  [OPTIONS, "samples of logs", log({ enable_logs_sample: true })],
  [OPTIONS, "retention of groups", log({ group_retention_duration: "72h" })],
  [OPTIONS, "retention of an hour", log({ group_retention_duration: "60m" })],
  [
    OPTIONS,
    "a test that fails for a time",
    metric("no_query", { min_failure_duration: 7200, min_location_failed: 2 }, { type: "synthetics alert" }),
  ],
  [
    OPTIONS,
    "a delay of a burn rate alert",
    slo('burn_rate("abc").over("7d").long_window("1h").short_window("5m") > 2', { evaluation_delay: 60 }),
  ],
  [CONFIGURATION, "a minute", metric("avg(last_1m):avg:a.b{*} > 1")],
  [CONFIGURATION, "a month of metrics", metric("avg(last_1mo):avg:a.b{*} > 1")],
  [CONFIGURATION, "two days of logs", log({}, 'logs("*").index("*").rollup("count").last("2d") > 5')],
  [CONFIGURATION, "a delay of a day", cpu({ evaluation_delay: 86_400 })],
  [CONFIGURATION, "the current hour from minute 30", current("current_1h", { hour_starts: 30 })],
  [
    CONFIGURATION,
    "the current day from 14:00",
    current("current_1d", { day_starts: "14:00", timezone: "Europe/Paris" }),
  ],
  [CONFIGURATION, "the current month", current("current_1mo", { day_starts: "04:00", month_starts: 1 })],
  [SCHEDULES, "the last day of the month", scheduled("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1")],
  [SCHEDULES, "the first and the last Sunday", scheduled("FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU")],
  [SCHEDULES, "every week, on two days at 6:00", scheduled("FREQ=WEEKLY;BYDAY=TU,SA;BYHOUR=6")],
  [
    ANOMALY,
    "the example of the page",
    anomaly(
      "'basic', 3, direction='above', alert_window='last_5m', interval=20, count_default_zero='true'",
      {},
      "last_1h",
    ),
  ],
  // 4 h × (1 − 0.5) + 1 min = 121 minutes, 4 h × (1 − 0.8) + 1 min = 49 minutes
  [ANOMALY, "121 minutes of 4 hours at 50 %", windows("last_4h", "last_121m", 0.5)],
  [ANOMALY, "49 minutes of 4 hours at 80 %", windows("last_4h", "last_49m", 0.8)],
  [ANOMALY, "as long as the trigger window", windows("last_30m", "last_30m")],
  [BUDGET, "the example of the page", slo('error_budget("slo_id").over("7d") > 75')],
  [BUDGET, "90 days", slo('error_budget("slo_id").over("90d") >= 75')],
  [BURN_RATE, "the example of the page", burn('.long_window("1h").short_window("5m")')],
  [BURN_RATE, "48 hours", burn('.long_window("48h").short_window("240m")', "> 1.5")],
  [
    API,
    "a runbook",
    cpu({}) && {
      ...cpu({}),
      assets: [
        { name: "Runbook", category: "runbook", url: "/notebooks/1", resource_key: "1", resource_type: "notebook" },
      ],
    },
  ],
  [
    API,
    "a query that joins others, without a name",
    formula('formula("query1").last("5m") > 5', { critical: 5 }, [
      cpuQuery("query1"),
      { data_source: "aggregate_augmented_query", compute: [] },
    ]),
  ],
  [
    OPTIONS,
    "a threshold that a formula computes",
    formula('formula("query1").last("5m") > threshold', { critical_query: "query2 * 2" }, [
      cpuQuery("query1"),
      cpuQuery("query2"),
    ]),
  ],
  [
    "monitors/types/composite/",
    "ten monitors",
    metric([..."0123456789"].map((digit) => `1${digit}`).join(" && "), {}, { type: "composite" }),
  ],
];

const REFUSED: readonly Refused[] = [
  [OPTIONS, "a timeout of 25 hours", "timeout", cpu({ timeout_h: 25 })],
  [OPTIONS, "reminders without an interval", "renotify", cpu({ renotify_occurrences: 3 })],
  [OPTIONS, "a group that the query does not have", "notify-by", log({ notify_by: ["host"] })],
  [OPTIONS, "an unknown preset", "monitor-shape", cpu({ notification_preset_name: "hide_everything" })],
  [
    OPTIONS,
    "threshold windows without anomalies",
    "trigger-window",
    cpu({ threshold_windows: { trigger_window: "last_5m", recovery_window: "last_5m" } }),
  ],
  [OPTIONS, "samples of logs", "option-type", cpu({ enable_logs_sample: true })],
  [OPTIONS, "samples of CI events over logs", "option-type", log({ enable_samples: true })],
  [OPTIONS, "one alert for all groups of a metric", "option-type", cpu({ groupby_simple_monitor: true })],
  [OPTIONS, "retention of metric groups", "option-type", cpu({ group_retention_duration: "2d" })],
  [OPTIONS, "a failing test over metrics", "option-type", cpu({ min_failure_duration: 60 })],
  [OPTIONS, "locations over logs", "option-type", log({ min_location_failed: 2 })],
  [
    OPTIONS,
    "a failing test for 3 hours",
    "delay",
    metric("no_query", { min_failure_duration: 10_800 }, { type: "synthetics alert" }),
  ],
  [
    OPTIONS,
    "a delay of an error budget alert",
    "option-type",
    slo('error_budget("abc").over("7d") > 75', { evaluation_delay: 60 }),
  ],
  [OPTIONS, "retention of 73 hours", "group-retention", log({ group_retention_duration: "73h" })],
  [OPTIONS, "retention of half an hour", "group-retention", log({ group_retention_duration: "30m" })],
  [
    OPTIONS,
    "a computed threshold without its formula",
    "threshold-missing",
    formula('formula("query1").last("5m") > threshold', {}, [cpuQuery("query1")]),
  ],
  ...["service check", "composite", "slo alert"].map(
    (type) =>
      [
        "monitors/configuration/#no-data",
        `missing data of a ${type}`,
        "no-data-conflict",
        cpu({ on_missing_data: "resolve" }, type),
      ] as const,
  ),
  [CONFIGURATION, "half a minute", "unknown-window", metric("avg(last_30s):avg:a.b{*} > 1")],
  [CONFIGURATION, "two months", "unknown-window", metric("avg(last_2mo):avg:a.b{*} > 1")],
  [CONFIGURATION, "the current two days", "unknown-window", current("current_2d", { day_starts: "00:00" })],
  [CONFIGURATION, "the current week", "unknown-window", current("current_1w", { day_starts: "00:00" })],
  [
    CONFIGURATION,
    "three days of logs",
    "wrong-argument",
    log({}, 'logs("*").index("*").rollup("count").last("3d") > 5'),
  ],
  [
    CONFIGURATION,
    "three days of a formula over logs",
    "evaluation-window",
    metric(
      'formula("query1").last("3d") > 5',
      { variables: [{ name: "query1", data_source: "logs", compute: {} }] },
      { type: "log alert" },
    ),
  ],
  [CONFIGURATION, "more than a day of delay", "delay", cpu({ evaluation_delay: 86_401 })],
  [CONFIGURATION, "minute 60", "schedule", current("current_1h", { hour_starts: 60 })],
  [CONFIGURATION, "24:00", "schedule", current("current_1d", { day_starts: "24:00" })],
  [CONFIGURATION, "a minute for a day", "schedule", current("current_1d", { hour_starts: 30 })],
  [CONFIGURATION, "a time of the day for an hour", "schedule", current("current_1h", { day_starts: "04:00" })],
  [
    CONFIGURATION,
    "an unknown zone",
    "schedule",
    current("current_1d", { day_starts: "04:00", timezone: "Europe/Pariss" }),
  ],
  [SCHEDULES, "every hour", "schedule", scheduled("FREQ=HOURLY;INTERVAL=6")],
  [SCHEDULES, "twice a day", "schedule", scheduled("FREQ=DAILY;BYHOUR=8,20")],
  ...["DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY", "FREQ=DAILY;DTEND=20260101", "FREQ=DAILY;DURATION=PT1H"].map(
    (rrule) => [SCHEDULES, rrule, "schedule", scheduled(rrule)] as const,
  ),
  [SCHEDULES, "an unknown zone", "schedule", scheduled("FREQ=DAILY", {}, "metric alert", "New York")],
  [SCHEDULES, "of a service check", "schedule", scheduled("FREQ=DAILY", {}, "service check")],
  [API, "a schedule that asks for full windows", "schedule", scheduled("FREQ=DAILY", { require_full_window: true })],
  [ANOMALY, "no recovery window", "trigger-window", windows("last_30m", undefined)],
  [ANOMALY, "no trigger window", "trigger-window", windows(undefined, "last_30m")],
  [
    ANOMALY,
    "another alert window",
    "trigger-window",
    anomaly("'agile', 3, alert_window='last_5m'", {
      threshold_windows: { trigger_window: "last_1h", recovery_window: "last_1h" },
    }),
  ],
  [ANOMALY, "120 minutes of 4 hours at 50 %", "trigger-window", windows("last_4h", "last_120m", 0.5)],
  [ANOMALY, "48 minutes of 4 hours at 80 %", "trigger-window", windows("last_4h", "last_48m", 0.8)],
  [
    ANOMALY,
    "an alert window longer than the query's",
    "trigger-window",
    anomaly("'agile', 3, alert_window='last_1d'", {}),
  ],
  [BUDGET, "14 days", "wrong-argument", slo('error_budget("abc").over("14d") > 75')],
  [BUDGET, "from below", "slo-alert", slo('error_budget("abc").over("7d") < 75')],
  [BURN_RATE, "from below", "slo-alert", burn('.long_window("1h").short_window("5m")', "<= 14.4")],
  [BURN_RATE, "half an hour", "burn-rate", burn('.long_window("30m").short_window("5m")')],
  [BURN_RATE, "49 hours", "burn-rate", burn('.long_window("49h").short_window("5m")')],
  [BURN_RATE, "a short window as long as the long one", "burn-rate", burn('.long_window("1h").short_window("60m")')],
  [BURN_RATE, "a rate of 0", "burn-rate", burn('.long_window("1h").short_window("5m")', "> 0")],
  [
    "monitors/types/composite/",
    "eleven monitors",
    "composite",
    metric([..."0123456789a"].map((_, index) => `1${index}`).join(" && "), {}, { type: "composite" }),
  ],
];

const checksOf = (monitor: object) =>
  checkMonitor(monitor as MonitorDefinition)
    .filter(({ severity }) => severity === "wrong")
    .map(({ check }) => check);

test.each(TAKEN)("%s: %s is taken", (_, __, monitor) => {
  expect(checkMonitor(monitor).filter(({ severity }) => severity === "wrong")).toEqual([]);
});

test.each(REFUSED)("%s: %s is refused", (_, __, check, monitor) => expect(checksOf(monitor)).toContain(check));

const sloWith = (timeframe: string, target: number) => () => ({
  name: "S",
  type: "metric",
  thresholds: [{ timeframe, target }],
});

test(`${BURN_RATE}: a rate above 1 / (1 − target) is refused, where the target is known`, () => {
  // the page: the most for 96 % is 25
  const at = (rate: string) =>
    checkMonitor(burn('.long_window("1h").short_window("5m")', rate), { slo: sloWith("30d", 96) }).map(
      ({ check }) => check,
    );
  expect(at("> 25")).toEqual([]);
  expect(at("> 25.1")).toEqual(["burn-rate"]);
});

test(`${OPTIONS}: include_tags is true by default, so the title names the group`, () => {
  const grouped = (options: object) =>
    checkMonitor(metric("avg(last_5m):avg:system.cpu.user{*} by {host} > 80", options)).map(({ check }) => check);
  expect(grouped({})).toEqual([]);
  expect(grouped({ include_tags: true })).toEqual([]);
  expect(grouped({ include_tags: false })).toEqual(["unnamed-group"]);
});
