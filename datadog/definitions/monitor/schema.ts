import { z } from "zod";
import { partial } from "../unknown-keys";

/*
 * What a monitor is: the JSON of Datadog's API, as plain values. The types are inferred from the schema at the end.
 * https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */

/** Every type of monitor there is. */
export const MONITOR_TYPES = [
  "metric alert",
  "query alert",
  "log alert",
  "service check",
  "event-v2 alert",
  "event alert",
  "process alert",
  "rum alert",
  "trace-analytics alert",
  "slo alert",
  "audit alert",
  "ci-pipelines alert",
  "ci-tests alert",
  "error-tracking alert",
  "database-monitoring alert",
  "network-performance alert",
  "network-path alert",
  "cost alert",
  "data-quality alert",
  "data-jobs alert",
  "llm-observability alert",
  "synthetics alert",
  "composite",
] as const;

/** What to do when a group has no data. `default`: a count evaluates as 0, anything else keeps its state. */
export const ON_MISSING_DATA = ["default", "show_no_data", "show_and_notify_no_data", "resolve"] as const;

export const RENOTIFY_STATUSES = ["alert", "warn", "no data"] as const;

/**
 * What a notification shows beside the message.
 * @see https://docs.datadoghq.com/monitors/guide/monitor_api_options/
 */
export const NOTIFICATION_PRESETS = [
  "show_all",
  "hide_query",
  "hide_handles",
  "hide_all",
  "hide_query_and_handles",
  "show_only_snapshot",
  "hide_handles_and_footer",
] as const;

/** How an object is read: strictly where a person writes it, with room for more where an API sends it. */
type ObjectOf = <T extends z.ZodRawShape>(shape: T) => z.ZodObject<T>;

const strictly: ObjectOf = (shape) => z.strictObject(shape) as unknown as z.ZodObject<typeof shape>;
const loosely: ObjectOf = (shape) => z.looseObject(shape) as unknown as z.ZodObject<typeof shape>;

const text = z.string();
const flag = z.boolean().nullish();

/** Exports hold thresholds in quotes as well, which the API takes. */
const level = z
  .preprocess((value) => (typeof value === "string" && isNumeric(value) ? Number(value) : value), z.number())
  .nullish();

const isNumeric = (text: string) => text.trim() !== "" && Number.isFinite(Number(text));
const words = z.array(z.string()).readonly().nullish();

/** Real exports hold a few whole numbers in quotes, which the API takes. */
const whole = z
  .preprocess((value) => (typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value), z.int())
  .nullish();

/** Sources of queries that need no name. */
const NAMELESS: readonly string[] = ["metrics", "aggregate_augmented_query", "aggregate_filtered_query"];

/**
 * One query of a formula monitor; its other fields depend on the `data_source`. Queries of metrics and those that join or
 * filter others (`aggregate_augmented_query`) may go without a name.
 */
const variable = partial(
  z
    .looseObject({ name: text.optional(), data_source: text.nullish() })
    .refine(({ name, data_source: source }) => name !== undefined || NAMELESS.includes(source ?? ""), {
      path: ["name"],
      error: "is missing: use the name in the formula",
    }),
);

/**
 * What goes with a monitor: a runbook. In preview.
 * @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
function asset(object: ObjectOf) {
  return object({
    name: text,
    /** What it is: `runbook`. */
    category: text,
    /** Of a page elsewhere, the whole address; of a resource of Datadog, its path. */
    url: text,
    /** The id of a resource of Datadog. */
    resource_key: text.nullish(),
    /** What that resource is: `notebook`. */
    resource_type: text.nullish(),
    template_variables: z.unknown().optional(),
    options: z.unknown().optional(),
  });
}

function thresholds(object: ObjectOf) {
  return object({
    critical: level,
    warning: level,
    /** The recovery threshold of an alert. @default as soon as the comparison is no longer true */
    critical_recovery: level,
    /** The recovery threshold of a warning. @default as soon as the comparison is no longer true */
    warning_recovery: level,
    /** How many runs of a service check in a row must be fine. */
    ok: level,
    /** How many runs of a service check in a row must be unknown. */
    unknown: level,
    /** The formula that the query is compared with, for `> threshold`. In preview. */
    critical_query: text.nullish(),
    /** The formula that says where an alert ends, for `> threshold`. In preview. */
    critical_recovery_query: text.nullish(),
  });
}

function scheduling(object: ObjectOf) {
  const window = {
    /** The minute of the hour, 0 to 59. */
    hour_starts: whole,
    /** The time of the day, `04:00`. */
    day_starts: text.nullish(),
    /** The day of the month; Datadog takes 1 alone. */
    month_starts: whole,
    /** @default "UTC" */
    timezone: text.nullish(),
  };
  const recurrence = object({
    /** As in iCalendar: `FREQ=DAILY;INTERVAL=1`. */
    rrule: text,
    /** `2023-11-10T12:31:00`. @default when the monitor was made */
    start: text.nullish(),
    timezone: text,
  });
  return object({
    evaluation_window: object(window).nullish(),
    custom_schedule: object({ recurrences: z.array(recurrence).readonly() }).nullish(),
  });
}

