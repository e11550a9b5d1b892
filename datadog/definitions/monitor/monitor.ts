/**
 * What a monitor is: the JSON of Datadog's API, as plain values.
 *
 * @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
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

export type MonitorType = (typeof MONITOR_TYPES)[number];

/** The levels at which a monitor changes its state, in the unit of the query's value. */
export interface MonitorThresholds {
  readonly critical?: number | null;
  readonly warning?: number | null;
  /** Where an alert ends. @default as soon as the comparison no longer holds */
  readonly critical_recovery?: number | null;
  /** Where a warning ends. @default as soon as the comparison no longer holds */
  readonly warning_recovery?: number | null;
  /** How many runs of a service check in a row must be fine. */
  readonly ok?: number | null;
  /** How many runs of a service check in a row must be unknown. */
  readonly unknown?: number | null;
}

/** What to do when a group has no data. `default`: a count evaluates as 0, anything else keeps its state. */
export const ON_MISSING_DATA = ["default", "show_no_data", "show_and_notify_no_data", "resolve"] as const;

export type OnMissingData = (typeof ON_MISSING_DATA)[number];

export const RENOTIFY_STATUSES = ["alert", "warn", "no data"] as const;

export type RenotifyStatus = (typeof RENOTIFY_STATUSES)[number];

/** What a notification shows beside the message. */
export const NOTIFICATION_PRESETS = ["show_all", "hide_query", "hide_handles", "hide_all"] as const;

export type NotificationPreset = (typeof NOTIFICATION_PRESETS)[number];

/** Windows of an anomaly monitor, such as `last_15m`. */
export interface ThresholdWindows {
  /** How long the metric must be abnormal before it alerts; that of the query's `alert_window`. */
  readonly trigger_window?: string | null;
  /** How long it must be normal before it recovers. */
  readonly recovery_window?: string | null;
}

/** When the current hour, day or month of a `current_…` window begins. */
export interface EvaluationWindow {
  /** The minute of the hour, 0 to 59. */
  readonly hour_starts?: number | null;
  /** The time of the day, `04:00`. */
  readonly day_starts?: string | null;
  /** The day of the month; Datadog takes 1 alone. */
  readonly month_starts?: number | null;
  /** @default "UTC" */
  readonly timezone?: string | null;
}

/** When a monitor with a custom schedule is evaluated. */
export interface ScheduleRecurrence {
  /** As in iCalendar: `FREQ=DAILY;INTERVAL=1`. */
  readonly rrule: string;
  /** `2023-11-10T12:31:00`. @default when the monitor was made */
  readonly start?: string | null;
  readonly timezone: string;
}

export interface SchedulingOptions {
  readonly evaluation_window?: EvaluationWindow | null;
  readonly custom_schedule?: { readonly recurrences: readonly ScheduleRecurrence[] } | null;
}

/** One query of a formula monitor; its fields depend on the `data_source`. */
export interface MonitorVariable {
  readonly name: string;
  readonly data_source?: string | null;
  readonly [field: string]: unknown;
}

/** How a monitor is evaluated and when it notifies. Everything is optional; the defaults are those of the API. */
export interface MonitorOptions {
  readonly thresholds?: MonitorThresholds | null;
  readonly threshold_windows?: ThresholdWindows | null;
  /** Whether a window must be full of data to be evaluated. @default false; the Terraform provider sends true */
  readonly require_full_window?: boolean | null;
  /** Seconds by which the window is shifted back, for data that arrives late; 86,400 at most. @default 0 */
  readonly evaluation_delay?: number | null;
  /** Seconds before a new group can alert. @default 0 */
  readonly new_group_delay?: number | null;
  /** Seconds before a new host can alert; `new_group_delay` overrides it. @default 300 */
  readonly new_host_delay?: number | null;
  /** @default the old settings, notify_no_data and no_data_timeframe */
  readonly on_missing_data?: OnMissingData | null;
  /** @default false */
  readonly notify_no_data?: boolean | null;
  /** Minutes without data after which `notify_no_data` speaks. @default twice the window, 24 hours for checks */
  readonly no_data_timeframe?: number | null;
  /** Hours after which a monitor that no longer reports is resolved, 0 to 24. @default 0, never */
  readonly timeout_h?: number | null;
  /** Minutes between reminders. @default 0, none */
  readonly renotify_interval?: number | null;
  /** How many reminders there are. @default no end */
  readonly renotify_occurrences?: number | null;
  /** Which states are reminded of. @default alert and no data */
  readonly renotify_statuses?: readonly RenotifyStatus[] | null;
  /** What reminders say beside the message. @default nothing */
  readonly escalation_message?: string | null;
  /** Whether people are told when the monitor itself is changed. @default false */
  readonly notify_audit?: boolean | null;
  /** The groups that share a notification: a subset of the query's, or `["*"]`. @default each group has its own */
  readonly notify_by?: readonly string[] | null;
  /** Whether the title names the tags that triggered. @default true */
  readonly include_tags?: boolean | null;
  /** @default "show_all" */
  readonly notification_preset_name?: NotificationPreset | null;
  /** How long a group without data is remembered: `60m`, `1h`, `2d`; one hour to 72. @default 24 hours */
  readonly group_retention_duration?: string | null;
  /** One alert for all groups of a log search. @default false */
  readonly groupby_simple_monitor?: boolean | null;
  /** Whether a log alert shows a sample. @default false */
  readonly enable_logs_sample?: boolean | null;
  /** Whether alerts over CI events show samples. @default false */
  readonly enable_samples?: boolean | null;
  readonly scheduling_options?: SchedulingOptions | null;
  /** The queries that a formula names. */
  readonly variables?: readonly MonitorVariable[] | null;
  /** Whether only its creator and administrators may change it. Deprecated: use `restricted_roles`. */
  readonly locked?: boolean | null;
  /** Scopes that are muted, until when. Deprecated: use downtimes. */
  readonly silenced?: Readonly<Record<string, number | null>> | null;
  /** Seconds for which a synthetic test must fail, 7,200 at most. */
  readonly min_failure_duration?: number | null;
  /** Locations in which a synthetic test must fail at once. */
  readonly min_location_failed?: number | null;
}

/** One monitor. What is absent has the API's default. */
export interface MonitorDefinition {
  readonly name: string;
  readonly type: MonitorType;
  readonly query: string;
  /** What is sent: text, variables, blocks and @-handles. */
  readonly message: string;
  readonly tags?: readonly string[] | null;
  /** 1 (highest) to 5. @default none */
  readonly priority?: number | null;
  readonly options?: MonitorOptions | null;
  /** Ids of the roles that may change it. @default all */
  readonly restricted_roles?: readonly string[] | null;
  /** A draft never notifies. @default "published" */
  readonly draft_status?: "draft" | "published" | null;
}
