import type { Json } from "../../../../datadog/json";
import { Client, refused } from "../client";

const path = "/api/v2/monitor/notification_rule";
const time = "2026-01-05T08:30:00.250000+00:00";
const body = (attributes: object) => ({ data: { type: "monitor-notification-rule", attributes } });
const millers = { name: "Millers", filter: { tags: ["team:millers", "env:north"] }, recipients: ["slack-mill"] };
const idOf = (answer: Json) => (answer as { data: { id: string } }).data.id;

test("a rule comes back as it was sent, with its times and, when it is made, who made it", async () => {
  const client = new Client();
  const { body: made } = await client.post(path, body(millers));
  const data = {
    id: idOf(made),
    type: "monitor-notification-rule",
    attributes: { ...millers, created_at: time, modified_at: time },
  };
  expect(made).toMatchObject({ data, included: [{ type: "users" }] });
  expect(await client.get(`${path}/${data.id}`)).toEqual({ status: 200, body: { data } });
  expect((await client.get(path)).body).toEqual({ data: [data] });
  expect((await client.get(`${path}?include=created_by`)).body).toMatchObject({ included: [{ type: "users" }] });
});

test("a change replaces the attributes: recipients give way to conditions", async () => {
  const client = new Client();
  const id = idOf((await client.post(path, body(millers))).body);
  const { recipients, ...rest } = millers;
  const conditional_recipients = { conditions: [{ scope: "transition_type:is_alert", recipients }] };
  const changed = await client.patch(`${path}/${id}`, body({ ...rest, conditional_recipients }));
  expect(changed.body).toMatchObject({ data: { id, attributes: { conditional_recipients } } });
  expect(changed.body).not.toMatchObject({ data: { attributes: { recipients } } });
  expect((await client.delete(`${path}/${id}`)).status).toBe(204);
  expect((await client.get(`${path}/${id}`)).status).toBe(404);
});

test.each<[object, string]>([
  // recorded
  [{ recipients: ["@slack-mill"] }, "Invalid recipients: Recipient handle should not start with '@'"],
  [{ recipients: undefined }, "The rule notifies nobody: add recipients or conditional_recipients."],
  [{ filter: { scope: "team:mill*" } }, "A scope supports the wildcard * only as a whole value"],
])("%j is refused", async (change, words) => {
  const { status, body: answer } = await new Client().post(path, body({ ...millers, ...change }));
  expect(status).toBe(400);
  expect((answer as { errors: string[] }).errors[0]).toContain(words);
});

test("what is not there is 404", async () => {
  const missing = refused(404, "Monitor notification rule not found");
  expect(await new Client().delete(`${path}/abc`)).toEqual(missing);
});
