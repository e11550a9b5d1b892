/**
 * The words of the message language.
 * @see https://docs.datadoghq.com/monitors/notify/variables/
 */

/** What a notification is about, and which of the state blocks then show. Renotifications repeat a state. */
export const MOMENTS = {
  alert: ["is_alert"],
  warning: ["is_warning"],
  alert_to_warning: ["is_warning", "is_alert_to_warning"],
  no_data: ["is_no_data"],
  unknown: ["is_unknown"],
  alert_recovery: ["is_recovery", "is_alert_recovery"],
  warning_recovery: ["is_recovery", "is_warning_recovery"],
  no_data_recovery: ["is_recovery", "is_no_data_recovery"],
  alert_renotify: ["is_alert", "is_renotify"],
  warning_renotify: ["is_warning", "is_renotify"],
  no_data_renotify: ["is_no_data", "is_renotify"],
} as const satisfies Record<string, readonly string[]>;

/** A change of state, or a reminder of one, that people are told of. */
export type Moment = keyof typeof MOMENTS;

/** Blocks that show by what the notification is about. */
export const STATE_BLOCKS: readonly string[] = [
  "is_alert",
  "is_warning",
  "is_no_data",
  "is_unknown",
  "is_recovery",
  "is_alert_recovery",
  "is_warning_recovery",
  "is_no_data_recovery",
  "is_alert_to_warning",
  "is_renotify",
];

/** Every block. */
export const BLOCKS: readonly string[] = [...STATE_BLOCKS, "is_priority", "is_match", "is_exact_match"];

/**
 * The blocks of plain Handlebars, which the results of synthetic tests are listed with.
 * @see https://docs.datadoghq.com/synthetics/notifications/template_variables/
 */
export const LIST_BLOCKS: readonly string[] = ["each", "if", "unless", "with"];

/** What stands in `{{…}}` with something after it. */
export const HELPERS: readonly string[] = ["eval", "local_time", "urlencode", "override_priority"];

/** Variables that every monitor has; `check_message` is for service checks. */
export const VALUES: readonly string[] = [
  "value",
  "threshold",
  "warn_threshold",
  "alert_recovery_threshold",
  "warn_recovery_threshold",
  "ok_threshold",
  "comparator",
  "first_triggered_at",
  "first_triggered_at_epoch",
  "last_triggered_at",
  "last_triggered_at_epoch",
  "triggered_duration_sec",
];

/** What the variables of a matching event begin with, and the monitors that have one. */
export const EVENT_ROOTS: Readonly<Record<string, string>> = {
  log: "log monitors",
  span: "trace analytics monitors",
  rum: "RUM monitors",
  event: "event monitors",
  audit: "audit trail monitors",
  cipipeline: "CI pipeline monitors",
  citest: "CI test monitors",
  databasemonitoring: "database monitors",
  issue: "error tracking monitors",
  synthetics: "synthetic tests",
};

/** What of a host can be named beside its name, for a monitor that alerts by host. */
export const HOST_FACTS = /^(name|ip|metadata_\w+)$/;
