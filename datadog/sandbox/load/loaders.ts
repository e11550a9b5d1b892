import { type JsonObject, own, without } from "../../json";
import { type Attributes, definitionOf, tableOf } from "../../terraform";
import { setRestrictionPolicy } from "../objects/access";
import { upsertEntity } from "../objects/catalog";
import { addToDashboardList } from "../objects/dashboard-lists";
import { createDashboard } from "../objects/dashboards";
import { createDowntime } from "../objects/downtimes";
import { createGeneratedMetric } from "../objects/generated-metrics";
import { createLogsPipeline, setPipelineOrder } from "../objects/logs-pipelines";
import { updateMetricMetadata } from "../objects/metrics";
import { createMonitor } from "../objects/monitors";
import { createNotificationRule } from "../objects/notification-rules";
import { createRetentionFilter } from "../objects/retention-filters";
import { createSlo } from "../objects/slos";
import { createTagConfiguration } from "../objects/tag-configurations";
import { createWebhook, createWebhookVariable } from "../objects/webhooks";
import type { Org } from "../org";

/** How the object of a resource type gets into an org. */
export interface Loader {
  /** Makes the object and answers it; `id` is what references to the resource get. */
  readonly load: (org: Org, attributes: Attributes) => JsonObject;
  /** Whether Datadog refuses it until its metric was submitted. @default false */
  readonly needsSubmission?: boolean;
}

/** Makes an object of what the provider sends. */
const sent =
  (create: (org: Org, body: JsonObject, attributes: Attributes) => JsonObject) =>
  (type: string): Loader["load"] => {
    const table = tableOf(type);
    if (table === undefined) throw new Error(`${type} has no table in datadog/terraform/resources`);
    return (org, attributes) => create(org, definitionOf(table, attributes), attributes);
  };

const loaders = {
  datadog_monitor: sent(createMonitor),
  datadog_monitor_json: sent(createMonitor),
  datadog_dashboard_json: sent((org, body, attributes) => {
    const dashboard = createDashboard(org, body);
    for (const list of attributes.texts("dashboard_lists").map(Number)) {
      // The provider only logs a list that is not there.
      if (org.dashboardLists.has(list)) addToDashboardList(org, list, { dashboards: [{ id: dashboard.id }] });
    }
    return dashboard;
  }),
  datadog_metric_metadata: sent((org, { metric, ...body }) => {
    updateMetricMetadata(org, String(metric), body);
    return { id: metric };
  }),
  datadog_metric_tag_configuration: sent((org, body) => {
    createTagConfiguration(org, String(body.id), body);
    return { id: body.id };
  }),
  datadog_logs_custom_pipeline: sent(createLogsPipeline),
  datadog_logs_pipeline_order: sent((org, body, attributes) => {
    setPipelineOrder(org, body);
    return { id: attributes.text("name") };
  }),
  datadog_logs_metric: sent((org, body) => createGeneratedMetric(org, "logs", body)),
  datadog_spans_metric: sent((org, body) => createGeneratedMetric(org, "spans", body)),
  datadog_apm_retention_filter: sent(createRetentionFilter),
  datadog_software_catalog: () => (org, attributes) => ({
    id: upsertEntity(org, attributes.required("entity")).reference,
  }),
  datadog_service_level_objective: sent(createSlo),
  datadog_downtime_schedule: sent(createDowntime),
  datadog_monitor_notification_rule: sent(createNotificationRule),
  datadog_webhook: sent((org, body) => ({ ...createWebhook(org, body), id: body.name })),
  datadog_webhook_custom_variable: sent((org, body) => ({ ...createWebhookVariable(org, body), id: body.name })),
  datadog_restriction_policy: sent((org, body) => setRestrictionPolicy(org, String(body.id), without(body, "id"))),
} satisfies Readonly<Record<string, (type: string) => Loader["load"]>>;

/** The loader of a resource type; undefined for one that the org does not know. */
export function loaderOf(type: string): Loader | undefined {
  const make = own<(type: string) => Loader["load"]>(loaders, type);
  return make && { load: make(type), needsSubmission: /^datadog_metric_(metadata|tag_configuration)$/.test(type) };
}
