import { encode } from "@msgpack/msgpack";
import { createGeneratedMetric } from "../../../../datadog/sandbox/objects/generated-metrics";
import { Client } from "../client";
import { eventsIn, samplesIn, storedIn } from "../intake/received";

/** 08:29:55 of the client's day, in nanoseconds; no span ends in another interval of 10 s. */
const START = 1_767_601_795n * 1_000_000_000n;
const INTERVAL = 1_767_601_790;

const TRACE = 13_308_902_811_346_240_144n;

/** A request, a query in it, and a step inside of the service that counts for nothing. */
const spans = [
  {
    service: "api",
    name: "fastapi.request",
    resource: "GET /runs",
    type: "web",
    trace_id: TRACE,
    span_id: 1n,
    parent_id: 0n,
    start: START,
    duration: 250_000_000n,
    error: 1,
    meta: { env: "demo", version: "1.4", "http.status_code": "500", "error.type": "ValueError", "span.kind": "server" },
    metrics: { _sampling_priority_v1: 1 },
  },
  {
    service: "api",
    name: "fastapi.serialize",
    resource: "serialize",
    type: "",
    trace_id: TRACE,
    span_id: 2n,
    parent_id: 1n,
    start: START,
    duration: 1_000_000n,
    error: 0,
    meta: {},
    metrics: {},
  },
  {
    service: "postgres",
    name: "postgres.query",
    resource: "SELECT 1",
    type: "sql",
    trace_id: TRACE,
    span_id: 3n,
    parent_id: 2n,
    start: START,
    duration: 50_000_000n,
    error: 0,
    meta: { env: "demo" },
    metrics: {},
  },
];

/** The same in v0.5: a dictionary, and spans as lists of places in it. */
function dictionaryForm(): unknown {
  const texts = [""];
  const place = (text: string) => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1);
  const rows = spans.map((span) => [
    place(span.service),
    place(span.name),
    place(span.resource),
    span.trace_id,
    span.span_id,
    span.parent_id,
    span.start,
    span.duration,
    span.error,
    new Map(Object.entries(span.meta).map(([key, value]) => [place(key), place(value)])),
    new Map(Object.entries(span.metrics).map(([key, value]) => [place(key), value])),
    place(span.type),
  ]);
  return [texts, [rows.map((row) => row.map((item) => (item instanceof Map ? Object.fromEntries(item) : item)))]];
}

const bytes = (value: unknown) => new Uint8Array(encode(value, { useBigInt64: true }));

const msgpack = { "Content-Type": "application/msgpack" };

async function sent(path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = msgpack) {
  const client = new Client();
  const metric = {
    type: "spans_metrics",
    id: "pipeline.spans",
    attributes: {
      compute: { aggregation_type: "distribution", path: "@duration" },
      filter: { query: "service:api operation_name:fastapi.request" },
      group_by: [
        { path: "resource_name", tag_name: "resource" },
        { path: "@http.status_code", tag_name: "code" },
      ],
    },
  };
  createGeneratedMetric(client.org, "spans", metric);
  const answer = await client.send("PUT", path, body, headers);
  return { org: client.org, answer };
}

const rates = { status: 200, body: { rate_by_service: { "service:,env:": 1 } } };

