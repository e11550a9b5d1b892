import { isObject, type Json, type JsonObject, listOf, objectOf, stringOf, stringsOf } from "../../json";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import type { StoredObject } from "./store";

const relations = ["viewer", "editor"];

/** Who may do what with a monitor or dashboard. The roles that may edit a monitor are its `restricted_roles`. */
export function setRestrictionPolicy(org: Org, resource: string, data: JsonObject): JsonObject {
  const bindings = bindingsOf(objectOf(data.attributes).bindings);
  const monitor = monitorOf(org, resource);
  const roles = bindings
    .filter(({ relation }) => relation === "editor")
    .flatMap(({ principals }) => principals.filter((name) => name.startsWith("role:")).map((name) => name.slice(5)));
  restrict(org, monitor, roles.length > 0 ? roles : null);
  const policy: JsonObject = {
    type: "restriction_policy",
    id: resource,
    attributes: { bindings: bindings.map((binding) => ({ ...binding })) },
  };
  org.restrictionPolicies.set(resource, policy);
  return policy;
}

/** The policy of a resource; one without bindings where none was set. */
export function readRestrictionPolicy(org: Org, resource: string): JsonObject {
  monitorOf(org, resource);
  const none = { type: "restriction_policy", id: resource, attributes: { bindings: [] } };
  return org.restrictionPolicies.get(resource) ?? none;
}

export function deleteRestrictionPolicy(org: Org, resource: string): void {
  restrict(org, monitorOf(org, resource), null);
  org.restrictionPolicies.delete(resource);
}

/** What can be restricted. @see https://docs.datadoghq.com/api/latest/restriction-policies/#supported-resources */
const RESTRICTABLE = [
  "app-builder-app",
  "connection",
  "connection-group",
  "cross-org-connection",
  "dashboard",
  "integration-service",
  "integration-webhook",
  "monitor",
  "notebook",
  "powerpack",
  "reference-table",
  "rum-application",
  "security-rule",
  "slo",
  "spreadsheet",
  "synthetics-global-variable",
  "synthetics-private-location",
  "synthetics-test",
  "workflow",
];

/** The monitor that a `monitor:1` names, where it is there; a resource of another type is left alone. */
function monitorOf(org: Org, resource: string): StoredObject<number> | undefined {
  const [, type, id = ""] = /^([a-z_-]+):(.+)$/.exec(resource) ?? [];
  if (type === undefined) throw badRequest(`Invalid resource: '${resource}' is not in a valid format`);
  if (!RESTRICTABLE.includes(type)) {
    throw badRequest(`Invalid resource type: '${type}' does not support restriction policies`);
  }
  return type === "monitor" ? org.monitors.read(Number(id)) : undefined;
}

function restrict(org: Org, monitor: StoredObject<number> | undefined, roles: readonly string[] | null): void {
  if (monitor === undefined) return;
  org.monitors.set(monitor.id, { definition: { ...monitor.definition, restricted_roles: roles } });
}

function bindingsOf(value: Json | undefined): { relation: string; principals: string[] }[] {
  return listOf(value).map((binding) => {
    const relation = isObject(binding) ? stringOf(binding.relation) : undefined;
    if (!isObject(binding) || relation === undefined || !relations.includes(relation)) {
      throw badRequest("Invalid request: each binding needs a relation, one of viewer, editor");
    }
    const principals = stringsOf(binding.principals);
    const odd = principals.find((name) => !/^(org|role|team|user):./.test(name));
    if (odd !== undefined) {
      throw badRequest(
        `Invalid request: [PrincipalTypeInvalidForRelation] principal "${odd}" is not supported by "${relation}" relation, supported types: "org, role, team, user"`,
      );
    }
    return { relation, principals };
  });
}
