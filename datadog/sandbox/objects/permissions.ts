import { createHash } from "node:crypto";
import type { JsonObject } from "../../json";
import { notFound } from "../refusal";
import { SINCE } from "./author";

type Row = readonly [name: string, display: string, group: string, kind: "read" | "write", restricted?: true];

/**
 * The permissions of what the org serves, all of which its user has, and those that every role has: the restricted ones, as
 * recorded.
 * @see https://docs.datadoghq.com/account_management/rbac/permissions/
 */
const PERMISSIONS: readonly Row[] = [
  ["dashboards_read", "Dashboards Read", "Dashboards", "read", true],
  ["dashboards_write", "Dashboards Write", "Dashboards", "write"],
  ["monitors_read", "Monitors Read", "Monitors", "read", true],
  ["monitors_write", "Monitors Write", "Monitors", "write"],
  ["monitors_downtime", "Manage Downtimes", "Monitors", "write"],
  ["logs_read_config", "Logs Configuration Read", "Log Management", "read"],
  ["logs_write_pipelines", "Logs Write Pipelines", "Log Management", "write"],
  ["logs_write_processors", "Logs Write Processors", "Log Management", "write"],
  ["logs_generate_metrics", "Logs Generate Metrics", "Log Management", "write"],
  ["user_access_invite", "User Access Invite", "Access Management", "write"],
  ["user_access_manage", "User Access Manage", "Access Management", "write"],
  ["metric_tags_write", "Metric Tags Write", "Metrics", "write"],
  ["metrics_metadata_write", "Metrics Metadata Write", "Metrics", "write"],
  ["apm_read", "APM Read", "APM", "read", true],
  ["apm_retention_filter_read", "APM Retention Filters Read", "APM", "read"],
  ["apm_retention_filter_write", "APM Retention Filters Write", "APM", "write"],
  ["apm_generate_metrics", "APM Generate Metrics", "APM", "write"],
  ["apm_service_catalog_read", "Service Catalog Read", "APM", "read"],
  ["apm_service_catalog_write", "Service Catalog Write", "APM", "write"],
  ["incident_read", "Incidents Read", "Case and Incident Management", "read", true],
  ["rum_apps_read", "RUM Apps Read", "Real User Monitoring", "read", true],
  ["notebooks_read", "Notebooks Read", "Notebooks", "read", true],
  ["slos_read", "SLOs Read", "Service Level Objectives", "read", true],
  ["slos_write", "SLOs Write", "Service Level Objectives", "write"],
  ["slos_corrections", "SLOs Status Corrections", "Service Level Objectives", "write"],
  ["monitor_config_policy_write", "Monitor Configuration Policy Write", "Monitors", "write"],
  ["ci_visibility_read", "CI Visibility Read", "Software Delivery", "read", true],
  ["cd_visibility_read", "CD Visibility Read", "Software Delivery", "read", true],
  ["appsec_vm_read", "Vulnerability Management Read", "Cloud Security Platform", "read", true],
];

/** An id that is the same in every org. */
export function fixedId(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const permissions: readonly JsonObject[] = PERMISSIONS.map(
  ([name, display, group, kind, restricted = false]) => ({
    type: "permissions",
    id: fixedId(name),
    attributes: {
      name,
      display_name: display,
      display_type: kind,
      description: `${display}.`,
      group_name: group,
      created: SINCE,
      restricted,
    },
  }),
);

/** The permissions that some rows name, as relationships do. @param includes which of them */
export function permissionReferences(includes: (row: { kind: "read" | "write"; restricted: boolean }) => boolean) {
  const rows = PERMISSIONS.filter(([, , , kind, restricted = false]) => includes({ kind, restricted }));
  return rows.map(([name]) => ({ type: "permissions", id: fixedId(name) }));
}

/** The permission of an id, or a 404. */
export function permissionOf(id: string): JsonObject {
  const permission = permissions.find((one) => one.id === id);
  if (permission === undefined) throw notFound(`Permission ${id} not found`);
  return permission;
}

export const organization: JsonObject = {
  type: "orgs",
  id: fixedId("organization"),
  attributes: { public_id: "sandbox", name: "Sandbox" },
};
