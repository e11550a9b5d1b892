import { readdirSync, readFileSync } from "node:fs";
import { corpusPath, describeCorpus } from "../../../corpus";
import { Client, refused } from "../client";

const note = (content: string, more: object = {}) => ({ definition: { type: "note", content }, ...more });
const dashboard = { title: "The mill: grain & sacks", layout_type: "ordered", widgets: [note("grain")] };

/** Creates a dashboard and answers its id. */
async function create(client: Client, changes: object = {}): Promise<string> {
  const { status, body } = await client.post("/api/v1/dashboard", { ...dashboard, ...changes });
  expect(status).toBe(200);
  return (body as { id: string }).id;
}

describe("a dashboard", () => {
  test("comes back as it was sent, with ids, author and times", async () => {
    const client = new Client();
    const group = { definition: { type: "group", layout_type: "ordered", widgets: [note("inner")] } };
    const widgets = [note("grain"), group];
    const id = await create(client, { widgets, notify_list: ["z@example.com", "a@example.com"], reflow_type: "auto" });
    expect(id).toMatch(/^[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}$/);
    const whole = expect.any(Number);
    expect(await client.get(`/api/v1/dashboard/${id}`)).toEqual({
      status: 200,
      body: {
        ...dashboard,
        id,
        reflow_type: "auto",
        widgets: [
          { ...note("grain"), id: whole },
          { definition: { ...group.definition, widgets: [{ ...note("inner"), id: whole }] }, id: whole },
        ],
        notify_list: ["a@example.com", "z@example.com"],
        description: null,
        template_variables: null,
        is_read_only: false,
        url: `/dashboard/${id}/the-mill-grain--sacks`.replace("--", "-"),
        author_handle: "sandbox@example.com",
        author_name: "Sandbox",
        created_at: "2026-01-05T08:30:00.250000+00:00",
        modified_at: "2026-01-05T08:30:00.250000+00:00",
      },
    });
  });

  test.each([
    ["Mill", "mill"],
    ["  The   Mill ", "the-mill"],
    ["Mill (2): 50 % grain-day", "mill-2-50-grain-day"],
    ["Über mill", "ber-mill"],
    ["m".repeat(100), "m".repeat(80)],
  ])("named %j has an address that ends in %s", async (title, end) => {
    const client = new Client();
    const id = await create(client, { title });
    expect(await client.get(`/api/v1/dashboard/${id}`)).toMatchObject({ body: { url: `/dashboard/${id}/${end}` } });
  });

  test("is replaced by PUT; widgets that name their id keep it", async () => {
    const client = new Client();
    const id = await create(client, { description: "old" });
    await client.put(`/api/v1/dashboard/${id}`, { ...dashboard, widgets: [note("sacks", { id: 7 })] });
    const { body } = await client.get(`/api/v1/dashboard/${id}`);
    expect(body).toMatchObject({ id, description: null, widgets: [{ id: 7 }] });
  });

  test("is gone once deleted, and its absence named", async () => {
    const client = new Client();
    const id = await create(client);
    expect(await client.delete(`/api/v1/dashboard/${id}`)).toEqual({ status: 200, body: { deleted_dashboard_id: id } });
    const gone = refused(404, `Dashboard with ID ${id} not found`);
    expect(await client.get(`/api/v1/dashboard/${id}`)).toEqual(gone);
    expect(await client.delete(`/api/v1/dashboard/${id}`)).toEqual(gone);
    expect(await client.put(`/api/v1/dashboard/${id}`, dashboard)).toEqual(gone);
  });

  test("several are listed by pages and deleted at once, all or none", async () => {
    const client = new Client();
    const ids = [await create(client), await create(client), await create(client)];
    const { body } = await client.get("/api/v1/dashboard?start=1&count=1");
    expect(body).toMatchObject({ dashboards: [{ id: ids[1], title: dashboard.title, deleted_at: null }] });
    const data = (list: readonly (string | undefined)[]) => ({ data: list.map((id) => ({ id, type: "dashboard" })) });
    expect(await client.delete("/api/v1/dashboard", data([ids[0], "abc-def-ghi"]))).toMatchObject({ status: 404 });
    expect(await client.delete("/api/v1/dashboard", data(ids.slice(0, 2)))).toEqual({ status: 204, body: null });
    expect(await client.delete("/api/v1/dashboard", {})).toMatchObject({ status: 400 });
    expect([...client.org.dashboards.keys()]).toEqual([ids[2]]);
  });

  test("names the widgets of a tab by their ids", async () => {
    const client = new Client();
    const widgets = [note("a", { id: 11 }), note("b", { id: 12 })];
    const id = await create(client, { widgets, tabs: [{ name: "Second", widget_ids: ["@2"] }] });
    expect(await client.get(`/api/v1/dashboard/${id}`)).toMatchObject({
      body: { tabs: [{ name: "Second", widget_ids: [12] }] },
    });
  });
});

