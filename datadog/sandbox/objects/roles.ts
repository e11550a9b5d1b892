import { type JsonObject, listOf, objectOf, stringOf } from "../../json";
import { author, type Org } from "../org";
import { badRequest, conflict, notFound } from "../refusal";
import { SINCE } from "./author";
import { fixedId, permissionOf, permissionReferences } from "./permissions";

const managed = (name: string, data: ReturnType<typeof permissionReferences>): JsonObject => ({
  id: fixedId(name),
  type: "roles",
  attributes: { name, managed: true, created_at: SINCE, modified_at: SINCE, team_count: 0 },
  relationships: { permissions: { data } },
});

/**
 * The roles that every org has; they cannot be changed.
 * @see https://docs.datadoghq.com/account_management/rbac/#datadog-default-roles
 */
const MANAGED: readonly JsonObject[] = [
  managed(
    "Datadog Admin Role",
    permissionReferences(() => true),
  ),
  managed(
    "Datadog Standard Role",
    permissionReferences(() => true).filter(({ id }) => id !== fixedId("user_access_manage")),
  ),
  managed(
    "Datadog Read Only Role",
    permissionReferences(({ kind }) => kind === "read"),
  ),
];

export const ADMIN_ROLE = fixedId("Datadog Admin Role");

/** Creates a role; its name is taken once. It has what every role has, and the permissions that the body names. */
export function createRole(org: Org, data: JsonObject): JsonObject {
  const name = nameOf(org, data);
  if (name === undefined) throw badRequest("Invalid payload: 'name' is a required property");
  const id = org.ids.uuid("role");
  const time = new Date(org.now()).toISOString();
  const attributes = { name, created_at: time, modified_at: time, user_count: 0, team_count: 0 };
  const always = permissionReferences(({ restricted }) => restricted);
  const more = namedPermissions(data).filter((wanted) => !always.some(({ id }) => id === wanted.id));
  const role: JsonObject = {
    id,
    type: "roles",
    attributes,
    relationships: { permissions: { data: [...always, ...more] } },
  };
  org.roles.set(id, role);
  return role;
}

/** A name that no other role has. */
function nameOf(org: Org, { attributes }: JsonObject, own?: string): string | undefined {
  const name = stringOf(objectOf(attributes).name);
  if (name === undefined || name === "") return undefined;
  const taken = all(org).some((role) => role.id !== own && objectOf(role.attributes).name === name);
  if (taken) throw conflict(`Role with name ${name} already exists`);
  return name;
}

function namedPermissions({ relationships }: JsonObject) {
  const named = listOf(objectOf(objectOf(relationships).permissions).data);
  return named.map((one) => ({ type: "permissions", id: permissionOf(String(objectOf(one).id)).id ?? null }));
}

const all = (org: Org): JsonObject[] => [...MANAGED, ...org.roles.values()];

/** A role, with who made it: the answer to its creation does not say that. */
export function readRole(org: Org, id: string): JsonObject {
  const role = roleOf(org, id);
  const handles =
    role.id && org.roles.has(id) ? { created_by_handle: author.handle, modified_by_handle: author.handle } : {};
  return { ...role, attributes: { ...objectOf(role.attributes), ...handles } };
}

/** The roles whose name has `filter` in it, in any case. */
export function listRoles(org: Org, filter = ""): JsonObject[] {
  const wanted = filter.toLowerCase();
  return all(org).filter(({ attributes }) => String(objectOf(attributes).name).toLowerCase().includes(wanted));
}

function roleOf(org: Org, id: string): JsonObject {
  const role = org.roles.get(id) ?? MANAGED.find((one) => one.id === id);
  if (role === undefined) throw notFound(`Role ${id} not found`);
  return role;
}

/** A role that may be changed. */
function ownRole(org: Org, id: string): JsonObject {
  const role = roleOf(org, id);
  if (!org.roles.has(id))
    throw badRequest(`Role ${objectOf(role.attributes).name} is managed by Datadog and cannot be changed`);
  return role;
}

/** Changes the name of a role, and its permissions where the body names them. */
export function updateRole(org: Org, id: string, data: JsonObject): JsonObject {
  const before = ownRole(org, id);
  const name = nameOf(org, data, id) ?? objectOf(before.attributes).name;
  const attributes = { ...objectOf(before.attributes), name, modified_at: new Date(org.now()).toISOString() };
  const named = objectOf(data.relationships).permissions !== undefined;
  const relationships = named ? { permissions: { data: namedPermissions(data) } } : before.relationships;
  const role = { ...before, attributes, relationships };
  org.roles.set(id, role);
  return role;
}

export function deleteRole(org: Org, id: string): void {
  ownRole(org, id);
  org.roles.delete(id);
}

/** The ids of the permissions of a role. */
export function permissionIdsOf({ relationships }: JsonObject): string[] {
  return listOf(objectOf(objectOf(relationships).permissions).data).map((one) => String(objectOf(one).id));
}

/** Gives a role a permission, or takes it; what it has then. */
export function setPermission(org: Org, id: string, permission: string, has: boolean): JsonObject[] {
  const role = ownRole(org, id);
  permissionOf(permission);
  const kept = permissionIdsOf(role).filter((one) => one !== permission);
  const data = (has ? [...kept, permission] : kept).map((one) => ({ type: "permissions", id: one }));
  const after = { ...role, relationships: { permissions: { data } } };
  org.roles.set(id, after);
  return permissionIdsOf(after).map(permissionOf);
}
