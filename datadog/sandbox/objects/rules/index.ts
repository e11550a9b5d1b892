export { catalogEntityRules } from "./catalog-entity";
export { dashboardRules } from "./dashboard";
export { dashboardListRules } from "./dashboard-list";
export { logsMetricRules, spansMetricRules } from "./generated-metric";
export { logPipelineRules } from "./log-pipeline";
export { metricMetadataRules } from "./metric-metadata";
export { monitorRules } from "./monitor";
export { retentionFilterRules } from "./retention-filter";
export { tagConfigurationRules } from "./tag-configuration";
