import { createHash } from "node:crypto";
import type { JsonObject } from "../../json";
import { author } from "../org";
import { notFound } from "../refusal";
import { authorUser } from "./author";

/**
 * The permissions of what the org serves, all of which its user has.
 * @see https://docs.datadoghq.com/account_management/rbac/permissions/
 */
const PERMISSIONS = [
  "apm_generate_metrics",
  "apm_read",
  "apm_retention_filter_read",
  "apm_retention_filter_write",
  "apm_service_catalog_read",
  "apm_service_catalog_write",
  "dashboards_read",
  "dashboards_write",
  "logs_generate_metrics",
  "logs_read_config",
  "logs_write_pipelines",
  "logs_write_processors",
  "metric_tags_write",
  "metrics_metadata_write",
  "metrics_read",
  "monitor_config_policy_write",
  "monitors_downtime",
  "monitors_read",
  "monitors_write",
  "slos_corrections",
  "slos_read",
  "slos_write",
] as const;

/** An id that is the same in every org. */
function fixedId(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const permissions: readonly JsonObject[] = PERMISSIONS.map((name) => ({
  type: "permissions",
  id: fixedId(name),
  attributes: { name },
}));

const organization: JsonObject = {
  type: "orgs",
  id: fixedId("organization"),
  attributes: { public_id: "sandbox", name: "Sandbox" },
};

const user: JsonObject = {
  type: "users",
  id: authorUser.id,
  attributes: {
    name: author.name,
    handle: author.handle,
    email: author.email,
    status: "Active",
    disabled: false,
    service_account: false,
  },
  relationships: { org: { data: { type: "orgs", id: fixedId("organization") } } },
};

/** The user of the keys, with the organization and the permissions beside it. */
export const currentUser = { data: user, included: [organization, ...permissions] };

/** The permissions of a user; there is one. */
export function permissionsOfUser(id: string): readonly JsonObject[] {
  if (id !== user.id) throw notFound(`User ${id} not found`);
  return permissions;
}
