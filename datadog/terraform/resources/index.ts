import { own } from "../../json";
import type { ResourceTable } from "../table";
import { downtimeTable, notificationRuleTable, sloTable, webhookTable, webhookVariableTable } from "./alerting";
import { logPipelineTable, pipelineOrderTable } from "./logs-pipeline";
import { logsMetricTable, metricMetadataTable, spansMetricTable, tagConfigurationTable } from "./metrics";
import { monitorTable } from "./monitor";
import {
  catalogEntityTable,
  dashboardJsonTable,
  monitorJsonTable,
  restrictionPolicyTable,
  retentionFilterTable,
} from "./others";

export {
  catalogEntityTable,
  dashboardJsonTable,
  downtimeTable,
  logPipelineTable,
  logsMetricTable,
  metricMetadataTable,
  monitorTable,
  notificationRuleTable,
  restrictionPolicyTable,
  retentionFilterTable,
  sloTable,
  spansMetricTable,
  tagConfigurationTable,
};

/** Every resource that is known here: a resource is one table and one line. */
export const RESOURCE_TABLES: readonly ResourceTable[] = [
  monitorTable,
  monitorJsonTable,
  dashboardJsonTable,
  metricMetadataTable,
  tagConfigurationTable,
  logPipelineTable,
  pipelineOrderTable,
  logsMetricTable,
  spansMetricTable,
  retentionFilterTable,
  catalogEntityTable,
  restrictionPolicyTable,
  sloTable,
  downtimeTable,
  notificationRuleTable,
  webhookTable,
  webhookVariableTable,
];

const BY_TYPE = Object.fromEntries(RESOURCE_TABLES.map((table) => [table.type, table]));

/** The table of a resource type, `datadog_monitor`; undefined for one that is not known here. */
export function tableOf(type: string): ResourceTable | undefined {
  return own(BY_TYPE, type);
}
