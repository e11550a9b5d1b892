import { RolesApi } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v2/apis/RolesApi";
import { UsersApi } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v2/apis/UsersApi";
import { Client, refused } from "../client";
import { officialClient } from "./official-client";

function clients() {
  const { configuration } = officialClient();
  return { users: new UsersApi(configuration), roles: new RolesApi(configuration) };
}

const userBody = (email: string, roles: readonly string[] = []) => ({
  data: {
    type: "users" as const,
    attributes: { email, name: "Miller" },
    relationships: { roles: { data: roles.map((id) => ({ type: "roles" as const, id })) } },
  },
});

const roleBody = (name: string) => ({ data: { type: "roles" as const, attributes: { name } } });

describe("a new org", () => {
  test("has Datadog's roles, and a user who is an administrator", async () => {
    const { users, roles } = clients();
    const { data } = await roles.listRoles();
    expect(data?.map(({ attributes }) => [attributes?.name, attributes?.userCount])).toEqual([
      ["Datadog Admin Role", 1],
      ["Datadog Read Only Role", 0],
      ["Datadog Standard Role", 0],
    ]);
    const admin = data![0]!.id!;
    const { data: members } = await roles.listRoleUsers({ roleId: admin });
    expect(members?.map(({ attributes }) => attributes?.handle)).toEqual(["sandbox@example.com"]);
    const all = await roles.listPermissions();
    const own = await users.listUserPermissions({ userId: members![0]!.id! });
    expect(own.data).toEqual(all.data);
    await expect(roles.deleteRole({ roleId: admin })).rejects.toMatchObject({ code: 400 });
    expect((await roles.listRoleUsers({ roleId: admin })).data).toHaveLength(1);
  });
});

describe("a role", () => {
  test("is created once, renamed, read, listed, and deleted", async () => {
    const { roles } = clients();
    const made = await roles.createRole({ body: roleBody("millers") });
    const roleId = made.data!.id!;
    await expect(roles.createRole({ body: roleBody("millers") })).rejects.toMatchObject({
      code: 409,
      body: expect.stringContaining("Role with name millers already exists"),
    });
    await expect(roles.createRole({ body: roleBody("") })).rejects.toMatchObject({ code: 400 });
    await roles.updateRole({ roleId, body: { data: { type: "roles", id: roleId, attributes: { name: "bakers" } } } });
    expect((await roles.getRole({ roleId })).data?.attributes?.name).toBe("bakers");
    const listed = await roles.listRoles({ filter: "BAK" });
    expect(listed.data?.map(({ id }) => id)).toEqual([roleId]);
    expect(listed.meta?.page).toMatchObject({ totalCount: 4, totalFilteredCount: 1 });
    const reversed = await roles.listRoles({ sort: "-name", pageSize: 2, pageNumber: 1 });
    expect(reversed.data?.map(({ attributes }) => attributes?.name)).toEqual(["Datadog Admin Role", "bakers"]);
    await roles.deleteRole({ roleId });
    const client = new Client();
    expect(await client.get(`/api/v2/roles/${roleId}`)).toEqual(refused(404, `Role ${roleId} not found`));
  });

  // as recorded: a new role has the restricted permissions
  test("has what every role has, and gains and loses other permissions", async () => {
    const { roles } = clients();
    const all = (await roles.listPermissions()).data!;
    const idOf = (name: string) => all.find(({ attributes }) => attributes?.name === name)!.id!;
    const roleId = (await roles.createRole({ body: roleBody("millers") })).data!.id!;
    const names = async () =>
      (await roles.listRolePermissions({ roleId })).data!.map(({ attributes }) => attributes!.name!);
    const restricted = all
      .filter(({ attributes }) => attributes?.restricted)
      .map(({ attributes }) => attributes!.name!);
    expect(restricted).toContain("monitors_read");
    expect(await names()).toEqual(restricted);
    const body = { data: { type: "permissions" as const, id: idOf("monitors_write") } };
    await roles.addPermissionToRole({ roleId, body });
    expect(await names()).toEqual([...restricted, "monitors_write"]);
    await roles.removePermissionFromRole({ roleId, body });
    expect(await names()).toEqual(restricted);
    const unknown = { data: { type: "permissions" as const, id: "no-such-id" } };
    await expect(roles.addPermissionToRole({ roleId, body: unknown })).rejects.toMatchObject({ code: 404 });
  });
});

