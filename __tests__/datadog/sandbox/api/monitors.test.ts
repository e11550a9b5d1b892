import { corpusObjects, describeCorpus } from "../../../corpus";
import { Client, refused } from "../client";

const monitor = {
  name: " Queue is long ",
  type: "metric alert",
  query: "avg(last_5m):avg:mill.queue.length{mill:north} by {floor} > 90\n",
  message: "Look at the queue. @slack-mill\n",
  tags: ["team:millers", "a:b"],
  options: { thresholds: { critical: 90, warning: 60 } },
};

const id = 10_000_001;

describe("a monitor that is created", () => {
  test("comes back trimmed, with Datadog's defaults and times", async () => {
    const client = new Client();
    const { status, body } = await client.post("/api/v1/monitor", { ...monitor, priority: 0, multi: false });
    expect(status).toBe(200);
    expect(body).toEqual({
      id,
      org_id: 1,
      type: "metric alert",
      name: "Queue is long",
      message: "Look at the queue. @slack-mill",
      tags: ["team:millers", "a:b"],
      query: "avg(last_5m):avg:mill.queue.length{mill:north} by {floor} > 90",
      options: {
        thresholds: { critical: 90, warning: 60 },
        notify_no_data: false,
        notify_audit: false,
        new_host_delay: 300,
        include_tags: true,
        silenced: {},
      },
      multi: true,
      priority: null,
      restricted_roles: null,
      draft_status: "published",
      created_at: Date.UTC(2026, 0, 5, 8, 30),
      created: "2026-01-05T08:30:00.250000+00:00",
      modified: "2026-01-05T08:30:00.250000+00:00",
      deleted: null,
      restriction_policy: null,
      overall_state: "No Data",
      overall_state_modified: null,
      creator: { name: "Sandbox", handle: "sandbox@example.com", email: "sandbox@example.com", id: 1 },
    });
  });

  test("has numbers where the request had them in quotes", async () => {
    const client = new Client();
    const { body } = await client.post("/api/v1/monitor", {
      ...monitor,
      priority: "5",
      options: { thresholds: { critical: "90", warning: 60 }, renotify_interval: "0", new_group_delay: "60" },
    });
    expect(body).toMatchObject({
      priority: 5,
      options: { thresholds: { critical: 90, warning: 60 }, renotify_interval: 0, new_group_delay: 60 },
    });
  });

  test("writes thresholds with a fraction, as Datadog does", async () => {
    const client = new Client();
    await client.post("/api/v1/monitor", monitor);
    const response = await client.text(`/api/v1/monitor/${id}`);
    expect(response).toContain('"thresholds":{"critical":90.0,"warning":60.0}');
  });

  test("counts the runs of a service check in whole numbers", async () => {
    const client = new Client();
    await client.post("/api/v1/monitor", {
      ...monitor,
      type: "service check",
      query: '"mill.wheel".over("*").by("mill").last(4).count_by_status()',
      options: { thresholds: { critical: 3, ok: 1 } },
    });
    expect(await client.text(`/api/v1/monitor/${id}`)).toContain('"thresholds":{"critical":3,"ok":1}');
  });

  test.each([
    ["log alert", 'logs("mill").index("*").rollup("count").last("5m") > 5', { groupby_simple_monitor: false }],
    ["metric alert", "avg(last_5m):avg:mill.queue.length{*} > 5", {}],
  ])("a %s has %j more in its options", async (type, query, more) => {
    const client = new Client();
    const { body } = await client.post("/api/v1/monitor", { ...monitor, type, query, options: {} });
    const defaults = {
      notify_no_data: false,
      notify_audit: false,
      new_host_delay: 300,
      include_tags: true,
      silenced: {},
    };
    expect(body).toMatchObject({ multi: false, options: { ...defaults, ...more } });
  });

  // Terraform refuses to import a monitor that has both settings for missing data.
  test("with on_missing_data has no notify_no_data but one that was sent", async () => {
    const client = new Client();
    const options = { on_missing_data: "default" };
    const { body } = await client.post("/api/v1/monitor", { ...monitor, options });
    expect(body).toMatchObject({ options });
    expect(body).not.toHaveProperty("options.notify_no_data");
    const both = { ...monitor, options: { ...options, notify_no_data: false } };
    expect((await client.post("/api/v1/monitor", both)).body).toMatchObject({ options: { notify_no_data: false } });
  });

  test("without thresholds keeps none, and its own options over the defaults", async () => {
    const client = new Client();
    const options = { thresholds: {}, include_tags: false, new_host_delay: 0 };
    const { body } = await client.post("/api/v1/monitor", { ...monitor, options });
    expect(body).toMatchObject({ options: { include_tags: false, new_host_delay: 0 } });
    expect(body).not.toHaveProperty("options.thresholds");
  });

  test.each([
    ["query alert", 'formula("a").last("5m") > 3', "metric alert"],
    ["metric alert", "avg(current_1mo):avg:mill.queue.length{*} > 3", "query alert"],
    ["metric alert", "avg(current_1h):avg:mill.queue.length{*} > 3", "metric alert"],
  ])("of type %s over %s is answered as %s", async (type, query, answered) => {
    const client = new Client();
    const starts = query.includes("mo)") ? { day_starts: "00:00", month_starts: 1 } : { hour_starts: 0 };
    const options = query.includes("current") ? { scheduling_options: { evaluation_window: starts } } : variables;
    const { body } = await client.post("/api/v1/monitor", { ...monitor, type, query, options });
    expect(body).toMatchObject({ type: answered });
  });

  const variables = {
    variables: [{ name: "a", data_source: "metrics", query: "avg:mill.queue.length{*}", aggregator: "avg" }],
  };
});

