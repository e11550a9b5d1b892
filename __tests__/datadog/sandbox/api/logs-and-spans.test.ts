import { Client, refused } from "../client";

const invalid = (message: string, status = 400) => ({ status, body: { error: { code: "InvalidArgument", message } } });

describe("a log pipeline", () => {
  const path = "/api/v1/logs/config/pipelines";
  const order = "/api/v1/logs/config/pipeline-order";

  async function create(client: Client, body: object): Promise<string> {
    const { body: answer } = await client.post(path, body);
    return (answer as { id: string }).id;
  }

  test("comes back with what Datadog fills in", async () => {
    const client = new Client();
    const processors = [
      { type: "arithmetic-processor", expression: "a+b", target: "c", is_enabled: true },
      { type: "attribute-remapper", sources: ["a"], source_type: "tag", target: "b", target_type: "tag" },
      { type: "grok-parser", source: "message", grok: { support_rules: "", match_rules: "r %{word:w}" }, name: "grok" },
      { type: "pipeline", name: "inner", filter: { query: "*" } },
      { type: "array-processor", operation: { type: "append", source: "a", target: "b" } },
      {
        type: "array-map-processor",
        source: "a",
        target: "b",
        processors: [{ type: "string-builder-processor", template: "x", target: "$targetElem.y" }],
      },
    ];
    const { status, body } = await client.post(path, { name: "Mill", filter: { query: "source:mill" }, processors });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      type: "pipeline",
      name: "Mill",
      is_enabled: false,
      is_read_only: false,
      filter: { query: "source:mill" },
      tags: [],
      processors: [
        { ...processors[0], is_replace_missing: false },
        { ...processors[1], is_enabled: false, preserve_source: false, override_on_conflict: false },
        { ...processors[2], is_enabled: false, samples: [] },
        { ...processors[3], is_enabled: false, processors: [] },
        {
          type: "array-processor",
          is_enabled: false,
          operation: { ...processors[4]?.operation, preserve_source: true },
        },
        {
          ...processors[5],
          preserve_source: true,
          processors: [
            { type: "string-builder-processor", template: "x", target: "$targetElem.y", is_replace_missing: false },
          ],
        },
      ],
    });
  });

  test("that is missing is a 400", async () => {
    const client = new Client();
    const id = await create(client, { name: "Mill" });
    expect(await client.delete(`${path}/${id}`)).toEqual({ status: 200, body: {} });
    expect(await client.get(`${path}/${id}`)).toEqual(invalid("Non existing pipeline"));
    expect(await client.put(`${path}/${id}`, { name: "Mill" })).toEqual(invalid("Non existing pipeline"));
    expect(await client.delete(`${path}/${id}`)).toEqual(invalid("Non existing pipeline"));
  });

  test("keeps its place when it is replaced; the order must name every pipeline once", async () => {
    const client = new Client();
    const [a, b, c] = [
      await create(client, { name: "A" }),
      await create(client, { name: "B" }),
      await create(client, { name: "C" }),
    ];
    await client.put(`${path}/${a}`, { name: "A2", description: "first" });
    expect(await client.get(order)).toEqual({ status: 200, body: { pipeline_ids: [a, b, c] } });
    for (const ids of [[a, b], [a, b, b], [a, b, "x"], [a, b, c, c], undefined]) {
      const answer = await client.put(order, { pipeline_ids: ids });
      expect(answer).toEqual(invalid("The order must name every existing pipeline once", 422));
    }
    expect(await client.put(order, { pipeline_ids: [c, a, b] })).toEqual({
      status: 200,
      body: { pipeline_ids: [c, a, b] },
    });
    const { body } = await client.get(path);
    expect((body as { name: string }[]).map(({ name }) => name)).toEqual(["C", "A2", "B"]);
  });

  test.each([
    ["Pipeline name must not be empty", {}],
    ["Unknown processor type: blender", { name: "a", processors: [{ type: "blender" }] }],
    ["Unknown processor type: constructor", { name: "a", processors: [{ type: "constructor" }] }],
    ["Unknown processor type: none", { name: "a", processors: ["grok-parser"] }],
    [
      "A nested pipeline cannot contain a pipeline",
      { name: "a", processors: [{ type: "pipeline", processors: [{ type: "pipeline" }] }] },
    ],
  ])("is refused: %s", async (message, body) => {
    expect(await new Client().post(path, body)).toEqual(invalid(message));
  });
});

