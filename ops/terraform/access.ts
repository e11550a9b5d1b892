import { own } from "../../datadog/json";

/** What a kind of resource needs of Datadog's keys. */
export interface Access {
  /** `monitors`, as in "cannot read monitors". */
  readonly kind: string;
  /** Permissions, all of which are needed. */
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** A request that lists at most a few objects of the kind, and changes nothing. */
  readonly probe: string;
}

const MONITORS: Access = {
  kind: "monitors",
  read: ["monitors_read"],
  write: ["monitors_write"],
  probe: "/api/v1/monitor?page=0&page_size=1",
};

/**
 * Permissions by resource type.
 * @see https://docs.datadoghq.com/account_management/rbac/permissions/
 */
const ACCESS: Readonly<Record<string, Access>> = {
  datadog_monitor: MONITORS,
  datadog_monitor_json: MONITORS,
  datadog_dashboard_json: {
    kind: "dashboards",
    read: ["dashboards_read"],
    write: ["dashboards_write"],
    probe: "/api/v1/dashboard?count=1",
  },
  datadog_dashboard_list: {
    kind: "dashboard lists",
    read: ["dashboards_read"],
    write: ["dashboards_write"],
    probe: "/api/v1/dashboard/lists/manual",
  },
  datadog_service_level_objective: {
    kind: "SLOs",
    read: ["slos_read"],
    write: ["slos_write"],
    probe: "/api/v1/slo?limit=1",
  },
  datadog_slo_correction: {
    kind: "SLO corrections",
    read: ["slos_read"],
    write: ["slos_corrections"],
    probe: "/api/v1/slo/correction?limit=1",
  },
  datadog_downtime_schedule: {
    kind: "downtimes",
    read: ["monitors_downtime"],
    write: ["monitors_downtime"],
    probe: "/api/v2/downtime?page[limit]=1",
  },
  datadog_monitor_notification_rule: {
    kind: "notification rules",
    read: ["monitor_config_policy_write"],
    write: ["monitor_config_policy_write"],
    probe: "/api/v2/monitor/notification_rule",
  },
  datadog_logs_custom_pipeline: {
    kind: "log pipelines",
    read: ["logs_read_config"],
    write: ["logs_write_pipelines", "logs_write_processors"],
    probe: "/api/v1/logs/config/pipelines",
  },
  datadog_logs_pipeline_order: {
    kind: "the order of log pipelines",
    read: ["logs_read_config"],
    write: ["logs_write_pipelines"],
    probe: "/api/v1/logs/config/pipeline-order",
  },
  datadog_logs_metric: {
    kind: "logs-based metrics",
    read: ["logs_read_config"],
    write: ["logs_generate_metrics"],
    probe: "/api/v2/logs/config/metrics",
  },
  datadog_spans_metric: {
    kind: "metrics from spans",
    read: ["apm_read"],
    write: ["apm_generate_metrics"],
    probe: "/api/v2/apm/config/metrics",
  },
  datadog_apm_retention_filter: {
    kind: "retention filters",
    read: ["apm_retention_filter_read"],
    write: ["apm_retention_filter_write"],
    probe: "/api/v2/apm/config/retention-filters",
  },
  datadog_software_catalog: {
    kind: "catalog entities",
    read: ["apm_service_catalog_read"],
    write: ["apm_service_catalog_write"],
    probe: "/api/v2/catalog/entity?page[limit]=1",
  },
  // One request about a metric would be a 404 until it is reported; the list needs no more than the keys.
  datadog_metric_metadata: {
    kind: "metric metadata",
    read: ["metrics_read"],
    write: ["metrics_metadata_write"],
    probe: "/api/v2/metrics?page[size]=1",
  },
  datadog_metric_tag_configuration: {
    kind: "tag configurations of metrics",
    read: ["metrics_read"],
    write: ["metric_tags_write"],
    probe: "/api/v2/metrics?page[size]=1",
  },
};

/** What a resource type, or the type of an address, needs; nothing of what is not Datadog's or not known. */
export function accessOf(typeOrAddress: string): Access | undefined {
  const type = typeOrAddress.replace(/^.*?(datadog_\w+).*$/s, "$1");
  return own(ACCESS, type);
}