describe("a monitor that exists", () => {
  async function withMonitor(): Promise<Client> {
    const client = new Client();
    await client.post("/api/v1/monitor", { ...monitor, options: { ...monitor.options, timeout_h: 2 } });
    return client;
  }

  test("keeps on PUT what the body leaves out; options are replaced, null thresholds dropped", async () => {
    const client = await withMonitor();
    const options = { thresholds: { critical: 90, warning: null }, renotify_interval: null };
    const { body } = await client.put(`/api/v1/monitor/${id}`, { name: "Queue", options });
    expect(body).toMatchObject({
      name: "Queue",
      tags: monitor.tags,
      options: { thresholds: { critical: 90 }, renotify_interval: null },
    });
    expect(body).not.toHaveProperty("options.timeout_h");
    expect(body).not.toHaveProperty("creator");
    expect(await client.get(`/api/v1/monitor/${id}`)).toMatchObject({ body: { name: "Queue", creator: { id: 1 } } });
  });

  test("is gone once deleted", async () => {
    const client = await withMonitor();
    expect(await client.delete(`/api/v1/monitor/${id}`)).toEqual({ status: 200, body: { deleted_monitor_id: id } });
    for (const call of [client.get, client.delete]) {
      expect(await call(`/api/v1/monitor/${id}`)).toEqual(refused(404, "Monitor not found"));
    }
    expect(await client.put(`/api/v1/monitor/${id}`, {})).toEqual(refused(404, "Monitor not found"));
  });

  test("shows its assets only when asked, without the monitor's id", async () => {
    const client = new Client();
    const asset = { name: "Runbook", category: "runbook", url: "https://example.com/mill" };
    const { body } = await client.post("/api/v1/monitor", { ...monitor, assets: [asset] });
    const shown = { ...asset, template_variables: {}, options: {}, resource_key: null, resource_type: null };
    expect(body).toMatchObject({ assets: [{ ...shown, monitor_id: id }] });
    expect((await client.get(`/api/v1/monitor/${id}`)).body).not.toHaveProperty("assets");
    expect((await client.get(`/api/v1/monitor/${id}?with_assets=true`)).body).toHaveProperty("assets", [shown]);
  });

  test("is found by part of its name, its own tags and the tags of its query", async () => {
    const client = await withMonitor();
    await client.post("/api/v1/monitor", {
      ...monitor,
      name: "Other",
      tags: ["team:bakers"],
      query: "avg(last_5m):avg:mill.queue.length{mill:south} > 90",
    });
    const names = async (query: string) => {
      const { body } = await client.get(`/api/v1/monitor?${query}`);
      return (body as { name: string }[]).map(({ name }) => name);
    };
    expect(await names("")).toEqual(["Queue is long", "Other"]);
    expect(await names("name=QUEUE")).toEqual(["Queue is long"]);
    expect(await names("tags=mill:south")).toEqual(["Other"]);
    expect(await names("monitor_tags=team:millers,a:b")).toEqual(["Queue is long"]);
    expect(await names("monitor_tags=team:millers,c:d")).toEqual([]);
    expect(await names("page=1&page_size=1")).toEqual(["Other"]);
    expect(await client.get("/api/v1/monitor?group_states=asleep")).toEqual(
      refused(400, "Invalid group_state filters."),
    );
  });
});

