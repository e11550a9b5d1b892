import { Client, refused } from "../client";

const monitor = {
  name: "Queue",
  type: "metric alert",
  query: "avg(last_5m):avg:mill.queue{*} > 90",
  message: "Look.",
};

describe("a restriction policy", () => {
  const path = "/api/v2/restriction_policy/monitor:10000001";
  const body = (...principals: string[]) => ({
    data: {
      type: "restriction_policy",
      id: "monitor:10000001",
      attributes: { bindings: [{ relation: "editor", principals }] },
    },
  });

  test("of a monitor shows in the monitor's restricted roles, until it is deleted", async () => {
    const client = new Client();
    await client.post("/api/v1/monitor", monitor);
    expect(await client.post(path, body("role:r-1", "org:o-1", "role:r-2"))).toEqual({
      status: 200,
      body: body("role:r-1", "org:o-1", "role:r-2"),
    });
    expect(await client.get("/api/v1/monitor/10000001")).toMatchObject({ body: { restricted_roles: ["r-1", "r-2"] } });
    expect(await client.get(path)).toMatchObject({ body: body("role:r-1", "org:o-1", "role:r-2") });
    expect(await client.delete(path)).toEqual({ status: 204, body: null });
    expect(await client.get("/api/v1/monitor/10000001")).toMatchObject({ body: { restricted_roles: null } });
    expect(await client.get(path)).toMatchObject({ body: { data: { attributes: { bindings: [] } } } });
  });

  // The words of the second and third are recorded.
  test.each([
    [404, "Monitor not found", path, body("role:r")],
    [
      400,
      "Invalid resource: 'malformed' is not in a valid format",
      "/api/v2/restriction_policy/malformed",
      body("role:r"),
    ],
    [
      400,
      "Invalid resource type: 'security_rule' does not support restriction policies",
      "/api/v2/restriction_policy/security_rule:a",
      body("role:r"),
    ],
    [
      400,
      'Invalid request: [PrincipalTypeInvalidForRelation] principal "foo:1" is not supported by "editor" relation, supported types: "org, role, team, user"',
      "/api/v2/restriction_policy/dashboard:abc-def-ghi",
      body("foo:1", "org:1"),
    ],
  ])("is refused: %i %s", async (status, words, at, wrong) => {
    expect(await new Client().post(at, wrong)).toEqual(refused(status, words));
  });

  test.each(["xorg:1", "org:", "org", " role:r", ""])("takes no principal %j", async (principal) => {
    const { status } = await new Client().post("/api/v2/restriction_policy/dashboard:abc-def-ghi", body(principal));
    expect(status).toBe(400);
  });

  test.each(["1monitor:2", ":2", "monitor:", "Monitor:2"])("is of no resource %j", async (resource) => {
    const { status } = await new Client().post(`/api/v2/restriction_policy/${resource}`, body("org:1"));
    expect(status).toBe(400);
  });
});
