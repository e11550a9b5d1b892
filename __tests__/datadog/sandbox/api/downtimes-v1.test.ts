import { DowntimesApi } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/DowntimesApi";
import { MonitorsApi } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/MonitorsApi";
import { Client, refused } from "../client";
import { officialClient } from "./official-client";

const now = Date.UTC(2026, 0, 5, 8, 30) / 1000;
const hour = 3600;

const monitor = {
  name: "Queue",
  type: "query alert" as const,
  query: "avg(last_5m):avg:mill.queue{*} by {host} > 90",
  message: "Look.",
  tags: ["team:millers"],
};

describe("with Datadog's client", () => {
  test("a downtime is scheduled, listed, changed and canceled, and can be read after that", async () => {
    const { configuration } = officialClient();
    const downtimes = new DowntimesApi(configuration);
    const body = {
      scope: ["env:prod", "host:a"],
      start: now - hour,
      end: now + hour,
      message: "Mill",
      timezone: "Europe/Paris",
    };
    const made = await downtimes.createDowntime({ body });
    expect(made).toMatchObject({ ...body, active: true, disabled: false, downtimeType: 2, monitorTags: ["*"] });
    const downtimeId = made.id!;
    await downtimes.createDowntime({ body: { scope: ["env:staging"], start: now + hour } });
    expect((await downtimes.listDowntimes()).map(({ scope }) => scope)).toEqual([body.scope, ["env:staging"]]);
    expect((await downtimes.listDowntimes({ currentOnly: true })).map(({ id }) => id)).toEqual([downtimeId]);
    const changed = await downtimes.updateDowntime({ downtimeId, body: { message: "Wheel", end: now + 2 * hour } });
    expect(changed).toMatchObject({ ...body, message: "Wheel", end: now + 2 * hour, updaterId: 1 });
    await downtimes.cancelDowntime({ downtimeId });
    expect(await downtimes.getDowntime({ downtimeId })).toMatchObject({ canceled: now, active: false, disabled: true });
    expect((await downtimes.listDowntimes()).map(({ scope }) => scope)).toEqual([["env:staging"]]);
  });

  test("downtimes of a scope are canceled together", async () => {
    const { configuration } = officialClient();
    const downtimes = new DowntimesApi(configuration);
    const { id } = await downtimes.createDowntime({ body: { scope: ["env:prod", "host:a"] } });
    await downtimes.createDowntime({ body: { scope: ["env:prod"] } });
    const canceled = await downtimes.cancelDowntimesByScope({ body: { scope: "host:a,env:prod" } });
    expect(canceled.cancelledIds).toEqual([id]);
    await expect(downtimes.cancelDowntimesByScope({ body: { scope: "host:a" } })).rejects.toMatchObject({ code: 404 });
  });

  test("a monitor has the downtimes that apply to it by its id and its tags", async () => {
    const { configuration } = officialClient();
    const downtimes = new DowntimesApi(configuration);
    const monitors = new MonitorsApi(configuration);
    const { id: monitorId } = await monitors.createMonitor({ body: monitor });
    const { id: other } = await monitors.createMonitor({ body: { ...monitor, name: "Other", tags: [] } });
    const byId = await downtimes.createDowntime({ body: { scope: ["*"], monitorId, end: now + hour } });
    const byTag = await downtimes.createDowntime({ body: { scope: ["host:a"], monitorTags: ["team:millers"] } });
    await downtimes.createDowntime({ body: { scope: ["host:a"], monitorId: other } });
    const ids = [byId.id, byTag.id];
    const found = await downtimes.listMonitorDowntimes({ monitorId: monitorId! });
    expect(found.map(({ id }) => id)).toEqual(ids);
    const [listed] = await monitors.listMonitors({ withDowntimes: true });
    expect(listed?.matchingDowntimes?.map(({ id }) => id)).toEqual(ids);
    // as recorded: the monitor shows the scopes that downtimes of itself mute
    const shown = await monitors.getMonitor({ monitorId: monitorId! });
    expect(shown.options?.silenced).toEqual({ "*": now + hour });
  });
});

describe("a recurring downtime", () => {
  // Mondays and Tuesdays at 08:00 in New York are 13:00 in UTC in January; 2026-01-05 is a Monday.
  const recurrence = { type: "weeks", period: 1, week_days: ["Mon", "Tue"] };
  const start = Date.UTC(2026, 0, 5, 13) / 1000;

  test("has the period that comes next, and is one of v2 too", async () => {
    const client = new Client();
    const body = { scope: ["env:prod"], start, end: start + 2 * hour, timezone: "America/New_York", recurrence };
    const { body: made } = await client.post("/api/v1/downtime", body);
    expect(made).toMatchObject({
      start,
      end: start + 2 * hour,
      status: "scheduled",
      recurrence,
      timezone: body.timezone,
    });
    const { uuid } = made as { uuid: string };
    const { body: other } = await client.get(`/api/v2/downtime/${uuid}`);
    expect(other).toMatchObject({
      data: {
        attributes: {
          scope: "env:prod",
          schedule: {
            timezone: "America/New_York",
            recurrences: [
              { rrule: "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU", duration: "120m", start: "2026-01-05T08:00:00" },
            ],
          },
        },
      },
    });
  });

  test.each([
    [{ type: "days", period: 3, until_occurrences: 4 }, "FREQ=DAILY;INTERVAL=3;COUNT=4"],
    [
      { type: "months", period: 1, until_date: Date.UTC(2026, 5, 1) / 1000 },
      "FREQ=MONTHLY;INTERVAL=1;UNTIL=20260601T000000Z",
    ],
    [{ type: "rrule", rrule: "FREQ=MONTHLY;BYMONTHDAY=1" }, "FREQ=MONTHLY;BYMONTHDAY=1"],
  ])("%j is %s", async (rule, rrule) => {
    const client = new Client();
    const { body } = await client.post("/api/v1/downtime", {
      scope: ["*"],
      start,
      end: start + hour,
      recurrence: rule,
    });
    const { body: other } = await client.get(`/api/v2/downtime/${(body as { uuid: string }).uuid}`);
    expect(other).toMatchObject({ data: { attributes: { schedule: { recurrences: [{ rrule }] } } } });
  });

  test.each([
    [{ type: "weekly", period: 1 }, "type"],
    [{ type: "days", period: 0 }, "period"],
    [{ type: "days", week_days: ["Mon"] }, "week_days"],
    [{ type: "weeks", week_days: ["monday"] }, "week_days"],
    [{ type: "days", until_date: start, until_occurrences: 3 }, "until_date"],
  ])("%j is refused", async (rule, name) => {
    const body = { scope: ["*"], start, end: start + hour, recurrence: rule };
    const { status, body: answered } = await new Client().post("/api/v1/downtime", body);
    expect(status).toBe(400);
    expect(JSON.stringify(answered)).toContain(`'recurrence.${name}'`);
  });
});