describe("a composite", () => {
  const plain = { ...monitor, query: "avg(last_5m):avg:mill.queue.length{*} > 90" };

  test("names monitors that exist and are no composites", async () => {
    const client = new Client();
    await client.post("/api/v1/monitor", plain);
    const composite = { name: "Both", type: "composite", message: "", query: `${id} && !${id}`, tags: [] };
    expect(await client.post("/api/v1/monitor", composite)).toMatchObject({ status: 200, body: { multi: false } });
    for (const query of [`${id} || 77`, `${id} && ${id + 1}`]) {
      const answer = await client.post("/api/v1/monitor", { ...composite, query });
      expect(answer).toEqual(refused(400, "Some monitor IDs are invalid"));
    }
  });

  test("holds the monitors that it names", async () => {
    const client = new Client();
    await client.post("/api/v1/monitor", plain);
    await client.post("/api/v1/monitor", { ...plain, type: "composite", query: `${id}`, options: {} });
    const text = `monitor [${id},Queue is long] is referenced in composite monitors: [${id + 1}]`;
    expect(await client.delete(`/api/v1/monitor/${id}`)).toEqual(refused(400, text));
    expect(await client.get(`/api/v1/monitor/can_delete?monitor_ids=${id + 1}`)).toEqual({
      status: 200,
      body: { data: { ok: [id + 1] }, errors: null },
    });
    expect(await client.get(`/api/v1/monitor/can_delete?monitor_ids=${id},${id + 1}`)).toMatchObject({
      status: 409,
      body: { data: { ok: [id + 1] } },
    });
    expect(await client.delete(`/api/v1/monitor/${id}?force=true`)).toMatchObject({ status: 200 });
  });
});

