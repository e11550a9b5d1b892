import { Client, keys, refused } from "../client";

describe("a retention filter", () => {
  const path = "/api/v2/apm/config/retention-filters";
  const body = (attributes: object) => ({ data: { type: "apm_retention_filter", attributes } });
  const errors = { name: "Errors", rate: 1, enabled: true, filter: { query: "status:error" } };

  async function create(client: Client, changes: object = {}): Promise<string> {
    const { body: answer } = await client.post(path, body({ ...errors, ...changes }));
    return (answer as { data: { id: string } }).data.id;
  }

  test("comes back with its defaults; rates go out with a fraction", async () => {
    const client = new Client();
    const id = await create(client);
    expect(await client.get(`${path}/${id}`)).toEqual({
      status: 200,
      body: {
        data: {
          id,
          type: "apm_retention_filter",
          attributes: {
            ...errors,
            trace_rate: 0,
            filter_type: "spans-sampling-processor",
            editable: true,
            created_at: Date.UTC(2026, 0, 5, 8, 30) / 1000,
            created_by: "sandbox@example.com",
            modified_at: Date.UTC(2026, 0, 5, 8, 30) / 1000,
            modified_by: "sandbox@example.com",
          },
        },
      },
    });
    expect(await client.text(`${path}/${id}`)).toContain('"rate":1.0,"trace_rate":0.0');
  });

  test("is replaced in its place, whatever id the body has", async () => {
    const client = new Client();
    const ids = [await create(client), await create(client)];
    const { data } = body({ ...errors, name: "Changed", rate: 0.5, trace_rate: 0.25 });
    const answer = await client.put(`${path}/${ids[0]}`, { data: { ...data, id: "" } });
    expect(answer).toMatchObject({
      status: 200,
      body: { data: { id: ids[0], attributes: { name: "Changed", rate: 0.5 } } },
    });
    expect(await client.get(path)).toMatchObject({
      body: {
        data: [
          { id: ids[0], attributes: { execution_order: 1 } },
          { id: ids[1], attributes: { execution_order: 2 } },
        ],
      },
    });
  });

  test("is put in another order by naming all of them", async () => {
    const client = new Client();
    const [a, b] = [await create(client), await create(client)];
    const order = (...ids: (string | undefined)[]) =>
      client.put(`${path}-execution-order`, { data: ids.map((id) => ({ id, type: "apm_retention_filter" })) });
    expect(await order(b, a)).toEqual({ status: 200, body: {} });
    expect(await client.get(path)).toMatchObject({ body: { data: [{ id: b }, { id: a }] } });
    const incomplete = refused(400, "Invalid order: it must name every retention filter once");
    expect(await order(a)).toEqual(incomplete);
    expect(await order(a, a)).toEqual(incomplete);
    expect(await order(a, "x")).toEqual(refused(404, "retention filter with id: 'x' not found"));
  });

  test("is gone once deleted", async () => {
    const client = new Client();
    const id = await create(client);
    expect(await client.delete(`${path}/${id}`)).toEqual({ status: 200, body: {} });
    const gone = refused(404, `retention filter with id: '${id}' not found`);
    expect(await client.get(`${path}/${id}`)).toEqual(gone);
    expect(await client.delete(`${path}/${id}`)).toEqual(gone);
    expect(await client.put(`${path}/${id}`, body(errors))).toEqual(gone);
  });

  test.each([
    ["'rate' must exist and be between 0 and 1", { rate: 1.9 }],
    ["'rate' must exist and be between 0 and 1", { rate: undefined }],
    ["'trace_rate' must be between 0 and 1", { trace_rate: -1 }],
    ["'name' must exist", { name: "" }],
    ["'filter' must exist and have a 'query'", { filter: {} }],
  ])("is refused: %s", async (words, changes) => {
    const answer = await new Client().post(path, body({ ...errors, ...changes }));
    expect(answer).toEqual(refused(400, "Invalid Pipeline", words));
  });
});

