import { defined } from "../../json";
import type { WrittenCondition } from "../../query";
import { type Ignore, noted } from "../notes";
import { type AllKeys, refuseUnknownSettings } from "../unknown-settings";
import { assertedMonitor } from "./check";
import type {
  MonitorDefinition,
  MonitorOptions,
  NotificationPreset,
  OnMissingData,
  RenotifyStatus,
  SchedulingOptions,
} from "./schema";

/** Settings of a metric monitor. A setting that is omitted is not in the JSON and has the API's default. */
export interface MetricMonitorProps {
  /** The title of every notification. */
  readonly name: string;
  /** The query, the thresholds, and the window, in one place. */
  readonly condition: WrittenCondition;
  /**
   * Datadog has two names for what is one type.
   * @default "metric alert"; "query alert" for changes, predictions, and windows of the calendar
   */
  readonly type?: "metric alert" | "query alert";
  /** The notification message: text, variables, blocks, and @-handles. */
  readonly message: string;
  /** @default none */
  readonly tags?: readonly string[];
  /** 1 is the highest. @default none */
  readonly priority?: 1 | 2 | 3 | 4 | 5;
  /** What to do when a group has no data. @default the older settings, `notifyNoData` and `noDataTimeframe` */
  readonly onMissingData?: OnMissingData;
  /** @default false */
  readonly notifyNoData?: boolean;
  /** Minutes. @default twice the window */
  readonly noDataTimeframe?: number;
  /** Whether a window must be full of data to be evaluated. Always in the JSON. @default false */
  readonly requireFullWindow?: boolean;
  /** Seconds by which the window is shifted back, at most 86,400. @default 0 */
  readonly evaluationDelay?: number;
  /** Seconds before a new group can alert. @default 0 */
  readonly newGroupDelay?: number;
  /** Hours after which a monitor without data is resolved, 0 to 24. @default 0, never */
  readonly timeoutH?: number;
  /** Minutes between renotifications. @default no renotifications */
  readonly renotifyInterval?: number;
  /** The number of renotifications. @default unlimited */
  readonly renotifyOccurrences?: number;
  /** The states that are renotified. @default alert and no data */
  readonly renotifyStatuses?: readonly RenotifyStatus[];
  /** The message added to renotifications. @default none */
  readonly escalationMessage?: string;
  /** Whether to notify when the monitor itself is changed. @default false */
  readonly notifyAudit?: boolean;
  /** The groups that share a notification, `["*"]` for all. @default each group has its own */
  readonly notifyBy?: readonly string[];
  /** Whether the title includes the triggering tags. @default true */
  readonly includeTags?: boolean;
  /** What is shown with the message. @default "show_all" */
  readonly notificationPresetName?: NotificationPreset;
  /** When the current hour, day or month begins, or when the monitor is evaluated. @default always */
  readonly schedulingOptions?: SchedulingOptions;
  /** How long an anomaly must last, and how long its end: `last_15m`. @default those of the query */
  readonly thresholdWindows?: { readonly trigger: string; readonly recovery: string };
  /** Ids of the roles that can edit it. @default all */
  readonly restrictedRoles?: readonly string[];
  /** A draft does not notify. @default "published" */
  readonly draftStatus?: "draft" | "published";
  /** Other options of the API; they override the settings above. @default none */
  readonly options?: MonitorOptions;
  /** Checks to ignore for this monitor, each with a reason. Not part of the JSON. @default none */
  readonly ignore?: readonly Ignore[];
}

/** A definition whose options are there. */
export type MetricMonitorDefinition = MonitorDefinition & { readonly options: MonitorOptions };

/**
 * A monitor over metrics, as the JSON of Datadog's API.
 *
 * @throws DefinitionError when it breaks a rule: thresholds out of order, a group in the message that the query does not
 * have, a block that is not closed, a tag that Datadog would rewrite, …
 * @see https://docs.datadoghq.com/monitors/types/metric/
 */
export function metricMonitor(props: MetricMonitorProps): MetricMonitorDefinition {
  refuseUnknownSettings("metricMonitor()", props, SETTINGS);
  const { name, condition, type = typeOf(condition), message, tags, priority, restrictedRoles, draftStatus } = props;
  const definition: MetricMonitorDefinition = {
    name,
    type,
    query: condition.text,
    message,
    ...defined({ tags, priority, restricted_roles: restrictedRoles, draft_status: draftStatus }),
    options: { ...optionsOf(props), ...props.options },
  };
  return assertedMonitor(noted(definition, props.ignore), {}, condition.node);
}

/** As Datadog names them: plain metric queries, and those that compare with a change, a prediction or the calendar. */
function typeOf({ node }: WrittenCondition): NonNullable<MetricMonitorProps["type"]> {
  if (node.kind === "changeAlert" || node.window.form !== "last") return "query alert";
  const isCall = node.expression.kind === "call" && ALGORITHMS.includes(node.expression.name);
  return isCall ? "query alert" : "metric alert";
}

const ALGORITHMS: readonly string[] = ["anomalies", "forecast", "outliers"];

function optionsOf({
  condition,
  thresholdWindows,
  requireFullWindow = false,
  ...props
}: MetricMonitorProps): MonitorOptions {
  return {
    thresholds: defined({
      critical: condition.critical,
      warning: condition.warning,
      critical_recovery: condition.recovery,
      warning_recovery: condition.warningRecovery,
    }),
    require_full_window: requireFullWindow,
    ...commonOptions(props),
    ...defined({
      threshold_windows: thresholdWindows && {
        trigger_window: thresholdWindows.trigger,
        recovery_window: thresholdWindows.recovery,
      },
    }),
  };
}

/** The settings that monitors of every type have, each with the option of the API that it becomes. */
export const OPTION_NAMES = {
  onMissingData: "on_missing_data",
  notifyNoData: "notify_no_data",
  noDataTimeframe: "no_data_timeframe",
  evaluationDelay: "evaluation_delay",
  newGroupDelay: "new_group_delay",
  timeoutH: "timeout_h",
  renotifyInterval: "renotify_interval",
  renotifyOccurrences: "renotify_occurrences",
  renotifyStatuses: "renotify_statuses",
  escalationMessage: "escalation_message",
  notifyAudit: "notify_audit",
  notifyBy: "notify_by",
  includeTags: "include_tags",
  notificationPresetName: "notification_preset_name",
  schedulingOptions: "scheduling_options",
} as const satisfies Partial<Record<keyof MetricMonitorProps, keyof MonitorOptions>>;

/** The settings that monitors of every type have. */
export const COMMON_SETTINGS = {
  ...(Object.fromEntries(Object.keys(OPTION_NAMES).map((name) => [name, true])) as AllKeys<typeof OPTION_NAMES>),
  name: true,
  message: true,
  tags: true,
  priority: true,
  restrictedRoles: true,
  draftStatus: true,
  options: true,
  ignore: true,
} as const;

const SETTINGS: AllKeys<MetricMonitorProps> = {
  ...COMMON_SETTINGS,
  condition: true,
  type: true,
  thresholdWindows: true,
  requireFullWindow: true,
};

/** The options that the settings of `OPTION_NAMES` become; a setting without a value is left out. */
export function commonOptions(props: Omit<MetricMonitorProps, "condition" | "type">): MonitorOptions {
  const settings = Object.entries(OPTION_NAMES) as [keyof typeof OPTION_NAMES, keyof MonitorOptions][];
  return defined(Object.fromEntries(settings.map(([setting, option]) => [option, props[setting]])));
}
