import { MonitorsApi } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/MonitorsApi";
import { Client } from "../client";
import { officialClient } from "./official-client";

const bodies = [
  {
    name: "Queue is long",
    type: "query alert" as const,
    query: "avg(last_5m):avg:mill.queue{env:prod} by {host} > 90",
    message: "Oil the wheel. @slack-mill @ops@example.com",
    tags: ["team:millers", "service:queue"],
    priority: 2,
  },
  {
    name: "Wheel stands",
    type: "service check" as const,
    query: '"mill.wheel".over("env:prod").by("host").last(2).count_by_status()',
    message: "",
    tags: ["team:millers"],
  },
  {
    name: "Errors of the gate",
    type: "log alert" as const,
    query: 'logs("service:gate").index("*").rollup("count").last("5m") > 5',
    message: "Look at the queue.",
    tags: ["team:bakers"],
  },
];

async function withMonitors() {
  const { configuration } = officialClient();
  const monitors = new MonitorsApi(configuration);
  const ids: number[] = [];
  for (const body of bodies) ids.push((await monitors.createMonitor({ body })).id!);
  return { monitors, ids };
}

// The attributes are those of https://docs.datadoghq.com/monitors/manage/search/
test("monitors are found by their attributes, their texts and their id", async () => {
  const { monitors, ids } = await withMonitors();
  const found = async (query: string) =>
    (await monitors.searchMonitors({ query })).monitors!.map(({ id }) => ids.indexOf(id!) + 1);
  const cases: readonly (readonly [query: string, found: readonly number[]])[] = [
    ["", [1, 2, 3]],
    ["queue", [1, 3]],
    ["title:queue", [1]],
    ["message:queue", [3]],
    ["whe*", [1, 2]],
    ["type:metric", [1]],
    ["type:Custom", [2]],
    ["type:(metric OR log)", [1, 3]],
    ['status:"No Data"', [1, 2, 3]],
    ["status:(Alert OR Warn)", []],
    ["team:millers", [1, 2]],
    ['tag:"team:millers" NOT service:queue', [2]],
    ["metric:mill.wheel", [2]],
    ["metric:mill.*", [1, 2]],
    ["notification:slack-mill", [1]],
    ['scope:"env:prod"', [1, 2]],
    ["priority:p2", [1]],
    ["creator:Sandbox -team:millers", [3]],
    ["muted:true", []],
    [String(ids[1]), [2]],
  ];
  const outcomes = [];
  for (const [query] of cases) outcomes.push([query, await found(query)]);
  expect(outcomes).toEqual(cases);
});

test("a search counts all that it finds, and answers a page of it", async () => {
  const { monitors } = await withMonitors();
  const {
    counts,
    metadata,
    monitors: page,
  } = await monitors.searchMonitors({ page: 1, perPage: 2, sort: "name,desc" });
  expect(metadata).toMatchObject({ page: 1, perPage: 2, pageCount: 2, totalCount: 3 });
  expect(page?.map(({ name }) => name)).toEqual(["Errors of the gate"]);
  expect(counts?.status).toMatchObject([{ name: "No Data", count: 3 }]);
  expect(counts?.tag?.[0]).toMatchObject({ name: "team:millers", count: 2 });
  expect(counts?.muted).toMatchObject([{ name: false, count: 3 }]);
  expect((await monitors.searchMonitors()).metadata).toMatchObject({ page: 0, perPage: 30, pageCount: 1 });
});

test("a result names the metrics, scopes and people of its monitor", async () => {
  const { monitors } = await withMonitors();
  const [first] = (await monitors.searchMonitors({ query: "title:queue" })).monitors!;
  expect(first).toMatchObject({
    name: "Queue is long",
    type: "query alert",
    classification: "metric",
    status: "No Data",
    metrics: ["mill.queue"],
    scopes: ["env:prod"],
    notifications: [{ handle: "slack-mill" }, { handle: "ops@example.com" }],
  });
});

test("a monitor that is muted, by itself or by a downtime, is found as such", async () => {
  const client = new Client();
  const [queue, , gate] = bodies;
  for (const body of [queue, gate]) await client.post("/api/v1/monitor", body);
  const muted = async () => {
    const { body } = await client.get("/api/v1/monitor/search?query=muted:true");
    return (body as { monitors: { name: string }[] }).monitors.map(({ name }) => name);
  };
  await client.post("/api/v1/monitor/10000001/mute", { scope: "host:a" });
  expect(await muted()).toEqual([]);
  await client.post("/api/v1/monitor/10000001/mute", {});
  expect(await muted()).toEqual(["Queue is long"]);
  await client.post("/api/v1/downtime", { scope: ["*"], monitor_tags: ["team:bakers"] });
  expect(await muted()).toEqual(["Queue is long", "Errors of the gate"]);
});

test.each(["query=(a", "sort=age,asc", "sort=name,up", "page=one"])("?%s is refused", async (query) => {
  expect((await new Client().get(`/api/v1/monitor/search?${query}`)).status).toBe(400);
});
