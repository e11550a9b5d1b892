import { connect } from "node:net";
import { Faults } from "../../../../datadog/sandbox/api/faults";
import { type ServedOrg, serveOrg } from "../../../../datadog/sandbox/api/server";
import { Org } from "../../../../datadog/sandbox/org";
import { keys } from "../client";

const headers = { "DD-API-KEY": keys.apiKey, "DD-APPLICATION-KEY": keys.appKey };
const monitor = { name: "a", type: "query alert", query: "avg(last_5m):avg:m{*} > 1", message: "b" };

let served: ServedOrg;
let org: Org;
let lines: string[];

async function serve(...faults: string[]): Promise<void> {
  org = new Org();
  lines = [];
  served = await serveOrg(org, { keys, faults: new Faults(faults), requests: (line) => lines.push(line) });
}

afterEach(() => served.stop());

const send = (method: string, path: string, body?: unknown) =>
  fetch(`${served.url}${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });

/** The statuses of some creations, one after the other; "lost" where the connection was. */
async function created(count: number): Promise<(number | string)[]> {
  const statuses: (number | string)[] = [];
  for (let turn = 0; turn < count; turn++) {
    statuses.push(
      await send("POST", "/api/v1/monitor", monitor).then(
        ({ status }) => status,
        () => "lost",
      ),
    );
  }
  return statuses;
}

test("a status every third time: nothing was created then", async () => {
  await serve("POST /api/v1/monitor 500 every 3");
  expect(await created(6)).toEqual([200, 200, 500, 200, 200, 500]);
  expect(org.monitors.size).toBe(4);
  expect((await send("GET", "/api/v1/monitor")).status).toBe(200);
  // another path
  expect((await send("POST", "/api/v1/monitor/validate", monitor)).status).toBe(200);
});

test("429 in Datadog's words, with the seconds after which to try again", async () => {
  await serve("* /api/v1/** 429 reset 7 once");
  const answer = await send("GET", "/api/v1/monitor");
  expect([answer.status, answer.headers.get("X-RateLimit-Reset"), await answer.json()]).toEqual([
    429,
    "7",
    { errors: ["Rate limit of 10 requests in 10 seconds reached. Please try again later."] },
  ]);
  expect((await send("GET", "/api/v1/monitor")).status).toBe(200);
});

test.each([
  ["before", 0],
  ["after", 1],
])("a connection that is dropped %s the monitor is created", async (when, kept) => {
  await serve(`POST /api/v1/monitor drop ${when} once`);
  expect(await created(2)).toEqual(["lost", 200]);
  expect(org.monitors.size).toBe(kept + 1);
});

test("an answer that ends in the middle, garbage, and one that is late", async () => {
  await serve("GET /api/v1/monitor truncated", "GET /api/v1/slo garbage", "GET /api/v1/dashboard slow 2s");
  await created(1);
  await expect(send("GET", "/api/v1/monitor").then((answer) => answer.text())).rejects.toThrow();
  const garbage = await send("GET", "/api/v1/slo");
  expect([garbage.status, await garbage.text()]).toEqual([200, expect.stringMatching(/^<html>/)]);
  const ended: string[] = [];
  await Promise.all(
    ["/api/v1/dashboard", "/api/v1/monitor/1"].map(async (path) => {
      await send("GET", path);
      ended.push(path);
    }),
  );
  expect(ended).toEqual(["/api/v1/monitor/1", "/api/v1/dashboard"]);
});

test("they are set while it runs, with the keys, and none of them where one is wrong", async () => {
  await serve();
  const path = "/sandbox/faults";
  expect((await fetch(`${served.url}${path}`)).status).toBe(403);
  const set = await send("POST", path, { faults: ["* ** 503 first 2"] });
  expect([set.status, await set.json()]).toEqual([
    200,
    { faults: [{ fault: "* ** 503 first 2", matched: 0, happened: 0 }] },
  ]);
  expect(await created(3)).toEqual([503, 503, 200]);
  expect(await (await send("GET", path)).json()).toEqual({
    faults: [{ fault: "* ** 503 first 2", matched: 3, happened: 2 }],
  });
  expect((await send("PUT", path, { faults: ["* ** 500", "GET"] })).status).toBe(400);
  expect(await created(1)).toEqual([200]);
  expect((await send("DELETE", path)).status).toBe(204);
  expect(await (await send("GET", path)).json()).toEqual({ faults: [] });
});

test.each([
  ["POST", "'' is not a path"],
  ["1 /api 500", "'1' is not a method"],
  ["POST api 500", "'api' is not a path"],
  ["POST /api", "it does not say what goes wrong"],
  ["POST /api 200", "'200' is not a fault"],
  ["POST /api explode", "'explode' is not a fault"],
  ["POST /api 500 every 0", "'every 0' never happens"],
])("'%s' is refused: %s", async (text, words) => {
  expect(() => new Faults([text])).toThrow(`Fault '${text}': ${words}; expected METHOD PATH, then`);
  await serve();
});

test("a line for each request, with the reason of a refusal or the fault, and without keys", async () => {
  await serve("GET /api/v1/slo 500");
  await send("GET", `/api/v1/monitor?api_key=${keys.apiKey}`);
  await send("GET", "/api/v1/monitor/7");
  await send("GET", "/api/v1/slo");
  await send("POST", "/api/v1/monitor", { ...monitor, query: "no\nquery" });
  expect(lines.map((line) => line.replace(/\d+ ms/, "0 ms"))).toEqual([
    "GET /api/v1/monitor 200 (0 ms)",
    "GET /api/v1/monitor/7 404 (0 ms): Monitor not found",
    "GET /api/v1/slo 500 (0 ms): fault GET /api/v1/slo 500",
    expect.stringMatching(/^POST \/api\/v1\/monitor 400 \(0 ms\): The value provided for parameter 'query' is invalid/),
  ]);
  expect(lines.join("")).not.toContain("\n");
});

test("a request of HTTP/1.0 without a host, and JSON with a byte order mark", async () => {
  await serve();
  const body = `\ufeff${JSON.stringify(monitor)}`;
  const answer = await fetch(`${served.url}/api/v1/monitor`, { method: "POST", headers, body });
  expect(answer.status).toBe(200);
  const socket = connect(served.port, "127.0.0.1");
  socket.write(`GET /api/v1/validate HTTP/1.0\r\nDD-API-KEY: ${keys.apiKey}\r\n\r\n`);
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  expect(text).toMatch(/^HTTP\/1\.\d 200 OK\r\n(.|\r\n)*\{"valid":true\}$/);
});

test("a request that is being answered ends before the server stops", async () => {
  await serve("GET /api/v1/validate slow 100ms");
  const answer = send("GET", "/api/v1/validate");
  await new Promise((resolve) => setTimeout(resolve, 50));
  const [{ status }] = await Promise.all([answer, served.stop()]);
  expect(status).toBe(200);
});
