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
export { type Grok, type GrokMatch, type GrokProblem, type GrokRules, grokParser } from "./grok/index";
export { didYouMean } from "./issues";
export { categorize, copy, type GrokRuleSpec, type GrokSpec, grok, nested, remap } from "./log-builders";
export {
  checkLogPipeline,
  checkLogPipelines,
  type LogPipelineChecks,
  type LogPipelineDefinition,
  logPipeline,
  logPipelineSchema,
} from "./log-pipeline";
export type { GrokParser, LogProcessor, NestedLogProcessor } from "./log-processors";
export {
  checkMetricMetadata,
  type MetricMetadataDefinition,
  metricMetadata,
  metricMetadataSchema,
} from "./metric-metadata";
export { type MetricMonitorDefinition, type MetricMonitorProps, metricMonitor } from "./metric-monitor";
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
} from "./monitor";
export { MONITOR_TYPES } from "./monitor";
export { checkMonitor, refuseMonitor, refuseUnknownHandles } from "./monitor-check";
export { conditionOf, type MonitorCondition } from "./monitor-condition";
export type { MonitorCheckOptions } from "./monitor-facts";
export { apiMonitorSchema, monitorSchema } from "./monitor-schema";
export { fromYaml, type MonitorYamlOptions, monitorsFromYaml } from "./monitor-yaml";
export { DefinitionError, type DefinitionProblem, refuse } from "./problems";
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
export { readYaml, type YamlFile, YamlFileError, type YamlProblem } from "./yaml";
