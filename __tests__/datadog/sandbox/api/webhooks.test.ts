import { declaredObjects } from "../../../../datadog/sandbox";
import { Client, refused } from "../client";

const webhooks = "/api/v1/integration/webhooks/configuration/webhooks";
const variables = "/api/v1/integration/webhooks/configuration/custom-variables";
const mill = { name: "mill", url: "http://127.0.0.1:8000/alerts" };

test("a webhook is known by its name, and gets Datadog's payload unless it has its own", async () => {
  const client = new Client();
  const made = await client.post(webhooks, mill);
  expect(made).toEqual({
    status: 201,
    body: {
      ...mill,
      encode_as: "json",
      custom_headers: null,
      // recorded
      payload:
        '{"body": "$EVENT_MSG", "last_updated": "$LAST_UPDATED", "event_type": "$EVENT_TYPE", "title": "$EVENT_TITLE", "date": "$DATE", "org": {"id": "$ORG_ID", "name": "$ORG_NAME"}, "id": "$ID"}',
    },
  });
  expect(await client.get(`${webhooks}/mill`)).toEqual({ status: 200, body: made.body });
});

test("a change keeps what it leaves out", async () => {
  const client = new Client();
  await client.post(webhooks, { ...mill, payload: "{}", custom_headers: '{"X-Mill": "north"}' });
  const changed = await client.put(`${webhooks}/mill`, { url: "http://127.0.0.1:8001/" });
  expect(changed).toMatchObject({
    status: 200,
    body: { name: "mill", url: "http://127.0.0.1:8001/", payload: "{}", custom_headers: '{"X-Mill": "north"}' },
  });
});

test("a webhook with another name is another one", async () => {
  const client = new Client();
  await client.post(webhooks, mill);
  expect((await client.put(`${webhooks}/mill`, { name: "silo" })).status).toBe(200);
  expect(await client.get(`${webhooks}/mill`)).toEqual(refused(404, "Webhook does not exist"));
  expect((await client.get(`${webhooks}/silo`)).status).toBe(200);
});

test("a name can be taken once, and is free again when it is deleted", async () => {
  const client = new Client();
  await client.post(webhooks, mill);
  expect(await client.post(webhooks, mill)).toEqual(refused(400, "Webhook already exists"));
  expect(await client.delete(`${webhooks}/mill`)).toEqual({ status: 200, body: {} });
  expect(await client.delete(`${webhooks}/mill`)).toEqual(refused(404, "Webhook does not exist"));
  expect((await client.post(webhooks, mill)).status).toBe(201);
});

test.each([
  ["a name that no message can use", { ...mill, name: "the mill" }, /name/],
  ["headers that are no JSON", { ...mill, custom_headers: "X-Mill: north" }, /custom_headers/],
  ["headers that are no texts", { ...mill, custom_headers: '{"X-Mill": 1}' }, /custom_headers/],
  ["an encoding that there is not", { ...mill, encode_as: "xml" }, /encode_as/],
])("%s is refused", async (_what, body, message) => {
  const { status, body: answer } = await new Client().post(webhooks, body);
  expect([status, JSON.stringify(answer)]).toEqual([400, expect.stringMatching(message)]);
});

test("the value of a secret variable is never answered", async () => {
  const client = new Client();
  const secret = { name: "TOKEN", value: "hush", is_secret: true };
  expect(await client.post(variables, secret)).toEqual({ status: 201, body: { name: "TOKEN", is_secret: true } });
  expect((await client.put(`${variables}/TOKEN`, { value: "hushed" })).body).toEqual({
    name: "TOKEN",
    is_secret: true,
  });
  expect(await client.text(`${variables}/TOKEN`)).not.toContain("hush");
  expect(JSON.stringify(declaredObjects(client.org))).not.toContain("hush");
  const open = { name: "REGION", value: "north", is_secret: false };
  expect((await client.post(variables, open)).body).toEqual(open);
});

test("a variable's name is in uppercase", async () => {
  const { status } = await new Client().post(variables, { name: "token", value: "x", is_secret: false });
  expect(status).toBe(400);
});
