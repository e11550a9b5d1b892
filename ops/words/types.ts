import { own } from "../../datadog/json";

/** What Terraform calls otherwise than people do: one, and several. */
const NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  datadog_dashboard_json: ["dashboard", "dashboards"],
  datadog_logs_custom_pipeline: ["log pipeline", "log pipelines"],
  datadog_logs_metric: ["logs-based metric", "logs-based metrics"],
  datadog_apm_retention_filter: ["retention filter", "retention filters"],
  datadog_software_catalog: ["catalog entity", "catalog entities"],
  datadog_metric_metadata: ["metric's metadata", "metrics' metadata"],
  datadog_metric_tag_configuration: ["tag configuration", "tag configurations"],
  datadog_service_level_objective: ["SLO", "SLOs"],
  datadog_downtime_schedule: ["downtime", "downtimes"],
  datadog_monitor_notification_rule: ["notification rule", "notification rules"],
  datadog_webhook_custom_variable: ["custom variable of webhooks", "custom variables of webhooks"],
};

/** How many resources of a type, as people call them: `3 monitors`, `1 log pipeline`. */
export function countedType(type: string, count: number): string {
  const name = type.slice(type.indexOf("_") + 1).replaceAll("_", " ");
  const [one, several] = own(NOUNS, type) ?? [name, `${name}s`];
  return `${count} ${count === 1 ? one : several}`;
}
