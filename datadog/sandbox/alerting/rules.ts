import type { MonitorDefinition, RenotifyStatus } from "../../definitions";
import { type Comparator, type Condition, durationSeconds } from "../../query";

/** The levels at which a group changes its state. */
export interface Levels {
  readonly comparator: Comparator;
  /** How the recovery thresholds are compared. @default as the others */
  readonly recoveryComparator?: Comparator;
  readonly critical?: number;
  readonly warning?: number;
  readonly recovery?: number;
  readonly warningRecovery?: number;
}

/** What happens to a group that has no data. */
export type Missing =
  /** It is evaluated as 0. */
  | { readonly kind: "zero" }
  /** It keeps its state. */
  | { readonly kind: "keep" }
  /** It is OK. */
  | { readonly kind: "resolve" }
  /** It has no data once `after` seconds have passed since its last point. */
  | { readonly kind: "no data"; readonly after: number };

/** How the groups of a monitor change their state, and when people are notified. Times are in seconds. */
export interface Rules {
  /** Absent where the query tells the state itself. */
  readonly levels?: Levels;
  readonly missing: Missing;
  readonly requireFullWindow: boolean;
  /** Between two evaluations. */
  readonly frequency: number;
  readonly window: number;
  readonly isGrouped: boolean;
  /** How long a new group waits for its first evaluation. */
  readonly newGroupDelay: number;
  /** How long a group is kept without data. */
  readonly retention: number;
  /** After how long without data a group is resolved. @default never */
  readonly timeout?: number;
  /** Whether people are notified of no data. */
  readonly notifiesNoData: boolean;
  readonly notifiesUnknown: boolean;
  readonly renotify?: {
    readonly interval: number;
    readonly statuses: readonly RenotifyStatus[];
    /** @default reminders end 30 hours after the first alert */
    readonly occurrences?: number;
  };
  /** The keys of the groups that share their notifications; empty for one alert. @default each group has its own */
  readonly notifyBy?: readonly string[];
  /** Each evaluation is on its own and notifies where it is not OK. */
  readonly isScheduled: boolean;
}

/** What the kind of a monitor decides. */
export interface KindRules {
  /** Seconds. */
  readonly window: number;
  readonly groupKeys: readonly string[];
  /** The time aggregation: `sum` or `count` is evaluated as 0 where data is missing. @default something else */
  readonly aggregation?: string;
  /** What `on_missing_data` means where it is not set. @default the old settings */
  readonly missingByDefault?: "default";
  /** How the recovery thresholds are compared: a group stays as it is while this holds. @default as the others */
  readonly recoveryComparator?: Comparator;
  /** Whether the thresholds are compared with a value. @default true */
  readonly compares?: boolean;
  /** What happens without data, whatever the options say. @default as the options say */
  readonly missing?: Missing;
}

const MINUTE = 60;
const HOUR = 3600;

/** Reads a monitor's options, with the API's defaults. */
export function rulesOf(definition: MonitorDefinition, condition: Condition, kind: KindRules): Rules {
  const options = definition.options ?? {};
  const { window, groupKeys } = kind;
  const isGrouped = groupKeys.length > 0;
  return {
    ...(kind.compares === false ? {} : { levels: levelsOf(condition, kind) }),
    missing: missingOf(definition, kind),
    requireFullWindow: options.require_full_window ?? false,
    frequency: frequencyOf(window),
    window,
    isGrouped,
    newGroupDelay: isGrouped ? newGroupDelayOf(definition, groupKeys) : 0,
    retention: retentionOf(definition, groupKeys),
    ...(options.timeout_h ? { timeout: options.timeout_h * HOUR } : {}),
    notifiesNoData: options.notify_no_data === true || options.on_missing_data === "show_and_notify_no_data",
    notifiesUnknown: typeof options.thresholds?.unknown === "number",
    ...(options.renotify_interval ? { renotify: renotifyOf(options.renotify_interval, definition) } : {}),
    ...notifyByOf(definition, groupKeys),
    isScheduled: options.scheduling_options?.custom_schedule != null,
  };
}

/**
 * Seconds between two evaluations, by the window.
 * @see https://docs.datadoghq.com/monitors/configuration/#evaluation-frequency
 */
export function frequencyOf(window: number): number {
  if (window < 24 * HOUR) return MINUTE;
  return window < 48 * HOUR ? 10 * MINUTE : 30 * MINUTE;
}

function levelsOf(
  { comparator = ">", critical, warning, recovery, warningRecovery }: Condition,
  { recoveryComparator }: KindRules,
): Levels {
  return {
    comparator,
    critical,
    warning,
    recovery,
    warningRecovery,
    ...(recoveryComparator ? { recoveryComparator } : {}),
  };
}

/**
 * @see https://docs.datadoghq.com/monitors/configuration/#no-data
 * @see https://docs.datadoghq.com/monitors/guide/on_missing_data/
 */
function missingOf({ options }: MonitorDefinition, kind: KindRules): Missing {
  if (kind.missing) return kind.missing;
  const unset = options?.notify_no_data ? undefined : kind.missingByDefault;
  switch (options?.on_missing_data ?? unset) {
    case "default":
      return { kind: kind.aggregation === "sum" || kind.aggregation === "count" ? "zero" : "keep" };
    case "show_no_data":
    case "show_and_notify_no_data":
      return { kind: "no data", after: 0 };
    case "resolve":
      return { kind: "resolve" };
  }
  if (!options?.notify_no_data) return { kind: "keep" };
  const minutes = options.no_data_timeframe;
  return { kind: "no data", after: minutes ? minutes * MINUTE : 2 * kind.window };
}

/** `new_group_delay` goes before `new_host_delay`, which is only for groups of hosts. */
function newGroupDelayOf({ options }: MonitorDefinition, groupKeys: readonly string[]): number {
  const hostDelay = groupKeys.includes("host") ? (options?.new_host_delay ?? 300) : 0;
  return options?.new_group_delay ?? hostDelay;
}

/**
 * How long a group is kept without data: a day, hosts and checks two.
 * @see https://docs.datadoghq.com/monitors/configuration/#group-retention-time
 */
function retentionOf({ type, options }: MonitorDefinition, groupKeys: readonly string[]): number {
  const own = durationSeconds(options?.group_retention_duration ?? "");
  if (own !== undefined) return own;
  return type === "service check" || groupKeys.includes("host") ? 48 * HOUR : 24 * HOUR;
}

/** @see https://docs.datadoghq.com/monitors/notify/#renotify */
function renotifyOf(minutes: number, { options }: MonitorDefinition): NonNullable<Rules["renotify"]> {
  const { renotify_statuses: statuses, renotify_occurrences: occurrences } = options ?? {};
  return {
    interval: minutes * MINUTE,
    statuses: statuses && statuses.length > 0 ? statuses : ["alert", "no data"],
    ...(occurrences ? { occurrences } : {}),
  };
}

/** `["*"]`, and one alert for all groups of a search, are a simple alert. */
function notifyByOf({ options }: MonitorDefinition, groupKeys: readonly string[]): Pick<Rules, "notifyBy"> {
  const keys = options?.notify_by ?? [];
  if (keys.includes("*") || options?.groupby_simple_monitor) return { notifyBy: [] };
  return keys.length > 0 && keys.length < groupKeys.length ? { notifyBy: keys } : {};
}