test("a downtime that was scheduled with v2 has a number in v1", async () => {
  const client = new Client();
  const attributes = { scope: "env:prod AND host:a", monitor_identifier: { monitor_tags: ["*"] } };
  await client.post("/api/v2/downtime", { data: { type: "downtime", attributes } });
  expect(await client.get("/api/v1/downtime")).toMatchObject({
    body: [{ scope: ["env:prod", "host:a"], monitor_id: null, status: "active", end: null }],
  });
});

test.each([
  ["no scope", { start: now }, 400],
  ["an end before its start", { scope: ["*"], start: now, end: now - 1 }, 400],
  ["a start in words", { scope: ["*"], start: "tomorrow" }, 400],
  ["an unknown time zone", { scope: ["*"], timezone: "Mars/Base" }, 400],
  ["a monitor that is not there", { scope: ["*"], monitor_id: 7 }, 404],
])("a downtime with %s is refused", async (_what, body, status) => {
  expect((await new Client().post("/api/v1/downtime", body)).status).toBe(status);
});

test("a downtime that is not there is not found", async () => {
  const client = new Client();
  for (const answer of [await client.get("/api/v1/downtime/7"), await client.delete("/api/v1/downtime/7")]) {
    expect(answer).toEqual(refused(404, "Downtime not found"));
  }
});

describe("muting", () => {
  const id = 10_000_001;
  const silenced = { body: { options: { silenced: {} } } };

  async function withMonitor(): Promise<Client> {
    const client = new Client();
    await client.post("/api/v1/monitor", monitor);
    return client;
  }

  test("of a monitor and of its groups is in its options, until it is unmuted", async () => {
    const client = await withMonitor();
    const mute = (query: string, body: object) => client.post(`/api/v1/monitor/${id}/mute${query}`, body);
    expect(await mute("", {})).toMatchObject({ status: 200, body: { id, options: { silenced: { "*": null } } } });
    await mute("", { scope: "host:a", end: now + hour });
    await mute(`?scope=host:b&end=${now + hour}`, {});
    expect(await client.get(`/api/v1/monitor/${id}`)).toMatchObject({
      body: { options: { silenced: { "*": null, "host:a": now + hour, "host:b": now + hour } } },
    });
    await client.post(`/api/v1/monitor/${id}/unmute`, { scope: "host:a" });
    await client.send("POST", `/api/v1/monitor/${id}/unmute`);
    const { body } = await client.get(`/api/v1/monitor/${id}`);
    expect(body).toHaveProperty("options.silenced", { "host:b": now + hour });
    expect(await client.post(`/api/v1/monitor/${id}/unmute?all_scopes=True`, {})).toMatchObject(silenced);
    expect((await client.get(`/api/v1/monitor/${id}`)).body).toHaveProperty("options.silenced", {});
    expect(await client.post("/api/v1/monitor/7/mute", {})).toEqual(refused(404, "Monitor not found"));
    expect((await mute("", { end: "soon" })).status).toBe(400);
  });

  test("of all monitors is a downtime of everything", async () => {
    const client = await withMonitor();
    const { body } = await client.post("/api/v1/monitor/mute_all", {});
    expect(body).toMatchObject({ active: true, scope: ["*"], monitor_id: null, end: null });
    expect((await client.post("/api/v1/monitor/mute_all", {})).body).toEqual(body);
    expect(await client.post("/api/v1/monitor/unmute_all", {})).toEqual({ status: 204, body: null });
    expect(await client.get("/api/v1/downtime")).toEqual({ status: 200, body: [] });
    expect((await client.post("/api/v1/monitor/unmute_all", {})).status).toBe(400);
  });
});

test("a monitor that others name is deleted with force as Python's client writes it", async () => {
  const client = new Client();
  await client.post("/api/v1/monitor", monitor);
  await client.post("/api/v1/monitor", { name: "Both", type: "composite", query: "10000001", message: "" });
  expect((await client.delete("/api/v1/monitor/10000001")).status).toBe(400);
  expect((await client.delete("/api/v1/monitor/10000001?force=True")).status).toBe(200);
});
