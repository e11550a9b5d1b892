import { connect } from "node:net";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { createApi, serveOrg } from "../../../../datadog/sandbox/api/server";
import { Org } from "../../../../datadog/sandbox/org";
import { Client, keys, refused } from "../client";

describe("the keys", () => {
  const headers = (apiKey: string, appKey?: string): Record<string, string> => ({
    "DD-API-KEY": apiKey,
    ...(appKey === undefined ? {} : { "DD-APPLICATION-KEY": appKey }),
  });

  test("validation wants the API key alone", async () => {
    const client = new Client();
    expect(await client.send("GET", "/api/v1/validate", undefined, headers(keys.apiKey))).toEqual({
      status: 200,
      body: { valid: true },
    });
    expect(await client.send("GET", "/api/v1/validate", undefined, {})).toEqual(refused(403, "API key required"));
    expect(await client.send("GET", "/api/v1/validate", undefined, headers(""))).toEqual(
      refused(403, "API key required"),
    );
    expect(await client.send("GET", "/api/v1/validate", undefined, headers("wrong"))).toEqual(
      refused(403, "Forbidden"),
    );
  });

  test("everything else wants both, as headers or as older clients send them", async () => {
    const client = new Client();
    const get = (given: Record<string, string>, query = "") =>
      client.send("GET", `/api/v1/monitor${query}`, undefined, given);
    expect(await get(headers(keys.apiKey))).toEqual(refused(403, "Application key required"));
    expect(await get(headers(keys.apiKey, keys.apiKey))).toEqual(refused(403, "Forbidden"));
    expect(await get(headers(keys.appKey, keys.apiKey))).toEqual(refused(403, "Forbidden"));
    expect(await get(headers(keys.apiKey, keys.appKey))).toEqual({ status: 200, body: [] });
    const query = `?api_key=${keys.apiKey}&application_key=${keys.appKey}`;
    expect(await get({}, query)).toEqual({ status: 200, body: [] });
  });

  test("nothing changes without them", async () => {
    const client = new Client();
    const body = JSON.stringify({ title: "a", layout_type: "ordered", widgets: [] });
    expect(await client.send("POST", "/api/v1/dashboard", body, {})).toMatchObject({ status: 403 });
    expect(client.org.dashboards.size).toBe(0);
  });
});

