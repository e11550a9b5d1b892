import type { Json, JsonObject } from "../../../../datadog/json";
import { Client, refused } from "../client";

const path = "/api/v2/downtime";
/** The client's clock: Monday, 5 January 2026, 08:30 UTC. */
const time = "2026-01-05T08:30:00.250000+00:00";

const body = (attributes: object) => ({ data: { type: "downtime", attributes } });
const attributes = { scope: "env:north", monitor_identifier: { monitor_tags: ["team:millers"] } };

interface Downtime extends JsonObject {
  readonly id: string;
  readonly attributes: JsonObject & { readonly schedule: JsonObject };
}

const dataOf = (answer: Json) => (answer as unknown as { data: Downtime }).data;

async function create(client: Client, changes: object = {}): Promise<Downtime> {
  return dataOf((await client.post(path, body({ ...attributes, ...changes }))).body);
}

test("a downtime comes back with its defaults, and with who made it", async () => {
  const client = new Client();
  const { body: answer } = await client.post(path, body(attributes));
  const { id } = dataOf(answer);
  const kept = {
    ...attributes,
    display_timezone: "UTC",
    message: null,
    mute_first_recovery_notification: false,
    notify_end_states: ["alert", "no data", "warn"],
    notify_end_types: ["expired"],
    schedule: { start: time, end: null },
    status: "active",
    created: time,
    modified: time,
    canceled: null,
  };
  expect(answer).toMatchObject({
    data: { id, type: "downtime", attributes: kept, relationships: { monitor: { data: null } } },
    included: [{ type: "users" }],
  });
  expect(await client.get(`${path}/${id}`)).toEqual({
    status: 200,
    body: { data: { id, type: "downtime", attributes: kept } },
  });
  expect((await client.get(`${path}/${id}?include=created_by`)).body).toMatchObject({ included: [{ type: "users" }] });
});

test.each<[object, string, object]>([
  [{ start: "2026-01-05T09:00:00Z", end: null }, "scheduled", { start: "2026-01-05T09:00:00+00:00" }],
  [{ start: "2026-01-05T08:00:00Z", end: "2026-01-05T08:30:00Z" }, "ended", { end: "2026-01-05T08:30:00+00:00" }],
  [{ start: "2026-01-05T09:00:00+02:00", end: null }, "active", { start: "2026-01-05T07:00:00+00:00" }],
  [
    // Mondays from 9 to 10 in Berlin are 8 to 9 UTC in winter
    {
      timezone: "Europe/Berlin",
      recurrences: [{ rrule: "FREQ=WEEKLY;BYDAY=MO", duration: "1h", start: "2026-01-05T09:00:00" }],
    },
    "active",
    { current_downtime: { start: "2026-01-05T08:00:00+00:00", end: "2026-01-05T09:00:00+00:00" } },
  ],
  [
    {
      timezone: "Europe/Berlin",
      recurrences: [{ rrule: "FREQ=WEEKLY;BYDAY=TU", duration: "1h", start: "2026-01-05T09:00:00" }],
    },
    "scheduled",
    { current_downtime: { start: "2026-01-06T08:00:00+00:00", end: "2026-01-06T09:00:00+00:00" } },
  ],
  [
    { timezone: "Asia/Tokyo", recurrences: [{ rrule: "FREQ=DAILY;INTERVAL=1", duration: "10m" }] },
    "active",
    { recurrences: [{ rrule: "FREQ=DAILY;INTERVAL=1", duration: "10m", start: "2026-01-05T17:30:00" }] },
  ],
])("%j is %s", async (schedule, status, shown) => {
  const { attributes: answered } = await create(new Client(), { schedule });
  expect(answered).toMatchObject({ status, schedule: shown });
});

test("a downtime of a monitor names it, and wants that it exists", async () => {
  const client = new Client();
  const query = "avg(last_5m):avg:mill.load{*} > 1";
  const made = await client.post("/api/v1/monitor", { name: "Load", type: "metric alert", query, message: "" });
  const { id } = made.body as { id: number };
  const { body: answer } = await client.post(path, body({ ...attributes, monitor_identifier: { monitor_id: id } }));
  expect(answer).toMatchObject({
    data: { relationships: { monitor: { data: { type: "monitor", id: String(id) } } } },
    included: [{ type: "users" }, { type: "monitor", id, attributes: { name: "Load" } }],
  });
  const matches = await client.get(`/api/v2/monitor/${id}/downtime_matches`);
  expect(matches.body).toMatchObject({
    data: [{ type: "downtime_match", id: dataOf(answer).id, attributes: { scope: "env:north", start: time } }],
    meta: { page: { total_filtered_count: 1 } },
  });
  const other = body({ ...attributes, monitor_identifier: { monitor_id: id + 1 } });
  expect(await client.post(path, other)).toEqual(refused(404, "Monitor not found"));
});

test("what a change names is changed, its schedule as a whole", async () => {
  const client = new Client();
  const { id } = await create(client, { schedule: { start: "2026-01-06T00:00:00Z", end: "2026-01-07T00:00:00Z" } });
  const changed = await client.patch(`${path}/${id}`, { data: { ...body({ message: "Soon" }).data, id } });
  expect(dataOf(changed.body).attributes).toMatchObject({ message: "Soon", scope: "env:north", status: "scheduled" });
  const now = await client.patch(`${path}/${id}`, body({ schedule: { start: null, end: "2026-01-07T00:00:00Z" } }));
  expect(dataOf(now.body).attributes).toMatchObject({ status: "active", schedule: { start: time } });
  // recorded
  expect(await client.patch(`${path}/${id}`, body({ invalid_field: "sophon" }))).toEqual(
    refused(400, "Additional properties are not allowed ('invalid_field' was unexpected)"),
  );
});

test("a canceled downtime can be read, and is in no list", async () => {
  const client = new Client();
  const { id } = await create(client);
  const later = await create(client, { schedule: { start: "2026-01-06T00:00:00Z" } });
  const ids = async (query: string) => {
    const { body: list } = await client.get(`${path}?${query}`);
    return (list as unknown as { data: Downtime[] }).data.map((one) => one.id);
  };
  expect(await ids("")).toEqual([id, later.id]);
  expect(await ids("current_only=true")).toEqual([id]);
  expect(await ids("page[limit]=1&page[offset]=1")).toEqual([later.id]);
  expect((await client.delete(`${path}/${id}`)).status).toBe(204);
  expect(await ids("")).toEqual([later.id]);
  expect(dataOf((await client.get(`${path}/${id}`)).body).attributes).toMatchObject({
    status: "canceled",
    canceled: time,
  });
});

test.each([
  ["INVALID", 400, "Invalid URL param: downtime_id must be an uuid"],
  ["00000000-0000-1234-0000-000000000000", 404, "Downtime not found"],
])("%s is %i", async (id, status, words) => {
  expect(await new Client().get(`${path}/${id}`)).toEqual(refused(status, words));
});

test("a scope without a key is refused in recorded words", async () => {
  expect(await new Client().post(path, body({ ...attributes, scope: "prod" }))).toEqual(
    refused(400, "All values must have a key"),
  );
});