describe("what Datadog refuses", () => {
  const series = (q: string) => ({ definition: { type: "timeseries", requests: [{ q }] } });

  // The words are those of api_errors.tsv and the recordings.
  test.each([
    ["'title' is a required property", { title: undefined }],
    ["'widgets' is a required property", { widgets: undefined }],
    ["'layout_type' should be one of ['free', 'ordered'], not 'heap'", { layout_type: "heap" }],
    ["'template_variables' is invalid", { template_variables: [{ name: "a", default: "b", defaults: ["b"] }] }],
    ["Minimum length of parameter 'defaults' should be 1", { template_variables: [{ name: "a", defaults: [""] }] }],
    [
      "'template_variables' value '{'name': 'a', 'value': '*', 'values': ['*']}' is invalid",
      { template_variable_presets: [{ name: "p", template_variables: [{ name: "a", value: "*", values: ["*"] }] }] },
    ],
    [
      "Minimum number of elements in parameter 'values' should be 1",
      { template_variable_presets: [{ name: "p", template_variables: [{ name: "a", values: [] }] }] },
    ],
    ["Invalid widget at position 0. Error: 'layout' is a required property", { layout_type: "free" }],
    ["Invalid widget at position 1. Error: 'definition' is a required property", { widgets: [note("a"), {}] }],
    ["Invalid widget at position 0. Error: [1] is not of type 'object'", { widgets: [[1]] }],
    [
      "Invalid query in widget at position 1. Error: 'AND' and 'OR' cannot be mixed with ','",
      { widgets: [note("a"), series("avg:m{a:b,c:d AND e:f}")] },
    ],
  ])("%s", async (words, changes) => {
    const client = new Client();
    expect(await client.post("/api/v1/dashboard", { ...dashboard, ...changes })).toEqual(refused(400, words));
    expect(client.org.dashboards.size).toBe(0);
  });

  test("a query that cannot be read, with the place", async () => {
    const widgets = [series("avg:mill.grain.weight{mill:north")];
    const { status, body } = await new Client().post("/api/v1/dashboard", { ...dashboard, widgets });
    expect(status).toBe(400);
    expect((body as { errors: string[] }).errors[0]).toMatch(
      /^Invalid query in widget at position 0\. Error: unable to parse avg:mill\.grain\.weight\{mill:north: Rule 'scope_expr' didn't match at '.*' \(line 1, column \d+\)\.$/,
    );
  });

  test("a widget of the wrong shape, by its place and type", async () => {
    const inner = {
      definition: { type: "group", layout_type: "ordered", widgets: [note("a"), { definition: { type: 3 } }] },
    };
    const { body } = await new Client().post("/api/v1/dashboard", { ...dashboard, widgets: [note("a"), inner] });
    expect((body as { errors: string[] }).errors[0]).toMatch(
      /^Invalid widget definition at position 1 of type group\. Error: Invalid inner widget definition at position 1 of type 3\. Error: /,
    );
  });
});

describe("a dashboard list", () => {
  const lists = "/api/v1/dashboard/lists/manual";
  const items = "/api/v2/dashboard/lists/manual/100001/dashboards";

  test("is made, renamed, read and deleted", async () => {
    const client = new Client();
    const { body } = await client.post(lists, { name: "Mills" });
    expect(body).toMatchObject({ id: 100_001, name: "Mills", dashboard_count: 0, type: "manual_dashboard_list" });
    expect(await client.put(`${lists}/100001`, { name: "Old mills" })).toMatchObject({ body: { name: "Old mills" } });
    expect(await client.get(lists)).toMatchObject({ body: { dashboard_lists: [{ name: "Old mills" }] } });
    expect(await client.delete(`${lists}/100001`)).toEqual({
      status: 200,
      body: { deleted_dashboard_list_id: 100_001 },
    });
    expect(await client.get(`${lists}/100001`)).toEqual(refused(404, "Manual Dashboard List with id 100001 not found"));
    expect(await client.post(lists, {})).toEqual(refused(400, "The value provided for parameter 'name' is invalid"));
  });

  test("takes dashboards in and out, and says which those were", async () => {
    const client = new Client();
    await client.post(lists, { name: "Mills" });
    const [timed, free] = [await create(client), await create(client, { layout_type: "free", widgets: [] })];
    const entry = (id: string) => ({ id, type: "custom_timeboard" });
    const shown = { id: free, type: "custom_screenboard" };
    expect(await client.post(items, { dashboards: [entry(timed), entry(free), entry(free)] })).toEqual({
      status: 200,
      body: { added_dashboards_to_list: [entry(timed), shown] },
    });
    expect(await client.post(items, { dashboards: [entry(timed)] })).toMatchObject({
      body: { added_dashboards_to_list: [] },
    });
    expect(await client.get(items)).toMatchObject({
      body: { total: 2, dashboards: [{ id: timed, title: dashboard.title }, shown] },
    });
    expect(await client.put(items, { dashboards: [entry(free)] })).toMatchObject({ body: { dashboards: [shown] } });
    expect(await client.delete(items, { dashboards: [entry(free), entry(timed)] })).toMatchObject({
      body: { deleted_dashboards_from_list: [shown] },
    });
    expect(await client.post(items, {})).toEqual(
      refused(400, "The value provided for parameter 'dashboards' is invalid"),
    );
  });

  test("loses a dashboard that is deleted", async () => {
    const client = new Client();
    await client.post(lists, { name: "Mills" });
    const id = await create(client);
    await client.post(items, { dashboards: [{ id, type: "custom_timeboard" }] });
    await client.delete(`/api/v1/dashboard/${id}`);
    expect(await client.get(items)).toEqual({ status: 200, body: { dashboards: [], total: 0 } });
    expect(await client.get(`${lists}/100001`)).toMatchObject({ body: { dashboard_count: 0 } });
  });
});

describeCorpus("dashboards of Datadog's integrations", () => {
  test.each(corpusFiles())("%s is taken and comes back whole", async (file) => {
    const exported = JSON.parse(readFileSync(corpusPath("dashboards", file), "utf8"));
    const client = new Client();
    const id = await create(client, exported);
    const { body } = await client.get(`/api/v1/dashboard/${id}`);
    expect(body).toMatchObject({ title: exported.title, widgets: exported.widgets });
  });
});

function corpusFiles(): string[] {
  try {
    return readdirSync(corpusPath("dashboards"));
  } catch {
    return ["none"];
  }
}