describe("a request that nobody understands", () => {
  test.each(["/api/v1/nothing", "/api/v9/monitor", "/elsewhere", "/", "/api/v1/monitor/1/2/3"])(
    "%s is not served, which is not the same as gone: the terminal says so too",
    async (path) => {
      const client = new Client();
      const words = `not served by the sandbox: GET ${path}`;
      expect(await client.get(path)).toEqual(refused(501, words));
      expect(client.logged).toEqual([`501 ${words}`]);
    },
  );

  test("keys in the address are not logged", async () => {
    const client = new Client();
    const query = `?api_key=${keys.apiKey}&application_key=${keys.appKey}`;
    expect(await client.send("POST", `/api/v1/nothing${query}`, "{}", {})).toMatchObject({ status: 501 });
    expect(client.logged).toEqual(["501 not served by the sandbox: POST /api/v1/nothing"]);
  });

  test("a method that a path does not take", async () => {
    const words = "Method not allowed: /api/v1/monitor takes GET, POST";
    expect(await new Client().patch("/api/v1/monitor", {})).toEqual(refused(405, words));
  });

  test("what the sandbox itself fails on is logged with the request and where it failed", async () => {
    const client = new Client();
    jest.spyOn(client.org.ids, "number").mockImplementation(() => {
      throw new Error("out of numbers");
    });
    const body = { name: "a", type: "query alert", query: "avg(last_5m):avg:m{*} > 1", message: "b" };
    expect(await client.post("/api/v1/monitor", body)).toEqual(
      refused(500, "The sandbox failed on this request; see its terminal for details"),
    );
    expect(client.logged).toEqual([
      expect.stringMatching(
        /^500 POST \/api\/v1\/monitor\n.*Error: out of numbers\n {4}at (.|\n)*monitors\.ts(.|\n)*$/,
      ),
    ]);
    expect(client.logged[0]).toContain(`\nBody: ${JSON.stringify(body)}`);
  });

  test("a client that goes away in the middle of its body is no failure of the sandbox", async () => {
    const logged: string[] = [];
    const api = createApi(new Org(), keys, (message) => logged.push(message));
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new Error("aborted"));
      },
    });
    const headers = { "DD-API-KEY": keys.apiKey, "DD-APPLICATION-KEY": keys.appKey };
    const answer = await api.request("/api/v1/monitor", {
      method: "POST",
      headers,
      body,
      duplex: "half",
    } as RequestInit);
    expect(answer.status).toBe(400);
    expect(logged).toEqual([]);
  });

  test.each([
    ["malformed JSON", "{", /^Invalid JSON: /],
    ["an empty body", "", /^Invalid JSON: /],
    ["a list", "[1]", /^Invalid payload: expected a JSON object$/],
    ["null", "null", /^Invalid payload: expected a JSON object$/],
    [
      "JSON nested beyond measure",
      `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
      /^Invalid JSON: nested more than 100 levels deep$/,
    ],
  ])("%s is one clear answer", async (_what, text, words) => {
    const { status, body } = await new Client().send("POST", "/api/v1/monitor", text);
    expect(status).toBe(400);
    expect((body as { errors: string[] }).errors).toEqual([expect.stringMatching(words)]);
  });

  const tooLarge = refused(413, "Payload too large: at most 5242880 bytes");

  test("a body that is too large", async () => {
    expect(await new Client().send("POST", "/api/v1/monitor", " ".repeat(5_242_881))).toEqual(tooLarge);
  });

  test("a body that unpacks to more than is taken", async () => {
    const bytes = new Uint8Array(gzipSync(Buffer.alloc(20_000_000)));
    const headers = { "DD-API-KEY": keys.apiKey, "Content-Encoding": "gzip" };
    expect(await new Client().send("POST", "/api/v2/series", bytes, headers)).toEqual(tooLarge);
  });
});

describe("on a port", () => {
  test("answers, and closes at once, idle connections too", async () => {
    const served = await serveOrg(new Org(), { keys });
    expect(served.url).toBe(`http://127.0.0.1:${served.port}`);
    const answer = await fetch(`${served.url}/api/v1/validate`, { headers: { "DD-API-KEY": keys.apiKey } });
    expect(await answer.json()).toEqual({ valid: true });
    await served.stop();
    await expect(fetch(served.url)).rejects.toThrow("fetch failed");
  });

  test("that is taken is a clear error", async () => {
    const served = await serveOrg(new Org());
    const again = serveOrg(new Org(), { port: served.port });
    await expect(again).rejects.toThrow(
      `Port ${served.port} is in use: choose another port with --port, or 0 for any free port.`,
    );
    await served.stop();
  });

  test("makes up keys of Datadog's form", async () => {
    const served = await serveOrg(new Org());
    expect(served.keys).toEqual({
      apiKey: expect.stringMatching(/^[0-9a-f]{32}$/),
      appKey: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    await served.stop();
  });

  test("stops reading a body without an end", async () => {
    const served = await serveOrg(new Org(), { keys });
    let sent = 0;
    const endless = new Readable({
      read() {
        sent += 65_536;
        this.push(Buffer.alloc(65_536, 32));
      },
    });
    const answer = await fetch(`${served.url}/api/v1/series`, {
      method: "POST",
      headers: { "DD-API-KEY": keys.apiKey },
      body: Readable.toWeb(endless) as ReadableStream,
      duplex: "half",
    } as RequestInit);
    expect(answer.status).toBe(413);
    endless.destroy();
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    await served.stop();
  });

  test("survives bytes that are no HTTP", async () => {
    const served = await serveOrg(new Org(), { keys });
    for (const bytes of [
      "\x16\x03\x01\x02\x00",
      "GET",
      "POST /api/v1/monitor HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(served.port, "127.0.0.1", () => socket.end(bytes));
        socket
          .on("close", () => resolve())
          .on("error", () => resolve())
          .resume();
      });
    }
    const answer = await fetch(`${served.url}/api/v1/validate`, { headers: { "DD-API-KEY": keys.apiKey } });
    expect(answer.status).toBe(200);
    await served.stop();
  });
});

