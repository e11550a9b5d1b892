import type { DefinitionKind } from "../kind";
import { checkMonitor } from "./check";
import { monitorGiven } from "./given";
import { apiMonitorSchema } from "./schema";

export { assertedHandles, assertedMonitor, checkMonitor } from "./check";
export { and, type CompositeCondition, type CompositeMonitorProps, compositeMonitor, not, or } from "./composite";
export { conditionOf } from "./condition";
export { isMulti } from "./given";
export { THRESHOLD_NAMES, type ThresholdSettings } from "./levels";
export { type LogMonitorProps, logMonitor } from "./log-monitor";
export { type MetricMonitorDefinition, type MetricMonitorProps, metricMonitor, OPTION_NAMES } from "./metric-monitor";
export { rawMonitor } from "./raw-monitor";
export type {
  EvaluationWindow,
  MonitorDefinition,
  MonitorOptions,
  MonitorThresholds,
  MonitorType,
  MonitorVariable,
  NotificationPreset,
  OnMissingData,
  RenotifyStatus,
  ScheduleRecurrence,
  SchedulingOptions,
  ThresholdWindows,
} from "./schema";
export { apiMonitorSchema, MONITOR_TYPES, monitorOptionsSchema, monitorSchema, ON_MISSING_DATA } from "./schema";
export { type ServiceCheckMonitorProps, serviceCheckMonitor } from "./service-check-monitor";

export const monitorKind: DefinitionKind = {
  name: "monitor",
  schema: () => apiMonitorSchema,
  check: checkMonitor,
  recognizes: ({ query, options, type }) =>
    typeof query === "string" ||
    (typeof type === "string" && (/ (alert|check)$/.test(type) || type === "composite")) ||
    "thresholds" in Object(options),
  nameOf: ({ name }) => String(name),
  given: monitorGiven,
};
