import type { Json, JsonObject } from "../../../../datadog/json";
import { Client, refused } from "../client";

const path = "/api/v1/slo";
const now = Date.UTC(2026, 0, 5, 8, 30) / 1000;

const runs = {
  name: "Runs succeed",
  type: "metric",
  query: { numerator: "sum:mill.runs{state:ok}.as_count()", denominator: "sum:mill.runs{*}.as_count()" },
  thresholds: [
    { timeframe: "7d", target: 99, warning: 99.5 },
    { timeframe: "30d", target: 98.5 },
  ],
  tags: ["team:millers", "env:north"],
};

/** The first SLO of an answer to POST or PUT. */
const first = (body: Json) => ((body as { data: JsonObject[] }).data[0] ?? {}) as JsonObject & { id: string };

async function create(client: Client, changes: object = {}): Promise<JsonObject & { id: string }> {
  return first((await client.post(path, { ...runs, ...changes })).body);
}

describe("an SLO", () => {
  test("comes back with its defaults, a text for each target, and the first target as its own", async () => {
    const client = new Client();
    const slo = await create(client);
    expect(slo).toEqual({
      ...runs,
      id: slo.id,
      description: "",
      monitor_tags: [],
      type_id: 1,
      thresholds: [
        { timeframe: "7d", target: 99, target_display: "99.", warning: 99.5, warning_display: "99.5" },
        { timeframe: "30d", target: 98.5, target_display: "98.5" },
      ],
      timeframe: "7d",
      target_threshold: 99,
      warning_threshold: 99.5,
      creator: { name: "Sandbox", handle: "sandbox@example.com", email: "sandbox@example.com" },
      created_at: now,
      modified_at: now,
    });
    expect(slo.id).toMatch(/^[\da-f]{32}$/);
    expect(await client.get(`${path}/${slo.id}`)).toEqual({ status: 200, body: { data: slo, error: null } });
    expect(await client.text(`${path}/${slo.id}`)).toContain('"target":99.0');
  });

  test("by formulas is answered as queries too", async () => {
    const queries = ["ok", "bad"].map((name) => ({
      data_source: "metrics",
      name,
      query: `sum:mill.runs{state:${name}}.as_count()`,
    }));
    const count = {
      queries,
      good_events_formula: { formula: "ok" },
      bad_events_formula: { formula: "bad" },
    };
    const slo = await create(new Client(), { query: undefined, sli_specification: { count } });
    // recorded: CountSpecBadEvents
    expect(slo.query).toEqual({
      numerator: "sum:mill.runs{state:ok}.as_count()",
      denominator: "(sum:mill.runs{state:ok}.as_count()) + (sum:mill.runs{state:bad}.as_count())",
    });
  });

  test("is replaced, but for its type", async () => {
    const client = new Client();
    const { id } = await create(client);
    const { tags: _, ...rest } = runs;
    const changed = await client.put(`${path}/${id}`, { ...rest, thresholds: [{ timeframe: "90d", target: 95 }] });
    expect(first(changed.body)).toMatchObject({ id, tags: [], timeframe: "90d", target_threshold: 95 });
    const { query: __, ...other } = rest;
    expect(await client.put(`${path}/${id}`, { ...other, type: "monitor", monitor_ids: [1] })).toEqual(
      refused(400, "Invalid payload: must specify the query for count types"),
    );
  });

  test("over monitors has their tags, and wants that they exist", async () => {
    const client = new Client();
    const query = "avg(last_5m):avg:mill.load{*} > 1";
    const monitor = await client.post("/api/v1/monitor", {
      name: "Load",
      type: "metric alert",
      query,
      message: "",
      tags: ["b:c", "a"],
    });
    const { id } = monitor.body as { id: number };
    const { query: _, ...rest } = runs;
    const slo = await create(client, { ...rest, query: undefined, type: "monitor", monitor_ids: [id] });
    expect(slo).toMatchObject({ monitor_ids: [id], monitor_tags: ["a", "b:c"], type_id: 0 });
    expect((await client.post(path, { ...rest, type: "monitor", monitor_ids: [id + 1] })).status).toBe(404);
    expect(await client.post(path, { ...rest, type: "monitor", monitor_ids: [] })).toEqual(
      refused(400, "Invalid payload: must specify monitor_ids"),
    );
    // https://github.com/DataDog/terraform-provider-datadog/issues/756
    expect(await client.delete(`/api/v1/monitor/${id}`)).toEqual(
      refused(400, `monitor [${id},Load] is referenced in slos: [${slo.id}, Runs succeed]`),
    );
    expect((await client.get(`/api/v1/monitor/can_delete?monitor_ids=${id}`)).status).toBe(409);
  });

  test("that is not there is 404", async () => {
    const client = new Client();
    const missing = refused(404, "SLO not found: abc not found");
    expect(await client.get(`${path}/abc`)).toEqual(missing);
    expect(await client.put(`${path}/abc`, runs)).toEqual(missing);
    expect(await client.delete(`${path}/abc`)).toEqual(missing);
    expect(await client.get(`${path}/abc/corrections`)).toEqual(missing);
    expect(await client.get(`${path}?ids=abc`)).toEqual(missing);
  });

  test("that a monitor alerts on is deleted only by force", async () => {
    const client = new Client();
    const { id } = await create(client);
    expect(await client.get(`${path}/can_delete?ids=${id}`)).toEqual({
      status: 200,
      body: { data: { ok: [id] }, errors: null },
    });
    const query = `error_budget("${id}").over("7d") > 75`;
    const made = await client.post("/api/v1/monitor", {
      name: "Budget",
      type: "slo alert",
      query,
      message: "",
      options: { thresholds: { critical: 75 } },
    });
    expect(made.status).toBe(200);
    const { id: monitor } = made.body as { id: number };
    const words = `slo [${id},Runs succeed] is referenced in monitors: [${monitor}]`;
    expect(await client.get(`${path}/can_delete?ids=${id}`)).toEqual({
      status: 409,
      body: { data: { ok: [] }, errors: { [id]: words } },
    });
    expect((await client.delete(`${path}/${id}`)).status).toBe(409);
    expect(await client.delete(`${path}/${id}?force=true`)).toEqual({
      status: 200,
      body: { data: [id], error: null },
    });
  });
});

