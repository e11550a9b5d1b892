import {
  type MonitorConfig,
  Monitor as MonitorResource,
  type MonitorVariables,
  type MonitorVariablesEventQuery,
} from "@cdktf/provider-datadog/lib/monitor";
import type { Construct } from "constructs";
import {
  type CheckOptions,
  checkMonitor,
  type MonitorDefinition,
  type MonitorOptions,
  type MonitorVariable,
} from "../datadog/definitions";
import { DefinitionError } from "../datadog/findings";
import { literals } from "./literal";
import { CATALOG_CHECKS, judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** What a monitor's definition does not say. */
export interface MonitorSettings extends CheckOptions, ResourceSettings<MonitorConfig> {}

/**
 * A monitor as the resource `datadog_monitor.ID`: its address depends on its id alone, not on where it stands in a stack.
 *
 * @see https://registry.terraform.io/providers/DataDog/datadog/latest/docs/resources/monitor
 */
export class Monitor extends ResourceConstruct<MonitorConfig, MonitorResource> {
  /** @throws DefinitionError when the definition breaks a rule, with the path of this construct */
  constructor(
    scope: Construct,
    id: string,
    readonly definition: MonitorDefinition,
    settings: MonitorSettings = {},
  ) {
    const config = (self: Construct) => {
      const what = `monitor "${definition.name}"`;
      judge(self, checkMonitor(definition, settings), {
        what,
        definition,
        ignore: settings.ignore,
        asked: (check) =>
          (settings.catalog !== undefined || !CATALOG_CHECKS.includes(check)) &&
          (settings.handles !== undefined || check !== "unknown-handle"),
      });
      return literals(configOf(definition, `${what} (${self.node.path})`));
    };
    super(scope, id, { Resource: MonitorResource, child: "monitor" }, config, settings, definition);
  }
}

function configOf(definition: MonitorDefinition, what: string): MonitorConfig {
  const { name, type, query, message, tags, priority, restricted_roles: roles, draft_status: draft } = definition;
  const options = definition.options ?? {};
  refuseUnsupported(options, what);
  return {
    name,
    type,
    query,
    message,
    ...given({ tags, priority: priority?.toString(), restrictedRoles: roles, draftStatus: draft }),
    ...optionAttributes(options),
    ...given({
      monitorThresholds: options.thresholds && thresholdsOf(options.thresholds),
      monitorThresholdWindows: options.threshold_windows && windowsOf(options.threshold_windows),
      schedulingOptions: options.scheduling_options && schedulingOf(options.scheduling_options),
      variables: options.variables?.length ? variablesOf(options.variables, what) : undefined,
    }),
  } as MonitorConfig;
}

/** The attributes that are called and written as the options of the API. */
function optionAttributes(options: MonitorOptions): Partial<MonitorConfig> {
  return given({
    // The provider would send true where the API's default is false.
    requireFullWindow: options.require_full_window ?? false,
    evaluationDelay: options.evaluation_delay,
    newGroupDelay: options.new_group_delay,
    newHostDelay: options.new_host_delay,
    onMissingData: options.on_missing_data,
    // The provider takes one of the two ways, and calls even a false of the other a conflict.
    notifyNoData: options.on_missing_data ? undefined : options.notify_no_data,
    noDataTimeframe: options.no_data_timeframe,
    timeoutH: options.timeout_h,
    renotifyInterval: options.renotify_interval,
    renotifyOccurrences: options.renotify_occurrences,
    renotifyStatuses: options.renotify_statuses,
    escalationMessage: options.escalation_message,
    notifyAudit: options.notify_audit,
    notifyBy: options.notify_by,
    includeTags: options.include_tags,
    notificationPresetName: options.notification_preset_name,
    groupRetentionDuration: options.group_retention_duration,
    groupbySimpleMonitor: options.groupby_simple_monitor,
    enableLogsSample: options.enable_logs_sample,
    enableSamples: options.enable_samples,
    locked: options.locked,
  }) as Partial<MonitorConfig>;
}

/** What the provider's resource has no attribute for; an empty value says nothing. */
function refuseUnsupported(options: MonitorOptions, what: string): void {
  const { silenced, min_failure_duration: duration, min_location_failed: locations, scheduling_options } = options;
  const cases: readonly (readonly [path: readonly string[], value: unknown, fix: string])[] = [
    [["silenced"], Object.keys(silenced ?? {}).length > 0 || undefined, "use a downtime"],
    [["min_failure_duration"], duration, "declare the synthetic test itself"],
    [["min_location_failed"], locations, "declare the synthetic test itself"],
    [
      ["scheduling_options", "evaluation_window", "timezone"],
      scheduling_options?.evaluation_window?.timezone,
      "it is UTC, and day_starts has to say so",
    ],
  ];
  const found = cases.filter(([, value]) => value !== undefined && value !== null);
  if (found.length === 0) return;
  const problems = found.map(([path, , fix]) => ({
    path: ["options", ...path],
    message: `Terraform's datadog_monitor has no attribute for it: ${fix}.`,
  }));
  throw new DefinitionError(what, problems);
}

function thresholdsOf(levels: NonNullable<MonitorOptions["thresholds"]>): MonitorConfig["monitorThresholds"] {
  return given({
    critical: levels.critical?.toString(),
    criticalRecovery: levels.critical_recovery?.toString(),
    warning: levels.warning?.toString(),
    warningRecovery: levels.warning_recovery?.toString(),
    ok: levels.ok?.toString(),
    unknown: levels.unknown?.toString(),
  });
}

function windowsOf(
  windows: NonNullable<MonitorOptions["threshold_windows"]>,
): MonitorConfig["monitorThresholdWindows"] {
  return given({
    triggerWindow: windows.trigger_window ?? undefined,
    recoveryWindow: windows.recovery_window ?? undefined,
  });
}

function schedulingOf(options: NonNullable<MonitorOptions["scheduling_options"]>): MonitorConfig["schedulingOptions"] {
  const { evaluation_window: window, custom_schedule: schedule } = options;
  const recurrence = schedule?.recurrences[0];
  return given({
    evaluationWindow: window
      ? given({
          hourStarts: window.hour_starts ?? undefined,
          dayStarts: window.day_starts ?? undefined,
          monthStarts: window.month_starts ?? undefined,
        })
      : undefined,
    customSchedule: recurrence && {
      recurrence: given({
        rrule: recurrence.rrule,
        timezone: recurrence.timezone,
        start: recurrence.start ?? undefined,
      }),
    },
  });
}

/** The queries of a formula: of costs, or of events of some kind. */
function variablesOf(variables: readonly MonitorVariable[], what: string): MonitorVariables {
  const costs = variables.filter(({ data_source: source }) => source === "cloud_cost");
  const events = variables.filter((variable) => !costs.includes(variable));
  const odd = events.findIndex(({ search, compute }) => search === undefined || compute === undefined);
  if (odd >= 0) {
    const path = ["options", "variables", variables.indexOf(events[odd]!)];
    const source = events[odd]!.data_source ?? "this kind";
    const message = `Terraform's datadog_monitor has no place for a query of ${source}: give the resource's variables as an override.`;
    throw new DefinitionError(what, [{ path, message }]);
  }
  return given({
    cloudCostQuery: costs.length === 0 ? undefined : costs.map(costQuery),
    eventQuery: events.length === 0 ? undefined : events.map(eventQuery),
  });
}

function costQuery({ name, data_source: dataSource, query, aggregator }: MonitorVariable) {
  return { name, dataSource: String(dataSource), query: String(query), aggregator: String(aggregator) };
}

interface EventFields {
  readonly search: { readonly query: string };
  readonly compute: { readonly aggregation: string; readonly interval?: number; readonly metric?: string };
  readonly indexes?: string[];
  readonly group_by?: readonly {
    readonly facet: string;
    readonly limit?: number;
    readonly sort?: { readonly aggregation: string; readonly metric?: string; readonly order?: string };
  }[];
}

function eventQuery(variable: MonitorVariable): MonitorVariablesEventQuery {
  const { search, compute, indexes, group_by: groups } = variable as unknown as EventFields;
  const { aggregation, interval, metric } = compute;
  return given({
    name: variable.name,
    dataSource: String(variable.data_source),
    search: { query: search.query },
    compute: [given({ aggregation, interval, metric })],
    indexes,
    groupBy: groups?.map(({ facet, limit, sort }) =>
      given({
        facet,
        limit,
        sort: sort && given({ aggregation: sort.aggregation, metric: sort.metric, order: sort.order }),
      }),
    ),
  });
}

/** Without the attributes that are not given: null and absent are the same to the API. */
function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], null> } {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], null> };
}