describe("what Datadog refuses", () => {
  const log = { type: "log alert", query: 'logs("mill").index("*").rollup("count").last("5m") > 5' };
  const anomaly =
    "avg(last_4h):anomalies(avg:mill.queue.length{*}, 'basic', 2, direction='both', interval=60, alert_window='last_15m', count_default_zero='true') >= 1";
  const check = { type: "service check", query: '"mill.wheel".over("*").by("mill").last(2).count_by_status()' };
  const current = "avg(current_1h):avg:mill.queue.length{*} > 90";

  // The words are those of api_errors.tsv; the changes are to a monitor that is fine.
  const cases: readonly [words: string, changes: object][] = [
    ["The value provided for parameter 'query' is invalid", { query: "avg(last_5m):avg:mill.queue.length{* > 90" }],
    [
      "The value provided for parameter 'query' is invalid: invalid operator specified: ",
      { type: "log alert", query: "query" },
    ],
    [
      "Error parsing query: 'AND' and 'OR' cannot be mixed with ','",
      { query: "avg(last_5m):avg:m{a:b,c:d AND e:f} > 90" },
    ],
    [
      "Alert threshold (90.0) does not match that used in the query (200.0).",
      { query: "avg(last_5m):avg:mill.queue.length{*} > 200" },
    ],
    ["Alert status is required.", { options: { thresholds: { warning: 5 } } }],
    ["Non-numeric threshold value.", { options: { thresholds: { critical: "high" } } }],
    [
      "Warning threshold (95.5) must be less than the alert threshold (90.0) with > comparison.",
      { options: { thresholds: { critical: 90, warning: 95.5 } } },
    ],
    [
      "alert and alert recovery criteria are such that the monitor can be simultaneously in alert and alert recovery states",
      { options: { thresholds: { critical: 90, critical_recovery: 100 } } },
    ],
    [
      "Invalid threshold statuses found: critical_recovery, warning_recovery.",
      {
        type: "event-v2 alert",
        query: 'events("mill").rollup("count").last("5m") > 5',
        options: { thresholds: { critical: 5, critical_recovery: 4, warning: 3, warning_recovery: 2 } },
      },
    ],
    [
      "Last field should be larger than or equal to max threshold defined in monitor options",
      { ...check, options: { thresholds: { critical: 3 } } },
    ],
    [
      "A grouping must be specified for custom checks",
      { ...check, query: '"mill.wheel".over("*").last(2).count_by_status()', options: {} },
    ],
    [
      "alert window query arg must match trigger window monitor option",
      {
        query: anomaly,
        options: {
          thresholds: { critical: 1 },
          threshold_windows: { trigger_window: "last_30m", recovery_window: "last_15m" },
        },
      },
    ],
    [
      "threshold_windows is only used with anomalies monitors",
      { options: { thresholds: { critical: 90 }, threshold_windows: { trigger_window: "last_30m" } } },
    ],
    [
      "Monitors with an evaluation_window scheduling_option must have a current query period and vice versa.",
      { query: current },
    ],
    [
      "The no_data_timeframe option is not allowed for log alert monitors",
      { ...log, options: { thresholds: { critical: 5 }, notify_no_data: true, no_data_timeframe: 10 } },
    ],
    ["The value provided for parameter 'type' is invalid", { type: "smoke alert" }],
    ["The value provided for parameter 'query' is invalid", { query: "  " }],
  ];

  test.each(cases)("%s", async (words, changes) => {
    const body = { ...monitor, ...changes };
    const client = new Client();
    for (const path of ["/api/v1/monitor", "/api/v1/monitor/validate"]) {
      expect(await client.post(path, body)).toEqual(refused(400, words));
    }
    expect(client.org.monitors.size).toBe(0);
  });

  // What the Terraform provider does not check itself: it leaves this to the API.
  test.each([
    ["an empty name", { name: "" }, "name"],
    ["a priority of 9", { priority: 9 }, "priority"],
    ["a timeout of 999 hours", { options: { timeout_h: 999 } }, "options.timeout_h"],
    ["a negative renotify interval", { options: { renotify_interval: -1 } }, "options.renotify_interval"],
    ["renotify occurrences alone", { options: { renotify_occurrences: 3 } }, "options.renotify_occurrences"],
    ["an unknown on_missing_data", { options: { on_missing_data: "explode" } }, "options.on_missing_data"],
  ])("%s, naming the parameter", async (_what, changes, parameter) => {
    const { status, body } = await new Client().post("/api/v1/monitor/validate", { ...monitor, ...changes });
    expect(status).toBe(400);
    expect((body as { errors: string[] }).errors[0]).toMatch(
      new RegExp(`^The value provided for parameter '${parameter}' is invalid`),
    );
  });

  test("an update that would break the monitor, which stays as it was", async () => {
    const client = new Client();
    await client.post("/api/v1/monitor", monitor);
    const answer = await client.put(`/api/v1/monitor/${id}`, { options: { thresholds: { critical: 1 } } });
    expect(answer).toEqual(refused(400, "Alert threshold (1.0) does not match that used in the query (90.0)."));
    expect(await client.get(`/api/v1/monitor/${id}`)).toMatchObject({ body: { options: monitor.options } });
  });

  test("an id that is no number", async () => {
    const words = "The value provided for parameter 'monitor_id' is invalid";
    expect(await new Client().get("/api/v1/monitor/first")).toEqual(refused(400, words));
  });
});

test("a monitor that is fine validates, new or existing", async () => {
  const client = new Client();
  await client.post("/api/v1/monitor", monitor);
  expect(await client.post("/api/v1/monitor/validate", monitor)).toEqual({ status: 200, body: {} });
  expect(await client.post(`/api/v1/monitor/${id}/validate`, monitor)).toEqual({ status: 200, body: {} });
  expect(await client.post("/api/v1/monitor/5/validate", monitor)).toEqual(refused(404, "Monitor not found"));
});

test("the provider validates any type with a timeframe that means nothing while its notification is off", async () => {
  const body = { ...monitor, options: { ...monitor.options, notify_no_data: false, no_data_timeframe: 10 } };
  expect(await new Client().post("/api/v1/monitor/validate", body)).toEqual({ status: 200, body: {} });
});

describeCorpus("monitors of Datadog's integrations", () => {
  test("are all taken", async () => {
    const client = new Client();
    const refusals = [];
    for (const { repo, path, ...body } of corpusObjects<Record<string, unknown>>("monitors.jsonl")) {
      const { status, body: answer } = await client.post("/api/v1/monitor", body);
      if (status !== 200) refusals.push({ repo, path, answer });
    }
    expect(refusals).toEqual([]);
    expect(client.org.monitors.size).toBe(229);
  });
});