describe("a user", () => {
  test("is created pending, invited, changed, and disabled", async () => {
    const { users } = clients();
    const { data } = await users.createUser({ body: userBody("Miller@example.com") });
    const userId = data!.id!;
    expect(data?.attributes).toMatchObject({ handle: "miller@example.com", status: "Pending", disabled: false });
    await expect(users.createUser({ body: userBody("miller@example.com") })).rejects.toMatchObject({
      code: 409,
      body: expect.stringContaining("User miller@example.com already exists"),
    });
    const invited = await users.sendInvitations({
      body: { data: [{ type: "user_invitations", relationships: { user: { data: { type: "users", id: userId } } } }] },
    });
    const userInvitationUuid = invited.data![0]!.id!;
    expect((await users.getInvitation({ userInvitationUuid })).data).toEqual(invited.data![0]);
    const changes = { data: { type: "users" as const, id: userId, attributes: { name: "Baker" } } };
    await users.updateUser({ userId, body: changes });
    await users.disableUser({ userId });
    const { data: after } = await users.getUser({ userId });
    expect(after?.attributes).toMatchObject({ name: "Baker", status: "Disabled", disabled: true });
    const enabled = { data: { type: "users" as const, id: userId, attributes: { disabled: false } } };
    expect((await users.updateUser({ userId, body: enabled })).data?.attributes?.status).toBe("Pending");
    await expect(users.getUser({ userId: "7" })).rejects.toMatchObject({ code: 404 });
  });

  test("is found by name, address, and status, a page at a time", async () => {
    const { users } = clients();
    for (const name of ["c", "a", "b"]) await users.createUser({ body: userBody(`${name}@mill.example`) });
    const handles = async (request: Parameters<typeof users.listUsers>[0]) =>
      (await users.listUsers(request)).data!.map(({ attributes }) => attributes!.handle!.replace("@mill.example", ""));
    expect(await handles({ filter: "MILL.example", sort: "email" })).toEqual(["a", "b", "c"]);
    expect(await handles({ filter: "mill.example", sort: "email", sortDir: "desc", pageSize: 2 })).toEqual(["c", "b"]);
    expect(await handles({ filter: "mill.example", sort: "email", pageSize: 2, pageNumber: 1 })).toEqual(["c"]);
    expect(await handles({ filterStatus: "Active" })).toEqual(["sandbox@example.com"]);
    await expect(users.listUsers({ sort: "shoe_size" })).rejects.toMatchObject({ code: 400 });
  });

  test("has the roles that they are given, and what those permit", async () => {
    const { users, roles } = clients();
    const roleId = (await roles.createRole({ body: roleBody("millers") })).data!.id!;
    const userId = (await users.createUser({ body: userBody("a@mill.example", [roleId]) })).data!.id!;
    const other = (await users.createUser({ body: userBody("b@mill.example") })).data!.id!;
    expect((await users.listUserPermissions({ userId: other })).data).toEqual([]);
    const added = await roles.addUserToRole({ roleId, body: { data: { type: "users", id: other } } });
    expect(added.data?.map(({ id }) => id)).toEqual([userId, other]);
    expect((await users.listUserPermissions({ userId: other })).data).not.toEqual([]);
    await roles.removeUserFromRole({ roleId, body: { data: { type: "users", id: userId } } });
    expect((await roles.getRole({ roleId })).data?.attributes?.userCount).toBe(1);
    await roles.deleteRole({ roleId });
    expect((await users.getUser({ userId: other })).data?.relationships?.roles?.data).toEqual([]);
    await expect(users.createUser({ body: userBody("c@mill.example", ["none"]) })).rejects.toMatchObject({ code: 404 });
  });
});

test("the user of the keys has the organization, roles, and permissions beside them", async () => {
  const { body } = await new Client().get("/api/v2/current_user");
  const { data, included } = body as unknown as { data: object; included: { type: string }[] };
  expect(data).toMatchObject({ type: "users", attributes: { handle: "sandbox@example.com", status: "Active" } });
  expect(new Set(included.map(({ type }) => type))).toEqual(new Set(["orgs", "roles", "permissions"]));
});

test.each([
  ["/api/v2/users", { data: { type: "users", attributes: { email: "nobody" } } }],
  ["/api/v2/users", { data: { type: "roles", attributes: { email: "a@mill.example" } } }],
  ["/api/v2/user_invitations", { data: {} }],
])("POST %s refuses %j", async (path, body) => {
  expect((await new Client().post(path, body)).status).toBe(400);
});
