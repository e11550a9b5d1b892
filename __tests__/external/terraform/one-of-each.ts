import type { JsonObject } from "../../../datadog/json";

const flour = {
  type: "metric",
  query: { numerator: "sum:mill.flour{*}.as_count()", denominator: "sum:mill.grain{*}.as_count()" },
  thresholds: [{ timeframe: "30d", target: 99 }],
};
const queue = { name: "Queue", type: "metric alert", query: "avg(last_5m):avg:mill.queue{*} > 90" };
const yaml = (version: number) => `apiVersion: v3
kind: service
metadata:
  name: mill
  displayName: Mill ${version}
`;

/** Metrics that {@link oneOfEach} configures, or asks for. */
export const METRICS = ["mill.flour", "mill.grain", "mill.queue"];

/** A resource of each kind whose permissions are known, which does not need another's id. */
export function oneOfEach(version: number): JsonObject {
  const message = `Version ${version}`;
  return {
    datadog_monitor: { a: { ...queue, message, monitor_thresholds: { critical: "90" } } },
    datadog_monitor_json: {
      a: { monitor: JSON.stringify({ ...queue, message, options: { thresholds: { critical: 90 } } }) },
    },
    datadog_dashboard_json: {
      a: { dashboard: JSON.stringify({ title: "Mill", description: message, layout_type: "ordered", widgets: [] }) },
    },
    datadog_dashboard_list: { a: { name: `Mill ${version}` } },
    datadog_service_level_objective: { a: { ...flour, name: "Flour", description: message } },
    datadog_downtime_schedule: {
      a: {
        scope: "env:north",
        monitor_identifier: { monitor_tags: ["team:mill"] },
        message,
        one_time_schedule: { start: "2050-01-02T03:04:05Z", end: "2050-01-02T05:04:05Z" },
      },
    },
    datadog_monitor_notification_rule: {
      a: { name: `Mill ${version}`, recipients: ["slack-mill"], filter: { tags: ["team:mill"] } },
    },
    datadog_logs_custom_pipeline: {
      a: { name: `Mill ${version}`, is_enabled: true, filter: { query: "source:mill" } },
    },
    datadog_logs_metric: {
      a: { name: "mill.lines", compute: { aggregation_type: "count" }, filter: { query: `source:mill${version}` } },
    },
    datadog_spans_metric: {
      a: { name: "mill.spans", compute: { aggregation_type: "count" }, filter: { query: `service:mill${version}` } },
    },
    datadog_apm_retention_filter: {
      a: {
        name: `Mill ${version}`,
        enabled: true,
        rate: "1.0",
        filter: { query: "service:mill" },
        filter_type: "spans-sampling-processor",
      },
    },
    datadog_software_catalog: { a: { entity: yaml(version) } },
    datadog_metric_metadata: { a: { metric: "mill.grain", description: message } },
    datadog_metric_tag_configuration: {
      a: { metric_name: "mill.grain", metric_type: "count", tags: version === 1 ? ["env"] : ["env", "kind"] },
    },
  };
}