describe("SLOs are found", () => {
  const names = async (client: Client, query: string) => {
    const { body } = await client.get(`${path}?${query}`);
    return (body as { data: JsonObject[] }).data.map(({ name }) => name);
  };

  test("by name, tag and metric, page by page", async () => {
    const client = new Client();
    await create(client);
    await create(client, {
      name: "Sacks are full",
      tags: ["team:packers"],
      query: { numerator: "sum:mill.sacks{*}.as_count()", denominator: "sum:mill.sacks{*}.as_count()" },
    });
    expect(await names(client, "")).toEqual(["Runs succeed", "Sacks are full"]);
    expect(await names(client, "query=RUNS")).toEqual(["Runs succeed"]);
    expect(await names(client, "tags_query=team:packers")).toEqual(["Sacks are full"]);
    expect(await names(client, "metrics_query=mill.sacks")).toEqual(["Sacks are full"]);
    expect(await names(client, "limit=1&offset=1")).toEqual(["Sacks are full"]);
    expect((await client.get(`${path}?query=runs`)).body).toMatchObject({
      metadata: { page: { total_count: 2, total_filtered_count: 1 } },
    });
  });

  test("by a search, with its pages and facets", async () => {
    const client = new Client();
    await create(client);
    await create(client, { name: "Runs are fast", tags: ["team:packers"] });
    const search = async (query: string) => (await client.get(`${path}/search?${query}`)).body as JsonObject;
    const found = await search("query=runs&page[size]=1&page[number]=1&include_facets=true");
    expect(found).toMatchObject({
      data: {
        type: "service_level_objective_search_results",
        attributes: {
          slos: [{ data: { type: "slo", attributes: { name: "Runs are fast", slo_type: "metric", env_tags: [] } } }],
          facets: {
            team_tags: [
              { name: "millers", count: 1 },
              { name: "packers", count: 1 },
            ],
            slo_type: [{ name: 1 }],
          },
        },
      },
      meta: { pagination: { number: 1, prev_number: 0, next_number: 2, last_number: 1, size: 1, total: 2 } },
    });
    const total = async (query: string) =>
      ((await search(query)) as { meta: { pagination: { total: number } } }).meta.pagination.total;
    expect(await total("query=team:millers")).toBe(1);
    expect(await total("query=slo_type:monitor")).toBe(0);
    expect(await total("query=runs%20fast")).toBe(1);
  });

  test("targets are deleted one by one, and with the last one the SLO", async () => {
    const client = new Client();
    const { id } = await create(client);
    const bulk = (timeframes: string[]) => client.post(`${path}/bulk_delete`, { [id]: timeframes });
    expect((await bulk(["7d"])).body).toEqual({ data: { deleted: [], updated: [id] }, errors: [] });
    expect((await client.get(`${path}/${id}`)).body).toMatchObject({
      data: { timeframe: "30d", target_threshold: 98.5 },
    });
    expect((await bulk(["30d"])).body).toEqual({ data: { deleted: [id], updated: [] }, errors: [] });
    expect((await bulk(["30d"])).body).toMatchObject({ errors: [{ id }] });
  });
});

