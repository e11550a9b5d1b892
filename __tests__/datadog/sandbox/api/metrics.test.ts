import { deflateSync, gzipSync } from "node:zlib";
import { Client, keys, refused } from "../client";

const apiKey = { "DD-API-KEY": keys.apiKey };

describe("metric metadata", () => {
  test("is unknown until the metric was submitted", async () => {
    const client = new Client();
    const missing = refused(404, "mill.weight not found");
    expect(await client.get("/api/v1/metrics/mill.weight")).toEqual(missing);
    expect(await client.put("/api/v1/metrics/mill.weight", { unit: "gram" })).toEqual(missing);
  });

  test("says what was submitted, then what was set; a PUT keeps what it leaves out", async () => {
    const client = new Client();
    await client.post("/api/v1/series", {
      series: [{ metric: "mill.weight", type: "count", interval: 10, points: [[1, 2]] }],
    });
    const known = {
      type: "count",
      statsd_interval: 10,
      description: null,
      unit: null,
      per_unit: null,
      short_name: null,
      integration: null,
    };
    expect(await client.get("/api/v1/metrics/mill.weight")).toEqual({ status: 200, body: known });
    await client.put("/api/v1/metrics/mill.weight", { unit: "gram", type: "gauge" });
    await client.put("/api/v1/metrics/mill.weight", { description: "Grain", type: "" });
    expect(await client.get("/api/v1/metrics/mill.weight")).toEqual({
      status: 200,
      body: { ...known, unit: "gram", type: "gauge", description: "Grain" },
    });
  });

  test.each([
    ["type", "heap"],
    ["unit", 3],
    ["statsd_interval", -1],
  ])("refuses the %s %j", async (key, value) => {
    const client = new Client();
    client.submit("mill.weight");
    const words = `The value provided for parameter '${key}' is invalid`;
    expect(await client.put("/api/v1/metrics/mill.weight", { [key]: value })).toEqual(refused(400, words));
  });

  test("a name in literal quotes, as the provider's data sources send it, is the same metric", async () => {
    const client = new Client();
    client.submit("mill.weight");
    expect(await client.get("/api/v1/metrics/%22mill.weight%22")).toMatchObject({ status: 200 });
    expect(await client.get("/api/v2/metrics/%22mill.weight%22/all-tags")).toMatchObject({ status: 200 });
  });

  test("metrics are listed and found by a part of their name", async () => {
    const client = new Client();
    for (const metric of ["mill.weight", "mill.count", "oven.heat"]) client.submit(metric);
    expect(await client.get("/api/v1/metrics?from=0")).toMatchObject({
      body: { metrics: ["mill.count", "mill.weight", "oven.heat"] },
    });
    expect(await client.get("/api/v1/search?q=metrics:mill")).toEqual({
      status: 200,
      body: { results: { metrics: ["mill.count", "mill.weight"] } },
    });
    expect(await client.get("/api/v2/metrics/mill.weight/active-configurations")).toMatchObject({ status: 200 });
    expect(await client.get("/api/v2/metrics/none/all-tags")).toEqual(refused(404, "none not found"));
  });
});