describe.each([
  ["logs", "/api/v2/logs/config/metrics"],
  ["spans", "/api/v2/apm/config/metrics"],
])("a metric made from %s", (source, path) => {
  const body = (attributes: object, id = "mill.filled") => ({ data: { id, type: `${source}_metrics`, attributes } });
  const distribution = { aggregation_type: "distribution", path: "@sack", include_percentiles: true };

  test("is made with every log, and no groups, where nothing is said", async () => {
    const client = new Client();
    const data = {
      id: "mill.filled",
      type: `${source}_metrics`,
      attributes: { filter: { query: "*" }, group_by: [], compute: distribution },
    };
    expect(await client.post(path, body({ compute: distribution }))).toEqual({ status: 200, body: { data } });
    expect(await client.get(`${path}/mill.filled`)).toEqual({ status: 200, body: { data } });
    expect(await client.get(path)).toEqual({ status: 200, body: { data: [data] } });
    expect(await client.post(path, body({ compute: distribution }))).toMatchObject({ status: 409 });
  });

  test("merges changes deeply; how it aggregates stays", async () => {
    const client = new Client();
    await client.post(path, body({ compute: distribution, filter: { query: "service:mill" } }));
    const change = { include_percentiles: false, aggregation_type: "count" };
    const { body: answer } = await client.patch(`${path}/mill.filled`, body({ compute: change }));
    expect(answer).toMatchObject({
      data: {
        attributes: { compute: { ...distribution, include_percentiles: false }, filter: { query: "service:mill" } },
      },
    });
    expect(
      await client.patch(`${path}/mill.filled`, body({ compute: {}, group_by: [{ path: "@floor" }] })),
    ).toMatchObject({
      body: { data: { attributes: { compute: { path: "@sack" }, group_by: [{ path: "@floor", tag_name: "floor" }] } } },
    });
  });

  // Recorded: the provider sends the name of a spans metric in literal quotes, another client one with dashes.
  test.each([
    ['"mill.filled"', "mill.filled"],
    ["mill-filled - twice_", "mill_filled_twice"],
    ["9mill..filled_.x", "mill..filled.x"],
  ])("called %s is stored as %s", async (name, stored) => {
    const { body: answer } = await new Client().post(path, body({ compute: { aggregation_type: "count" } }, name));
    expect(answer).toMatchObject({ data: { id: stored } });
  });

  test("is gone once deleted", async () => {
    const client = new Client();
    await client.post(path, body({ compute: distribution }));
    expect(await client.delete(`${path}/mill.filled`)).toEqual({ status: 204, body: null });
    const gone = refused(404, "not_found(Metric with name 'mill.filled' not found)");
    expect(await client.get(`${path}/mill.filled`)).toEqual(gone);
    expect(await client.patch(`${path}/mill.filled`, body({}))).toEqual(gone);
    expect(await client.delete(`${path}/mill.filled`)).toEqual(gone);
  });

  test.each([
    ["Invalid payload: 'id' must be a metric name that starts with a letter", body({ compute: distribution }, "123")],
    ["'aggregation_type' must be one of count, distribution", body({})],
    [
      "'path' is required when aggregation_type is distribution",
      body({ compute: { aggregation_type: "distribution" } }),
    ],
    ["'path' is a required property of 'group_by'", body({ compute: distribution, group_by: [{ tag_name: "a" }] })],
  ])("is refused: %s", async (words, wrong) => {
    expect(await new Client().post(path, wrong)).toEqual(refused(400, words));
  });
});