describe.each([
  ["/v0.4/traces", bytes([spans])],
  ["/v0.5/traces", bytes(dictionaryForm())],
])("traces at %s", (path, body) => {
  test("are stored as spans that searches find", async () => {
    const { org, answer } = await sent(path, body);
    expect(answer).toEqual(rates);
    expect(eventsIn(org, "trace-analytics")[0]).toEqual({
      kind: "trace-analytics",
      time: Number(START) / 1e9,
      service: "api",
      status: "error",
      tags: ["env:demo", "version:1.4"],
      attributes: expect.objectContaining({
        operation_name: "fastapi.request",
        resource_name: "GET /runs",
        trace_id: String(TRACE),
        duration: 250_000_000,
        "http.status_code": "500",
        "error.type": "ValueError",
      }),
    });
    expect(org.intake.statistics().spans).toBe(3);
  });

  test("make the metrics of each operation, but for spans inside of a service", async () => {
    const { org } = await sent(path, body);
    const tags = [
      "env:demo",
      "http.status_class:5xx",
      "http.status_code:500",
      "resource_name:get_/runs",
      "service:api",
      "span.kind:server",
      "version:1.4",
    ];
    const count = (value: number) => [{ tags, type: "count", points: [[INTERVAL, value]] }];
    expect(storedIn(org, "trace.fastapi.request.hits")).toEqual(count(1));
    expect(storedIn(org, "trace.fastapi.request.errors")).toEqual(count(1));
    expect(storedIn(org, "trace.fastapi.request.duration")).toEqual(count(0.25));
    expect(samplesIn(org, "trace.fastapi.request")).toEqual([
      { tags, time: INTERVAL, count: 1, sum: 0.25, min: 0.25, max: 0.25 },
    ]);
    expect(storedIn(org, "trace.postgres.query.hits")[0]!.points).toEqual([[INTERVAL, 1]]);
    expect(storedIn(org, "trace.postgres.query.errors")[0]!.points).toEqual([[INTERVAL, 0]]);
    expect(org.metrics.has("trace.fastapi.serialize.hits")).toBe(false);
  });

  test("feed the metrics made of spans", async () => {
    const { org } = await sent(path, body);
    expect(samplesIn(org, "pipeline.spans")).toEqual([
      { tags: ["code:500", "resource:get_/runs"], time: INTERVAL, count: 1, sum: 25e7, min: 25e7, max: 25e7 },
    ]);
  });
});

test("traces as JSON", async () => {
  const text = JSON.stringify([spans], (_key, value) => (typeof value === "bigint" ? Number(value) : value));
  const { org } = await sent("/v0.4/traces", new TextEncoder().encode(text), { "Content-Type": "application/json" });
  expect(eventsIn(org, "trace-analytics")).toHaveLength(3);
});

test.each([
  ["/v0.4/traces", Uint8Array.of(0xc1), /^Invalid traces: the body is not msgpack/],
  ["/v0.4/traces", bytes({ a: 1 }), /^Invalid traces: a list was expected for traces/],
  ["/v0.4/traces", bytes([[1]]), /^Invalid traces: a span is a map/],
  ["/v0.5/traces", bytes([[""], [[[0, 0]]]]), /^Invalid traces: a span has 12 items, not 2/],
  [
    "/v0.5/traces",
    bytes([[""], [[[0, 9, 0, 1, 1, 0, 0, 0, 0, {}, {}, 0]]]]),
    /^Invalid traces: the dictionary has no text 9/,
  ],
])("%s refuses what is none", async (path, body, reason) => {
  const { org, answer } = await sent(path, body);
  expect(answer).toMatchObject({ status: 400, body: { errors: [expect.stringMatching(reason)] } });
  expect(org.intake.statistics()).toMatchObject({ spans: 0, http: { refused: 1 } });
});

describe("what else tracers ask of an agent", () => {
  test("/info names where traces go", async () => {
    const { body } = await new Client().send("GET", "/info", undefined, {});
    expect(body).toMatchObject({
      endpoints: expect.arrayContaining(["/v0.4/traces", "/v0.5/traces"]),
      client_drop_p0s: false,
    });
  });

  test.each([
    "/telemetry/proxy/api/v2/apmtelemetry",
    "/v0.7/config",
    "/debugger/v1/input",
    "/debugger/v1/diagnostics",
    "/v0.6/stats",
  ])("%s is taken, and answered with nothing", async (path) => {
    expect(await new Client().send("POST", path, "{}", {})).toEqual({ status: 200, body: {} });
  });
});
