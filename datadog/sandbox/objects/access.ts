import { isObject, type Json, type JsonObject, listOf, objectOf, stringOf, stringsOf } from "../../json";
import type { Org } from "../org";
import { badRequest, conflict, notFound } from "../refusal";
import { readMonitor } from "./monitors";

/** Creates a role; its name is taken once. */
export function createRole(org: Org, data: JsonObject): JsonObject {
  const name = stringOf(objectOf(data.attributes).name);
  if (name === undefined || name === "") throw badRequest("Invalid payload: 'name' is a required property");
  if ([...org.roles.values()].some((role) => objectOf(role.attributes).name === name)) {
    throw conflict(`Role with name ${name} already exists`);
  }
  const id = org.ids.uuid("role");
  const time = new Date(org.now()).toISOString();
  const attributes = { name, created_at: time, modified_at: time, user_count: 0, team_count: 0 };
  const role: JsonObject = { id, type: "roles", attributes, relationships: { permissions: { data: [] } } };
  org.roles.set(id, role);
  return role;
}

export function readRole(org: Org, id: string): JsonObject {
  const role = org.roles.get(id);
  if (role === undefined) throw notFound(`Role ${id} not found`);
  return role;
}

export function renameRole(org: Org, id: string, data: JsonObject): JsonObject {
  const before = readRole(org, id);
  const changes = { name: stringOf(objectOf(data.attributes).name), modified_at: new Date(org.now()).toISOString() };
  const kept = objectOf(before.attributes);
  const role = { ...before, attributes: { ...kept, ...changes, name: changes.name ?? kept.name } };
  org.roles.set(id, role);
  return role;
}

export function deleteRole(org: Org, id: string): void {
  readRole(org, id);
  org.roles.delete(id);
}

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

/** The monitor that a `monitor:1` names, where it is there; a resource of another type is left alone. */
function monitorOf(org: Org, resource: string): JsonObject | undefined {
  const [, type, id = ""] = /^([a-z-]+):(.+)$/.exec(resource) ?? [];
  if (type === undefined) throw badRequest(`Invalid resource: '${resource}' is not in a valid format`);
  return type === "monitor" ? readMonitor(org, Number(id)) : undefined;
}

function restrict(org: Org, monitor: JsonObject | undefined, roles: readonly string[] | null): void {
  if (monitor !== undefined) org.monitors.set(Number(monitor.id), { ...monitor, restricted_roles: roles });
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