describe("a tag configuration", () => {
  const path = "/api/v2/metrics/mill.weight/tags";
  const body = (attributes: object) => ({ data: { type: "manage_tags", id: "mill.weight", attributes } });
  const gauge = { metric_type: "gauge", tags: ["mill", "floor"] };
  const times = { created_at: "2026-01-05T08:30:00.250000+00:00", modified_at: "2026-01-05T08:30:00.250000+00:00" };

  test("is made once, read, changed and deleted", async () => {
    const client = new Client();
    expect(await client.post(path, body(gauge))).toEqual(refused(404, "mill.weight not found"));
    client.submit("mill.weight");
    expect(await client.get(path)).toEqual(refused(404, "mill.weight not found"));
    const data = {
      type: "manage_tags",
      id: "mill.weight",
      attributes: {
        ...gauge,
        tags: ["floor", "mill"],
        aggregations: [{ time: "sum", space: "sum" }],
        exclude_tags_mode: false,
        ...times,
      },
    };
    expect(await client.post(path, body(gauge))).toEqual({ status: 201, body: { data } });
    expect(await client.post(path, body(gauge))).toMatchObject({ status: 409 });
    expect(await client.patch(path, body({ tags: ["mill"], metric_type: "count" }))).toMatchObject({
      status: 200,
      body: { data: { attributes: { tags: ["mill"], metric_type: "gauge" } } },
    });
    expect(await client.delete(path)).toEqual({ status: 204, body: null });
    expect(await client.get(path)).toEqual(refused(404, "mill.weight not found"));
  });

  test("of a distribution has percentiles and no aggregations", async () => {
    const client = new Client();
    client.submit("mill.weight");
    const { body: answer } = await client.post(path, body({ metric_type: "distribution", tags: [] }));
    expect(answer).toMatchObject({ data: { attributes: { include_percentiles: false, tags: [] } } });
    expect(answer).not.toHaveProperty("data.attributes.aggregations");
  });

  test.each([
    ["'metric_type' must be one of gauge, count, rate, distribution", { metric_type: "heap", tags: [] }],
    ["'tags' is a required property", { metric_type: "gauge" }],
    ["'exclude_tags_mode' cannot be used without 'tags'", { metric_type: "gauge", tags: [], exclude_tags_mode: true }],
    [
      "'include_percentiles' is only allowed for metrics of type distribution",
      { metric_type: "gauge", tags: [], include_percentiles: true },
    ],
    [
      "'aggregations' is not allowed for metrics of type distribution",
      { metric_type: "distribution", tags: [], aggregations: [{ time: "avg", space: "avg" }] },
    ],
  ])("%s", async (words, attributes) => {
    const client = new Client();
    client.submit("mill.weight");
    expect(await client.post(path, body(attributes))).toEqual(refused(400, words));
  });

  test.each([
    ["Invalid payload: 'data' is a required property", {}],
    ['API input validation failed: Invalid type. Expected "manage_tags".', { data: { type: "tags", attributes: {} } }],
    ["Invalid payload: 'attributes' is a required property of 'data'", { data: { type: "manage_tags" } }],
  ])("%s", async (words, wrong) => {
    expect(await new Client().post(path, wrong)).toEqual(refused(400, words));
  });
});

describe("series", () => {
  const first = {
    series: [
      {
        metric: "mill.weight",
        points: [
          [1000, 1],
          [1010, 2.5],
        ],
        host: "north",
        tags: ["mill:1"],
      },
    ],
  };
  const second = {
    series: [
      {
        metric: "mill.sacks",
        type: 1,
        interval: 10,
        unit: "sack",
        points: [{ timestamp: 1000, value: 3 }],
        resources: [{ type: "host", name: "south" }],
      },
    ],
  };

  test("v1 and v2 register name, type, interval, unit, tags and points", async () => {
    const client = new Client();
    expect(await client.post("/api/v1/series", first)).toEqual({ status: 202, body: { status: "ok" } });
    expect(await client.post("/api/v2/series", second)).toEqual({ status: 202, body: { errors: [] } });
    expect(client.org.metrics.get("mill.weight")).toEqual({
      name: "mill.weight",
      type: "gauge",
      tags: ["host:north", "mill:1"],
    });
    expect(client.org.metrics.get("mill.sacks")).toEqual({
      name: "mill.sacks",
      type: "count",
      interval: 10,
      unit: "sack",
      tags: ["host:south"],
    });
    const { times, values } = client.org.series.series("mill.weight")[0]!.points();
    expect([[...times], [...values]]).toEqual([
      [1000, 1010],
      [1, 2.5],
    ]);
  });

  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
  ])("are read from a body packed with %s, with the API key alone", async (encoding, pack) => {
    const client = new Client();
    const bytes = new Uint8Array(pack(JSON.stringify(second)));
    const answer = await client.send("POST", "/api/v2/series", bytes, { ...apiKey, "Content-Encoding": encoding });
    expect(answer).toEqual({ status: 202, body: { errors: [] } });
    expect(client.org.metrics.has("mill.sacks")).toBe(true);
  });

  test.each([
    ["Invalid payload: 'series' is a required property", {}],
    [
      "Invalid payload: each series needs a 'metric' that starts with a letter",
      { series: [{ metric: "12", points: [] }] },
    ],
    ["Invalid payload: 'points' is a required property of each series", { series: [{ metric: "m" }] }],
    [
      "Invalid payload: a point needs a time in seconds and a value, both numbers",
      { series: [{ metric: "m", points: [["now", 1]] }] },
    ],
  ])("%s", async (words, wrong) => {
    const client = new Client();
    expect(await client.post("/api/v1/series", wrong)).toEqual(refused(400, words));
    expect(client.org.metrics.names()).toEqual([]);
  });

  test.each([
    ["br", "Content-Encoding 'br' is not supported: send gzip, deflate, zstd, or none", 415],
    ["gzip", "Invalid gzip body", 400],
  ])("an encoding %s that cannot be undone is refused", async (encoding, words, status) => {
    const answer = await new Client().send("POST", "/api/v2/series", "{}", { ...apiKey, "Content-Encoding": encoding });
    expect(answer).toEqual(refused(status, words));
  });
});