function options(object: ObjectOf) {
  const windows = {
    /** How long the metric must be abnormal before it alerts; that of the query's `alert_window`. */
    trigger_window: text.nullish(),
    /** How long it must be normal before it recovers. */
    recovery_window: text.nullish(),
  };
  return object({
    thresholds: thresholds(object).nullish(),
    threshold_windows: object(windows).nullish(),
    /** Whether a window must be full of data to be evaluated. @default false; the Terraform provider sends true */
    require_full_window: flag,
    /** Seconds by which the window is shifted back, for data that arrives late; 86,400 at most. @default 0 */
    evaluation_delay: whole,
    /** Seconds before a new group can alert. @default 0 */
    new_group_delay: whole,
    /** Seconds before a new host can alert; `new_group_delay` overrides it. @default 300 */
    new_host_delay: whole,
    /** @default the old settings, notify_no_data and no_data_timeframe */
    on_missing_data: z.enum(ON_MISSING_DATA).nullish(),
    /** @default false */
    notify_no_data: flag,
    /** Minutes without data after which `notify_no_data` speaks. @default twice the window, 24 hours for checks */
    no_data_timeframe: whole,
    /** Hours after which a monitor that no longer reports is resolved, 0 to 24. @default 0, never */
    timeout_h: whole,
    /** Minutes between reminders. @default 0, none */
    renotify_interval: whole,
    /** The number of renotifications. @default unlimited */
    renotify_occurrences: whole,
    /** The states that are renotified. @default alert and no data */
    renotify_statuses: z.array(z.enum(RENOTIFY_STATUSES)).readonly().nullish(),
    /** The message added to renotifications. @default none */
    escalation_message: text.nullish(),
    /** Whether to notify when the monitor itself is changed. @default false */
    notify_audit: flag,
    /** The groups that share a notification: a subset of the query's, or `["*"]`. @default each group has its own */
    notify_by: words,
    /** Whether the title includes the triggering tags. @default true */
    include_tags: flag,
    /** @default "show_all" */
    notification_preset_name: z.enum(NOTIFICATION_PRESETS).nullish(),
    /** How long a group without data is remembered: `60m`, `1h`, `2d`; one hour to 72. @default 24 hours */
    group_retention_duration: text.nullish(),
    /** One alert for all groups of a log search. @default false */
    groupby_simple_monitor: flag,
    /** Whether a log alert shows a sample. @default false */
    enable_logs_sample: flag,
    /** Whether alerts over CI events show samples. @default false */
    enable_samples: flag,
    scheduling_options: scheduling(object).nullish(),
    /** The queries that a formula names. */
    variables: z.array(variable).readonly().nullish(),
    /** Whether only its creator and administrators may change it. Deprecated: use `restricted_roles`. */
    locked: flag,
    /** Scopes that are muted, until when. Deprecated: use downtimes. */
    silenced: z.record(z.string(), z.number().nullable()).nullish(),
    /** Seconds for which a synthetic test must fail, 7,200 at most. */
    min_failure_duration: whole,
    /** Locations in which a synthetic test must fail at once. */
    min_location_failed: whole,
  });
}

function monitor(object: ObjectOf) {
  return object({
    name: text,
    type: z.enum(MONITOR_TYPES),
    query: text,
    /** The notification message: text, variables, blocks, and @-handles. */
    message: text,
    tags: words,
    /** 1 (highest) to 5. @default none */
    priority: whole,
    options: options(object).nullish(),
    /** Ids of the roles that can edit it. @default all */
    restricted_roles: words,
    /** A draft does not notify. @default "published" */
    draft_status: z.enum(["draft", "published"]).nullish(),
    /** Runbooks that go with it. @default none */
    assets: z.array(asset(object)).readonly().nullish(),
  });
}

/** A monitor as a person writes it: a key that is not known is a mistake. */
export const monitorSchema = monitor(strictly);

/** A monitor as the API sends and takes it: with `id`, `created` and whatever else beside what is known here. */
export const apiMonitorSchema = monitor(loosely);

type Inferred<Make extends (object: ObjectOf) => z.ZodType> = Readonly<z.output<ReturnType<Make>>>;

export type MonitorType = (typeof MONITOR_TYPES)[number];
export type OnMissingData = (typeof ON_MISSING_DATA)[number];
export type RenotifyStatus = (typeof RENOTIFY_STATUSES)[number];
export type NotificationPreset = (typeof NOTIFICATION_PRESETS)[number];
export type MonitorVariable = Readonly<z.output<typeof variable>>;

/** The levels at which a monitor changes its state, in the unit of the query's value. */
export type MonitorThresholds = Inferred<typeof thresholds>;

export type SchedulingOptions = Inferred<typeof scheduling>;

/** When the current hour, day or month of a `current_…` window begins. */
export type EvaluationWindow = Readonly<NonNullable<SchedulingOptions["evaluation_window"]>>;

/** How a monitor is evaluated and when it notifies. Everything is optional; the defaults are those of the API. */
export type MonitorOptions = Inferred<typeof options>;

/** The options of a monitor as a person writes them. */
export const monitorOptionsSchema = options(strictly);

/** Windows of an anomaly monitor, such as `last_15m`. */
export type ThresholdWindows = Readonly<NonNullable<MonitorOptions["threshold_windows"]>>;

/** When a monitor with a custom schedule is evaluated. */
export type ScheduleRecurrence = Readonly<NonNullable<SchedulingOptions["custom_schedule"]>["recurrences"][number]>;

/** One monitor. What is absent has the API's default. */
export type MonitorDefinition = Inferred<typeof monitor>;