describe("a correction of an SLO", () => {
  const correction = (attributes: object) => ({ data: { type: "correction", attributes } });

  test("is made, read, changed and deleted, and goes with its SLO", async () => {
    const client = new Client();
    const { id: slo_id } = await create(client);
    const once = { slo_id, category: "Deployment", start: now, end: now + 60, description: "New stones" };
    const made = await client.post(`${path}/correction`, correction(once));
    const { id } = (made.body as { data: { id: string } }).data;
    expect(made.body).toMatchObject({
      data: { attributes: { ...once, timezone: "UTC", rrule: null, created_at: null } },
    });
    expect((await client.get(`${path}/correction/${id}`)).body).toMatchObject({
      data: { attributes: { created_at: now } },
    });
    const changed = await client.patch(`${path}/correction/${id}`, correction({ end: now + 120 }));
    expect(changed.body).toMatchObject({ data: { attributes: { ...once, end: now + 120, modified_at: now } } });
    expect((await client.get(`${path}/${slo_id}/corrections`)).body).toMatchObject({
      data: [{ id }],
      meta: { pagination: { total: 1, limit: 10 } },
    });
    await client.delete(`${path}/${slo_id}`);
    expect(await client.get(`${path}/correction/${id}`)).toEqual(
      refused(404, `slo correction public id ${id} not found`),
    );
  });

  test.each<[object, string]>([
    [{ slo_id: "abc" }, "SLO not found: abc not found"],
    [{ slo_id: undefined }, "A correction requires an SLO: add slo_id or slo_query."],
    [{ end: now - 1 }, `The correction ends at ${now - 1}, before it starts at ${now}.`],
    [{ end: undefined }, "A correction requires an end, or rrule and duration."],
    [{ end: undefined, rrule: "FREQ=DAILY" }, "A recurring correction requires a duration."],
    [{ category: "Holiday" }, "attributes.category"],
  ])("%j is refused", async (change, words) => {
    const client = new Client();
    const { id } = await create(client);
    const attributes = { slo_id: id, category: "Other", start: now, end: now + 60, ...change };
    const { status, body } = await client.post(`${path}/correction`, correction(attributes));
    expect(status).toBe(words.startsWith("SLO") ? 404 : 400);
    expect((body as { errors: string[] }).errors[0]).toContain(words);
  });
});
