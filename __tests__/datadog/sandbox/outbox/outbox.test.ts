import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Org } from "../../../../datadog/sandbox";
import type { Notification } from "../../../../datadog/sandbox/alerting";
import { createMonitor } from "../../../../datadog/sandbox/objects/monitors";
import { createWebhook, createWebhookVariable } from "../../../../datadog/sandbox/objects/webhooks";
import { type Delivery, Outbox } from "../../../../datadog/sandbox/outbox";

interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let address: string;
let received: Received[];
let answer: (response: ServerResponse, count: number) => void;
let org: Org;
let outbox: Outbox;
let monitor: string;

beforeEach(async () => {
  received = [];
  answer = (response) => response.end();
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      received.push({ url: request.url!, headers: request.headers, body });
      answer(response, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  org = new Org();
  outbox = new Outbox(org);
  const made = createMonitor(org, {
    name: "Queue",
    type: "metric alert",
    query: "max(last_5m):max:mill.queue{*} by {mill} > 90",
    message: "",
    tags: ["team:data", "env:north"],
    priority: 2,
  });
  monitor = String(made.id);
});

afterEach(async () => {
  outbox.stop();
  await outbox.settled();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const notification = (changes: Partial<Notification> = {}): Notification => ({
  monitor,
  time: 1_767_603_600,
  moment: "alert",
  group: { key: "mill:north", tags: { mill: "north" } },
  groups: ["mill:north"],
  title: '[Triggered on {mill:north}] "Queue"',
  text: "It is long.\nLook.",
  recipients: ["@webhook-mill"],
  titleOnly: [],
  priority: 2,
  value: 95,
  ...changes,
});

async function sent(changes?: Partial<Notification>): Promise<readonly Delivery[]> {
  outbox.send(notification(changes));
  await outbox.settled();
  return outbox.deliveries;
}

test("posts Datadog's payload, which stays JSON whatever the texts are", async () => {
  createWebhook(org, { name: "mill", url: `${address}/alerts` });
  expect(await sent()).toEqual([
    { webhook: "mill", title: notification().title, outcome: "delivered", attempts: 1, reason: "answered 200" },
  ]);
  const [{ url, headers, body } = { url: "", headers: {}, body: "" }] = received;
  expect([url, headers["content-type"]]).toEqual(["/alerts", "application/json"]);
  expect(JSON.parse(body)).toEqual({
    body: "It is long.\nLook.",
    last_updated: "1767603600000",
    event_type: "metric_alert_monitor",
    title: '[Triggered on {mill:north}] "Queue"',
    date: "1767603600000",
    org: { id: "1", name: "Sandbox" },
    id: "1",
  });
});

test("fills in Datadog's variables and the organization's own, in payload, headers, and URL", async () => {
  createWebhookVariable(org, { name: "TOKEN", value: "hush", is_secret: true });
  createWebhookVariable(org, { name: "BASE", value: address, is_secret: false });
  createWebhook(org, {
    name: "mill",
    url: "$BASE/$ALERT_TRANSITION/$ALERT_SCOPE",
    custom_headers: '{"Authorization": "Bearer $TOKEN", "X-Title": "$EVENT_MSG"}',
    payload:
      '{"id":"$ALERT_ID","metric":"$ALERT_METRIC","p":"$ALERT_PRIORITY","tags":"$TAGS","team":"$TAGS[team]","type":"$ALERT_TYPE","host":"$HOSTNAME","other":"$NOT_THERE","cost":"$5"}',
  });
  await sent();
  const [{ url, headers, body } = { url: "", headers: {} as IncomingHttpHeaders, body: "" }] = received;
  expect(url).toBe("/Triggered/mill%3Anorth");
  expect([headers.authorization, headers["x-title"]]).toEqual(["Bearer hush", "It is long. Look."]);
  expect(JSON.parse(body)).toEqual({
    id: monitor,
    metric: "mill.queue",
    p: "P2",
    tags: "team:data, env:north, mill:north",
    team: "data",
    type: "error",
    host: "",
    other: "$NOT_THERE",
    cost: "$5",
  });
  expect(JSON.stringify(outbox.deliveries)).not.toContain("hush");
});

test("what a cycle is: from when a group triggers until it recovers", async () => {
  createWebhook(org, { name: "mill", url: address, payload: "$ALERT_CYCLE_KEY $AGGREG_KEY $ALERT_TRANSITION" });
  await sent();
  await sent({ moment: "alert_renotify", time: 1_767_603_900 });
  await sent({ moment: "alert_recovery", time: 1_767_604_200 });
  await sent({ time: 1_767_604_500 });
  const cycles = received.map(({ body }) => body.split(" "));
  const [first, reminder, recovery, second] = cycles.map(([cycle]) => cycle);
  expect([reminder, recovery]).toEqual([first, first]);
  expect(second).not.toBe(first);
  expect(new Set(cycles.map(([, key]) => key)).size).toBe(1);
  expect(cycles.map(([, , transition]) => transition)).toEqual(["Triggered", "Re-Triggered", "Recovered", "Triggered"]);
});

test("a form has a field for each key of the payload", async () => {
  createWebhook(org, {
    name: "mill",
    url: address,
    encode_as: "form",
    payload: '{"title":"$EVENT_TITLE","n":{"a":1}}',
  });
  await sent();
  expect(received[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
    title: notification().title,
    n: '{"a":1}',
  });
});

test("an error of the target is tried again, what it refuses is not", async () => {
  createWebhook(org, { name: "mill", url: address });
  answer = (response, count) => response.writeHead(count === 1 ? 503 : 200).end();
  expect(await sent()).toMatchObject([{ outcome: "delivered", attempts: 2 }]);
  answer = (response) => response.writeHead(404).end();
  expect((await sent()).at(-1)).toMatchObject({ outcome: "failed", attempts: 1, reason: "answered 404" });
});

test("a target that hangs delays no other, and is given up when the sandbox stops", async () => {
  createWebhook(org, { name: "hangs", url: `${address}/hangs` });
  createWebhook(org, { name: "mill", url: `${address}/mill` });
  answer = (response) => {
    if (received.at(-1)?.url === "/mill") response.end();
  };
  const delivered = new Promise<Delivery>((resolve) => {
    outbox = new Outbox(org, resolve);
  });
  outbox.send(notification({ recipients: ["@webhook-hangs", "@webhook-mill"] }));
  expect(await delivered).toMatchObject({ webhook: "mill", outcome: "delivered" });
  outbox.stop();
  await outbox.settled();
  expect(outbox.deliveries).toMatchObject([
    { webhook: "mill" },
    { webhook: "hangs", outcome: "not sent", reason: "the sandbox was stopped" },
  ]);
});

test("of a target that hangs no more than a hundred requests are kept", () => {
  createWebhook(org, { name: "mill", url: address });
  answer = () => undefined;
  for (let count = 0; count < 150; count++) outbox.send(notification());
  expect(outbox.deliveries).toHaveLength(50);
  expect(new Set(outbox.deliveries.map(({ outcome }) => outcome))).toEqual(new Set(["not sent"]));
});

test.each([
  ["http://example.com/", "the sandbox calls only URLs of this machine"],
  ["https://127.0.0.1.example.com/", "the sandbox calls only URLs of this machine"],
  ["example.com", "the sandbox calls only URLs of this machine"],
  ["file:///etc/passwd", "the sandbox calls only URLs of this machine"],
])("%s is not called", async (url, reason) => {
  createWebhook(org, { name: "mill", url });
  expect(await sent()).toMatchObject([{ outcome: "not sent", attempts: 0, reason }]);
});

test("a redirect is not followed: it could lead away from this machine", async () => {
  createWebhook(org, { name: "mill", url: address });
  answer = (response, count) => response.writeHead(count === 1 ? 302 : 200, { location: `${address}/other` }).end();
  expect(await sent()).toMatchObject([{ outcome: "failed", attempts: 1, reason: "answered 302" }]);
  expect(received).toHaveLength(1);
});

test("other recipients are no webhooks, and one that there is not is said", async () => {
  expect(await sent({ recipients: ["@slack-mill", "ops@example.com", "@webhook-none"] })).toMatchObject([
    { webhook: "none", outcome: "not sent", reason: 'there is no webhook "none"' },
  ]);
});