describe("a catalog entity", () => {
  const path = "/api/v2/catalog/entity";
  const yaml = (name: string, owner = "millers") =>
    `apiVersion: v3\nkind: service\nmetadata:\n  name: ${name}\n  owner: ${owner}\n  tags: ["grain:rye"]\nspec:\n  dependsOn: ["service:wheel"]\n`;

  const id = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  const attributes = {
    apiVersion: "v3",
    kind: "service",
    name: "mill",
    namespace: "default",
    owner: "millers",
    tags: ["grain:rye"],
  };

  test("is made from YAML; the answer holds it as it is kept", async () => {
    const client = new Client();
    const { status, body } = await client.send("POST", path, yaml("mill"));
    const managed = {
      ingestionSource: "api",
      createdAt: "2026-01-05T08:30:00.250Z",
      modifiedAt: "2026-01-05T08:30:00.250Z",
    };
    expect(status).toBe(202);
    expect(body).toEqual({
      data: [
        {
          id,
          type: "entity",
          attributes,
          meta: managed,
          relationships: { schema: { data: { id, type: "schema" } } },
        },
      ],
      meta: { count: 1, includeCount: 1 },
      included: [
        {
          id,
          type: "schema",
          attributes: {
            schema: {
              apiVersion: "v3",
              kind: "service",
              metadata: { namespace: "default", name: "mill", owner: "millers", tags: ["grain:rye"], managed },
              spec: { dependsOn: ["service:wheel"] },
            },
          },
        },
      ],
    });
  });

  test("comes back by its reference with its text", async () => {
    const client = new Client();
    await client.send("POST", path, yaml("mill"));
    const { body } = await client.get(`${path}?include=raw_schema&filter[ref]=service:default/mill`);
    expect(body).toMatchObject({
      data: [{ id, attributes, relationships: { rawSchema: { data: { type: "rawSchema" } } } }],
      meta: { count: 1, includeCount: 1 },
      included: [{ type: "rawSchema" }],
    });
    const { included } = body as { included: { attributes: { rawSchema: string } }[] };
    const text = Buffer.from(included[0]?.attributes.rawSchema ?? "", "base64").toString();
    expect(text).toBe(`---\n${yaml("mill")}`);
  });

  test("of the same reference is replaced and keeps its id", async () => {
    const client = new Client();
    const first = await client.send("POST", path, yaml("mill"));
    const second = await client.send(
      "POST",
      path,
      JSON.stringify({ apiVersion: "v3", kind: "service", metadata: { name: "mill", owner: "bakers" } }),
    );
    const idOf = ({ body }: typeof first) => (body as { data: { id: string }[] }).data[0]?.id;
    expect(idOf(second)).toBe(idOf(first));
    expect(await client.get(`${path}?filter[owner]=bakers`)).toMatchObject({ body: { meta: { count: 1 } } });
    expect(await client.get(`${path}?filter[owner]=millers`)).toMatchObject({ body: { data: [] } });
  });

  test("entities are listed by pages and filters", async () => {
    const client = new Client();
    for (const name of ["a", "b", "c"]) await client.send("POST", path, yaml(name));
    const { body } = await client.get(`${path}?page[limit]=1&page[offset]=1`);
    expect(body).toMatchObject({ data: [{ attributes: { name: "b" } }], meta: { count: 3, includeCount: 0 } });
    expect(body).not.toHaveProperty("included");
    expect(await client.get(`${path}?filter[name]=c&filter[kind]=service`)).toMatchObject({
      body: { meta: { count: 1 } },
    });
    expect(await client.get(`${path}?page[limit]=many`)).toEqual(
      refused(400, "The value provided for parameter 'page[limit]' is invalid"),
    );
  });

  test("is deleted by reference or id", async () => {
    const client = new Client();
    await client.send("POST", path, yaml("a"));
    const { body } = await client.send("POST", path, yaml("b"));
    const { id: second } = (body as { data: { id: string }[] }).data[0] ?? { id: "" };
    expect(await client.delete(`${path}/service:default/a`)).toEqual({ status: 204, body: null });
    expect(await client.delete(`${path}/${second}`)).toEqual({ status: 204, body: null });
    expect(await client.delete(`${path}/service:default/a`)).toEqual(
      refused(404, "Entity service:default/a not found"),
    );
    expect(client.org.catalogEntities.size).toBe(0);
  });

  test.each([
    ["Invalid entity: expected a YAML or JSON object", "- a\n- b"],
    ["Invalid entity: expected a YAML or JSON object", ""],
    ["Invalid entity: 'apiVersion' must be v3", "apiVersion: v2.2"],
    ["Invalid entity: 'kind' is a required property", "apiVersion: v3"],
    ["Invalid entity: 'metadata.name' is a required property", "apiVersion: v3\nkind: service"],
  ])("is refused: %s", async (words, text) => {
    expect(await new Client().send("POST", path, text)).toEqual(refused(400, words));
  });

  test.each([
    [
      "an alias that grows without end",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
        .split("")
        .map((name, at) => `${name}: &${name} [${`*${"abcdefghi"[at]},`.repeat(9)}]`)
        .join("\n")}`,
    ],
    ["brackets without end", "[".repeat(100_000)],
    ["two documents", "a: 1\n---\nb: 2"],
    ["a tab", "a:\n\t- b"],
  ])("%s is a clear refusal", async (_what, text) => {
    const { status, body } = await new Client().send("POST", path, text, {
      "DD-API-KEY": keys.apiKey,
      "DD-APPLICATION-KEY": keys.appKey,
    });
    expect(status).toBe(400);
    expect((body as { errors: string[] }).errors[0]).toMatch(/^Invalid entity: /);
  });
});