describe("whatever is sent", () => {
  const paths = [
    "/api/v1/monitor",
    "/api/v1/monitor/validate",
    "/api/v1/monitor/10000001",
    "/api/v1/monitor/can_delete",
    "/api/v1/dashboard",
    "/api/v1/dashboard/abc-def-ghi",
    "/api/v1/dashboard/lists/manual",
    "/api/v1/dashboard/lists/manual/100001",
    "/api/v2/dashboard/lists/manual/100001/dashboards",
    "/api/v1/metrics/mill.weight",
    "/api/v2/metrics/mill.weight/tags",
    "/api/v1/series",
    "/api/v2/series",
    "/api/v1/logs/config/pipelines",
    "/api/v1/logs/config/pipeline-order",
    "/api/v2/logs/config/metrics",
    "/api/v2/logs/config/metrics/mill",
    "/api/v2/apm/config/metrics",
    "/api/v2/apm/config/retention-filters",
    "/api/v2/apm/config/retention-filters-execution-order",
    "/api/v2/catalog/entity",
    "/api/v2/catalog/entity/service:default/mill",
  ];
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
  const types = ["manage_tags", "logs_metrics", "spans_metrics", "apm_retention_filter"];
  const words = fc.constantFrom(
    ...["name", "type", "query", "message", "options", "thresholds", "critical", "tags", "data", "attributes", "id"],
    ...["widgets", "definition", "layout_type", "title", "template_variables", "default", "series", "points", "metric"],
    ...["processors", "filter", "compute", "group_by", "dashboards", "pipeline_ids", "__proto__", "constructor"],
    ...["metric alert", "ordered", "free", "avg(last_5m):avg:m{*} > 1", "grok-parser", "pipeline", ...types],
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, 0, 1, -1, 1e308, 2 ** 53, ""),
      words,
      fc.string(),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(words, fc.string()), tie("value"), { maxKeys: 6 }),
    ),
  }));
  const bodies = fc.oneof(
    value.map((json) => JSON.stringify(json)),
    fc
      .tuple(fc.constantFrom(...types), fc.dictionary(words, value))
      .map(([type, attributes]) => JSON.stringify({ data: { id: "m", type, attributes } })),
    fc.string(),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
  );

  test("the answer is JSON and never 500, and the org can still be listed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...methods), fc.constantFrom(...paths), bodies), { maxLength: 6 }),
        async (requests) => {
          const client = new Client();
          client.submit("mill.weight");
          for (const [method, path, body] of requests) {
            const { status } = await client.send(method, path, method === "GET" ? undefined : body);
            expect([method, path, status]).not.toEqual([method, path, 500]);
          }
          for (const path of ["/api/v1/monitor", "/api/v1/dashboard", "/api/v2/catalog/entity"]) {
            expect(await client.get(path)).toMatchObject({ status: 200 });
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  /** Bodies that are fine, to spoil at one place. */
  const fine: readonly (readonly [path: string, body: Record<string, unknown>])[] = [
    [
      "/api/v1/monitor",
      {
        name: "a",
        type: "query alert",
        query: "avg(last_4h):anomalies(avg:m{a:b} by {c}, 'basic', 2) >= 1",
        message: "{{#is_alert}}{{c.name}}{{/is_alert}} @a",
        tags: ["a:b"],
        priority: 1,
        options: {
          thresholds: { critical: 1, critical_recovery: 0 },
          threshold_windows: { trigger_window: "last_15m", recovery_window: "last_15m" },
          notify_by: ["c"],
          scheduling_options: { custom_schedule: { recurrences: [{ rrule: "FREQ=DAILY", timezone: "UTC" }] } },
          variables: [{ name: "a", data_source: "metrics", query: "avg:m{*}" }],
        },
      },
    ],
    [
      "/api/v1/dashboard",
      {
        title: "a",
        layout_type: "ordered",
        template_variables: [{ name: "a", defaults: ["b"] }],
        template_variable_presets: [{ name: "p", template_variables: [{ name: "a", values: ["b"] }] }],
        tabs: [{ name: "t", widget_ids: ["@1"] }],
        widgets: [
          {
            definition: {
              type: "group",
              layout_type: "ordered",
              widgets: [
                {
                  definition: { type: "timeseries", requests: [{ q: "avg:m{*}" }] },
                  layout: { x: 0, y: 0, width: 1, height: 1 },
                },
              ],
            },
          },
        ],
      },
    ],
    [
      "/api/v1/logs/config/pipelines",
      {
        name: "a",
        filter: { query: "*" },
        processors: [{ type: "pipeline", processors: [{ type: "grok-parser", grok: { match_rules: "a %{word}" } }] }],
      },
    ],
    [
      "/api/v2/series",
      {
        series: [
          { metric: "m", type: 1, points: [{ timestamp: 1, value: 2 }], resources: [{ type: "host", name: "a" }] },
        ],
      },
    ],
  ];

  /** Every place in a value. */
  function places(json: unknown, path: readonly string[] = []): (readonly string[])[] {
    if (typeof json !== "object" || json === null) return [path];
    return [path, ...Object.entries(json).flatMap(([key, item]) => places(item, [...path, key]))];
  }

  function spoiled(json: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
    if (step === undefined) return value;
    const copy = structuredClone(json) as Record<string, unknown>;
    copy[step] = spoiled(copy[step], rest, value);
    return copy;
  }

  const nearly = fc.constantFrom(...fine).chain(([path, body]) =>
    fc.record({
      path: fc.constant(path),
      body: fc.tuple(fc.constantFrom(...places(body)), value).map(([place, wrong]) => spoiled(body, place, wrong)),
    }),
  );

  test("a body that is wrong at one place is taken or refused, and a taken one can be read back and changed", async () => {
    await fc.assert(
      fc.asyncProperty(nearly, async ({ path, body }) => {
        const client = new Client();
        const { status, body: answer } = await client.post(path, body);
        expect([200, 202, 400]).toContain(status);
        const { id } = (answer ?? {}) as { id?: string | number };
        if (status !== 200 || id === undefined) return;
        expect(await client.get(`${path}/${id}`)).toMatchObject({ status: 200 });
        expect(await client.put(`${path}/${id}`, body)).toMatchObject({ status: 200 });
      }),
      { numRuns: 500 },
    );
  });

  test("any path and query is answered", async () => {
    const client = new Client();
    const text = fc
      .string({ maxLength: 30 })
      .map((part) => encodeURI(part.replace(/[?#\\]/g, "")).replaceAll("//", "/"));
    const odd = fc.constantFrom(
      "%",
      "%E0%A4%A",
      "%00",
      "..",
      "%2e%2e",
      "?page=-1",
      "?page=x&page_size=1e9",
      "?filter[ref]=%ff",
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.oneof(text, odd), async (path, more) => {
        const { status } = await client.get(more.startsWith("?") ? path + more : `${path}/${more}`);
        expect([200, 400, 404, 405, 501]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});
