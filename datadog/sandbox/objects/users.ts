import { type JsonObject, listOf, objectOf, stringOf } from "../../json";
import type { Org } from "../org";
import { badRequest, conflict, notFound } from "../refusal";
import { authorUser } from "./author";
import { organization, permissions } from "./permissions";
import { ADMIN_ROLE, deleteRole, permissionIdsOf, readRole } from "./roles";

/** The user who created everything here, as the list of users has it. */
const firstUser: JsonObject = userOf(String(authorUser.id), objectOf(authorUser.attributes), [ADMIN_ROLE]);

function userOf(id: string, { uuid: _, ...attributes }: JsonObject, roles: readonly string[]): JsonObject {
  return {
    type: "users",
    id,
    attributes: { ...attributes, mfa_enabled: false },
    relationships: {
      roles: { data: roles.map((role) => ({ type: "roles", id: role })) },
      org: { data: { type: "orgs", id: organization.id } },
    },
  };
}

/** All users, disabled ones too: the first, then in the order in which they were created. */
export function usersOf(org: Org): JsonObject[] {
  return [...new Map([[String(firstUser.id), firstUser], ...org.users]).values()];
}

/** The user, or the 404 that Datadog answers. */
export function readUser(org: Org, id: string): JsonObject {
  const user = org.users.get(id) ?? (id === firstUser.id ? firstUser : undefined);
  if (user === undefined) throw notFound(`User ${id} not found`);
  return user;
}

/**
 * Creates a user from `data` of a POST, who is pending until an invitation is accepted; an address is taken once, that of a
 * disabled user too.
 */
export function createUser(org: Org, data: JsonObject): JsonObject {
  const { email, name, title } = objectOf(data.attributes);
  const handle = stringOf(email)?.toLowerCase();
  if (handle === undefined || !/^[^\s@]+@[^\s@]+$/.test(handle))
    throw badRequest("Invalid payload: 'email' is invalid");
  if (usersOf(org).some((user) => objectOf(user.attributes).handle === handle)) {
    throw conflict(`User ${email} already exists`);
  }
  const roles = listOf(objectOf(objectOf(data.relationships).roles).data).map((role) => String(objectOf(role).id));
  for (const role of roles) readRole(org, role);
  const time = org.timestamp();
  const attributes = {
    name: name ?? null,
    handle,
    created_at: time,
    modified_at: time,
    email: handle,
    icon: "",
    title: title ?? null,
    verified: false,
    service_account: false,
    disabled: false,
    allowed_login_methods: [],
    status: "Pending",
    last_login_time: null,
  };
  const id = org.ids.uuid("user");
  const user = userOf(id, attributes, roles);
  org.users.set(id, user);
  return user;
}

/** Changes the name, the address, or whether a user is disabled. */
export function updateUser(org: Org, id: string, data: JsonObject): JsonObject {
  const user = readUser(org, id);
  const before = objectOf(user.attributes);
  const { name = before.name, email = before.email, disabled = before.disabled } = objectOf(data.attributes);
  const active = before.verified === true ? "Active" : "Pending";
  const status = disabled === true ? "Disabled" : active;
  return changed(org, user, { name, email, disabled, status, modified_at: org.timestamp() });
}

/** Disables a user, who can still be read. */
export function disableUser(org: Org, id: string): void {
  updateUser(org, id, { attributes: { disabled: true } });
}

function changed(org: Org, user: JsonObject, attributes: JsonObject): JsonObject {
  const after = { ...user, attributes: { ...objectOf(user.attributes), ...attributes } };
  org.users.set(String(user.id), after);
  return after;
}

export interface UserFilter {
  /** Part of the name, the title, or the address, in any case. */
  readonly text?: string;
  /** `Active`, `Pending`, `Disabled`. @default any */
  readonly statuses?: readonly string[];
}

export function listUsers(org: Org, { text = "", statuses = [] }: UserFilter): JsonObject[] {
  const wanted = text.toLowerCase();
  const states = statuses.map((status) => status.toLowerCase());
  return usersOf(org).filter(({ attributes }) => {
    const { name, email, handle, title, status } = objectOf(attributes);
    const isNamed = [name, email, handle, title].some((one) => stringOf(one)?.toLowerCase().includes(wanted));
    return isNamed && (states.length === 0 || states.includes(String(status).toLowerCase()));
  });
}

// ----------------------------------------------------------------------------------- roles and permissions

const rolesIn = ({ relationships }: JsonObject): string[] =>
  listOf(objectOf(objectOf(relationships).roles).data).map((role) => String(objectOf(role).id));

/** The users who have a role. */
export function usersWith(org: Org, role: string): JsonObject[] {
  readRole(org, role);
  return usersOf(org).filter((user) => rolesIn(user).includes(role));
}

/** Gives a user a role, or takes it. */
export function setRole(org: Org, role: string, id: string, has: boolean): void {
  readRole(org, role);
  const user = readUser(org, id);
  const kept = rolesIn(user).filter((one) => one !== role);
  keepRoles(org, user, has ? [...kept, role] : kept);
}

function keepRoles(org: Org, user: JsonObject, roles: readonly string[]): void {
  const data = roles.map((role) => ({ type: "roles", id: role }));
  org.users.set(String(user.id), { ...user, relationships: { ...objectOf(user.relationships), roles: { data } } });
}

/** Deletes a role, which those who had it lose. */
export function removeRole(org: Org, role: string): void {
  const users = usersWith(org, role);
  deleteRole(org, role);
  for (const user of users)
    keepRoles(
      org,
      user,
      rolesIn(user).filter((one) => one !== role),
    );
}

/** What a user may do: what one of their roles permits. */
export function permissionsOfUser(org: Org, id: string): readonly JsonObject[] {
  const allowed = new Set(rolesIn(readUser(org, id)).flatMap((role) => permissionIdsOf(readRole(org, role))));
  return permissions.filter((permission) => allowed.has(String(permission.id)));
}

/** The user of the keys, with the organization, the roles and the permissions beside it. */
export function currentUser(org: Org): JsonObject {
  const user = readUser(org, String(firstUser.id));
  const roles = rolesIn(user).map((role) => readRole(org, role));
  return { data: user, included: [organization, ...roles, ...permissionsOfUser(org, String(user.id))] };
}

// -------------------------------------------------------------------------------------------- invitations

const DAY = 86_400_000;

/** Invites users, as `data` of a POST names them. */
export function inviteUsers(org: Org, data: readonly JsonObject[]): JsonObject[] {
  const users = data.map(({ relationships }) => {
    const { id } = objectOf(objectOf(objectOf(relationships).user).data);
    return readUser(org, String(id)).id;
  });
  return users.map((user) => {
    const id = org.ids.uuid("invitation");
    const attributes = {
      uuid: id,
      login_method: null,
      invite_type: "basic_reminder",
      created_at: org.timestamp(),
      expires_at: new Date(org.now() + 2 * DAY).toISOString().replace("Z", "000+00:00"),
    };
    const relationships = { user: { data: { type: "users", id: user } } };
    const invitation = { type: "user_invitations", id, attributes, relationships };
    org.userInvitations.set(id, invitation);
    return invitation;
  });
}

/** The invitation, or a 404. */
export function readInvitation(org: Org, id: string): JsonObject {
  const invitation = org.userInvitations.get(id);
  if (invitation === undefined) throw notFound(`Invitation ${id} not found`);
  return invitation;
}
