export * from "./dashboard";
export {
  checkLogsMetric,
  checkSpansMetric,
  type GeneratedMetricSpec,
  type LogsMetricDefinition,
  logsMetric,
  logsMetricSchema,
  type SpansMetricDefinition,
  spansMetric,
  spansMetricSchema,
} from "./generated-metrics";
export { categorize, copy, type GrokRuleSpec, type GrokSpec, grok, nested, remap } from "./logs/builders";
export { type Grok, type GrokMatch, type GrokProblem, type GrokRules, grokParser } from "./logs/grok/index";
export {
  checkLogPipeline,
  checkLogPipelines,
  type LogPipelineChecks,
  type LogPipelineDefinition,
  logPipeline,
  logPipelineSchema,
} from "./logs/pipeline";
export type { GrokParser, LogProcessor, NestedLogProcessor } from "./logs/processors";
export {
  checkMetricMetadata,
  type MetricMetadataDefinition,
  metricMetadata,
  metricMetadataSchema,
} from "./metric-metadata";
export { checkMonitor, refuseMonitor, refuseUnknownHandles } from "./monitor/check";
export { conditionOf, type MonitorCondition } from "./monitor/condition";
export type { MonitorCheckOptions } from "./monitor/facts";
export { THRESHOLD_NAMES, type ThresholdSettings } from "./monitor/levels";
export { type MetricMonitorDefinition, type MetricMonitorProps, metricMonitor } from "./monitor/metric-monitor";
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
} from "./monitor/monitor";
export { MONITOR_TYPES } from "./monitor/monitor";
export { apiMonitorSchema, monitorSchema } from "./monitor/schema";
export {
  checkRetentionFilter,
  type RetentionFilterDefinition,
  type RetentionFilterSpec,
  retentionFilter,
  retentionFilterSchema,
} from "./retention-filter";
export {
  type CatalogEntityDefinition,
  catalogEntity,
  catalogEntitySchema,
  checkCatalogEntity,
  danglingReferences,
  entityReference,
} from "./software-catalog";
export {
  checkTagConfiguration,
  type TagConfigurationDefinition,
  tagConfiguration,
  tagConfigurationSchema,
} from "./tag-configuration";
export { type TagUse, tagsUsed } from "./tag-usage";
export { keptTag, tagMistake } from "./tags";
