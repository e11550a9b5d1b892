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
  unknown_recovery: ["is_recovery"],
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

/** How a variable without a dot is written, and which monitors have it. */
export interface Variable {
  /** A float keeps its point (`300.0`), a time is a UTC date. */
  readonly type: "float" | "integer" | "time" | "text";
  /** @default every monitor has it */
  readonly only?: "checks" | "slos";
}

/**
 * Every variable without a dot.
 * @see https://docs.datadoghq.com/monitors/notify/variables/#template-variables
 * @see https://docs.datadoghq.com/monitors/types/slo/#notifications
 */
export const VARIABLES = {
  value: { type: "float" },
  threshold: { type: "float" },
  warn_threshold: { type: "float" },
  alert_recovery_threshold: { type: "float" },
  warn_recovery_threshold: { type: "float" },
  ok_threshold: { type: "float" },
  comparator: { type: "text" },
  first_triggered_at: { type: "time" },
  first_triggered_at_epoch: { type: "integer" },
  last_triggered_at: { type: "time" },
  last_triggered_at_epoch: { type: "integer" },
  triggered_duration_sec: { type: "integer" },
  check_message: { type: "text", only: "checks" },
  timeframe: { type: "text", only: "slos" },
  short_window_burn_rate: { type: "float", only: "slos" },
  long_window_burn_rate: { type: "float", only: "slos" },
} as const satisfies Record<string, Variable>;

/** The name of a variable without a dot. */
export type VariableName = keyof typeof VARIABLES;

/** What is known of the variable `name`, if there is one. */
export function variable(name: string): Variable | undefined {
  return Object.hasOwn(VARIABLES, name) ? VARIABLES[name as VariableName] : undefined;
}

/** The variables that every monitor has. */
export const VALUES: readonly string[] = Object.keys(VARIABLES).filter((name) => variable(name)?.only === undefined);

/** Tags that each alert of a multi alert carries, whatever it is grouped by. */
export const RESERVED_KEYS: readonly string[] = ["host", "device", "source", "service", "env", "version", "team"];

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
  synthetics: "Synthetic tests",
};

/**
 * Attributes of network devices, and the groups of which one says which device it is.
 * @see https://docs.datadoghq.com/monitors/notify/variables/#customize-the-notification-based-on-the-group
 */
export const NETWORK_DEVICE = { root: "network_device", keys: ["device_ip", "device_namespace", "device"] } as const;
