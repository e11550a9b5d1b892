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
export { didYouMean, readYaml, type YamlFile, YamlFileError, type YamlProblem } from "./yaml";
