import { MetricsApi as MetricsV1 } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/MetricsApi";
import { MetricsApi as MetricsV2 } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v2/apis/MetricsApi";
import { Client } from "../client";
import { officialClient } from "./official-client";

const now = Date.UTC(2026, 0, 5, 8, 30);
const [to, from] = [now / 1000, now / 1000 - 600];

/** Queues of two hosts, a value a minute: 1, 2, 3 … of one, 10 of the other. */
function withQueues() {
  const { org, configuration } = officialClient(() => now);
  for (let minute = 0; minute < 10; minute++) {
    const time = from + minute * 60;
    for (const [host, value] of [
      ["a", minute + 1],
      ["b", 10],
    ] as const) {
      const tags = [`host:${host}`, "env:prod"];
      org.metrics.submit({ metric: "mill.queue", type: "gauge", unit: "byte", tags, points: [[time, value]] });
    }
  }
  return { org, v1: new MetricsV1(configuration), v2: new MetricsV2(configuration) };
}

describe("GET /api/v1/query", () => {
  test("answers a series a group, its points in milliseconds", async () => {
    const { v1 } = withQueues();
    const query = "max:mill.queue{env:prod} by {host}.rollup(max, 60)";
    const { series, ...rest } = await v1.queryMetrics({ from, to, query });
    expect(rest).toMatchObject({ status: "ok", resType: "time_series", query, groupBy: ["host"] });
    expect(rest).toMatchObject({ fromDate: from * 1000, toDate: to * 1000 });
    expect(series?.map(({ tagSet, scope }) => [tagSet, scope])).toEqual([
      [["host:a"], "env:prod,host:a"],
      [["host:b"], "env:prod,host:b"],
    ]);
    const [first] = series!;
    expect(first).toMatchObject({ metric: "mill.queue", aggr: "max", interval: 60, length: 10, queryIndex: 0 });
    expect(first?.pointlist?.slice(0, 2)).toEqual([
      [from * 1000, 1],
      [(from + 60) * 1000, 2],
    ]);
    expect(first).toMatchObject({ start: from * 1000, end: to * 1000 - 1000, unit: [{ name: "byte" }, null] });
  });

  test("evaluates arithmetic, and several queries in one", async () => {
    const { v1 } = withQueues();
    const query = "sum:mill.queue{*}.rollup(sum, 60) * 2, avg:mill.queue{host:b}.rollup(avg, 60), avg:mill.mist{*}";
    const { series } = await v1.queryMetrics({ from, to, query });
    // the first minute: 1 + 10, twice
    expect(series?.map(({ queryIndex, pointlist }) => [queryIndex, pointlist?.[0]?.[1]])).toEqual([
      [0, 22],
      [1, 10],
    ]);
  });

  test.each([
    "query=avg:mill.queue{&from=1&to=2",
    "query=avg:mill.queue{*}&from=2&to=1",
    "query=avg:mill.queue{*}&from=yesterday&to=2",
    "query=nonsense(avg:mill.queue{*})&from=1&to=100",
    "from=1&to=2",
  ])("?%s is refused", async (query) => {
    const { status, body } = await new Client().get(`/api/v1/query?${query}`);
    expect(status).toBe(400);
    expect(body).toHaveProperty("errors.0");
  });
});

const metrics = (name: string, query: string) => ({ dataSource: "metrics" as const, name, query });

describe("POST /api/v2/query/timeseries", () => {
  test("answers formulas over queries, with one list of times", async () => {
    const { v2 } = withQueues();
    const attributes = {
      from: from * 1000,
      to: to * 1000,
      interval: 60_000,
      formulas: [{ formula: "a + b" }, { formula: "a", limit: { count: 1, order: "desc" as const } }],
      queries: [metrics("a", "avg:mill.queue{*} by {host}"), metrics("b", "avg:mill.queue{host:b}")],
    };
    const { data } = await v2.queryTimeseriesData({ body: { data: { type: "timeseries_request", attributes } } });
    const { series, times, values } = data!.attributes!;
    expect(series?.map(({ groupTags, queryIndex }) => [groupTags, queryIndex])).toEqual([
      [["host:a"], 0],
      [["host:b"], 0],
      [["host:b"], 1],
    ]);
    expect(times).toHaveLength(10);
    expect(times?.[1]).toBe((from + 60) * 1000);
    expect(values?.map(([first]) => first)).toEqual([11, 20, 10]);
  });

  test("counts logs", async () => {
    const { org, v2 } = withQueues();
    for (const service of ["gate", "gate", "wheel"]) org.events.add({ kind: "logs", time: from + 30, service });
    const count = { dataSource: "logs" as const, name: "a", compute: { aggregation: "count" as const } };
    const queries = [{ ...count, search: { query: "service:gate" } }];
    const attributes = { from: from * 1000, to: to * 1000, interval: 60_000, queries };
    const { data } = await v2.queryTimeseriesData({ body: { data: { type: "timeseries_request", attributes } } });
    expect(data?.attributes?.values?.[0]?.[0]).toBe(2);
  });
});

describe("POST /api/v2/query/scalar", () => {
  test("answers a column a group key and a formula", async () => {
    const { v2 } = withQueues();
    const attributes = {
      from: from * 1000,
      to: to * 1000,
      formulas: [{ formula: "a", limit: { count: 2, order: "desc" as const } }],
      queries: [{ ...metrics("a", "avg:mill.queue{*} by {host}"), aggregator: "avg" as const }],
    };
    const { data } = await v2.queryScalarData({ body: { data: { type: "scalar_request", attributes } } });
    expect(data?.attributes?.columns).toMatchObject([
      { name: "host", type: "group", values: [["b"], ["a"]] },
      // the mean of 1 to 10 is 5.5
      { name: "a", type: "number", values: [10, 5.5], meta: { unit: [{ name: "byte" }, null] } },
    ]);
  });

  const request = (changes: object, type = "scalar_request") => ({
    data: {
      type,
      attributes: {
        from: from * 1000,
        to: to * 1000,
        queries: [{ data_source: "metrics", name: "a", query: "avg:mill.queue{*}", aggregator: "avg" }],
        ...changes,
      },
    },
  });

  test.each([
    [400, "a formula over a query that is not there", request({ formulas: [{ formula: "a + z" }] })],
    [400, "no queries", request({ queries: [] })],
    [400, "two queries of one name", request({ queries: [metrics("a", "avg:m{*}"), metrics("a", "avg:n{*}")] })],
    [400, "what is no longer kept", request({ from: 1568899800000, to: 1568923200000 })],
    [400, "another type", request({}, "timeseries_request")],
    [501, "data that the sandbox does not keep", request({ queries: [{ data_source: "container", name: "a" }] })],
  ])("%i: %s", async (status, _what, body) => {
    expect((await new Client().post("/api/v2/query/scalar", body)).status).toBe(status);
  });
});
