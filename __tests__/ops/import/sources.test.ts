import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Org } from "../../../datadog/sandbox";
import { type ServedOrg, serveOrg } from "../../../datadog/sandbox/api/server";
import { createDashboard } from "../../../datadog/sandbox/objects/dashboards";
import { createMonitor } from "../../../datadog/sandbox/objects/monitors";
import { addressed, DatadogApi } from "../../../ops/import/datadog-api";
import { readExport } from "../../../ops/import/read-export";

const monitor = {
  name: "Lag",
  type: "metric alert",
  query: "avg(last_5m):avg:a.b{*} > 1",
  message: "m",
  tags: ["team:data"],
};
const dashboard = {
  title: "Board",
  tags: ["team:data"],
  layout_type: "ordered",
  widgets: [{ definition: { type: "note", content: "x" } }],
};

describe("a word of the command line names", () => {
  test.each([
    ["123", "monitor", "123"],
    ["abc-def-ghi", "dashboard", "abc-def-ghi"],
    ["https://app.datadoghq.com/monitors/123", "monitor", "123"],
    ["https://app.datadoghq.eu/monitors/123/edit?from_ts=1", "monitor", "123"],
    ["https://acme.datadoghq.com/monitors#123/status", "monitor", "123"],
    ["https://app.datadoghq.com/dashboard/abc-def-ghi/the-board?fromUser=true", "dashboard", "abc-def-ghi"],
    ["https://app.datadoghq.com/dashboard/abc-def-ghi", "dashboard", "abc-def-ghi"],
    [
      "https://app.datadoghq.com/logs/pipelines/pipeline/edit/Pn0ePsAuTzqsJ5xlNqD5Pg",
      "logPipeline",
      "Pn0ePsAuTzqsJ5xlNqD5Pg",
    ],
    ["High CPU", "name", "High CPU"],
  ])("%s: %s %s", (word, kind, text) => {
    expect(addressed(word)).toEqual({ kind, text });
  });

  test("nothing where the page is about something else", () => {
    expect(() => addressed("https://app.datadoghq.com/slo?slo_id=x")).toThrow(
      "https://app.datadoghq.com/slo?slo_id=x: SLOs are not imported: write them by hand in slos/",
    );
    expect(() => addressed("https://app.datadoghq.com/notebook/1")).toThrow(
      "https://app.datadoghq.com/notebook/1: expected the page of a monitor (…/monitors/123) or of a dashboard (…/dashboard/abc-def-ghi)",
    );
  });
});

describe("a file holds", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "export-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function read(text: string, name = "export.json") {
    const path = join(folder, name);
    writeFileSync(path, text);
    return readExport(path);
  }
  const reasons = (text: string) =>
    read(text).leftOut.map(({ what, why }) => `${what.replace(/ in \S+$/, "")}: ${why}`);

  test.each([
    ["a monitor", monitor, ["monitor"]],
    ["a dashboard", dashboard, ["dashboard"]],
    ["a list", [monitor, dashboard], ["monitor", "dashboard"]],
    ["an answer of a search", { monitors: [monitor], metadata: {} }, ["monitor"]],
    ["an answer of version 2", { data: [monitor] }, ["monitor"]],
    ["a template", { version: 2, title: "t", definition: monitor }, ["monitor"]],
  ])("%s", (_, value, kinds) => {
    expect(read(JSON.stringify(value)).found.map(({ kind }) => kind)).toEqual(kinds);
  });

  test("a line for each object", () => {
    expect(read(`${JSON.stringify({ ...monitor, id: 1 })}\n${JSON.stringify(dashboard)}\n`).found).toMatchObject([
      { kind: "monitor", id: "1" },
      { kind: "dashboard" },
    ]);
  });

  test("Terraform's state, with ids", () => {
    const values = {
      id: "77",
      name: "Lag",
      type: "metric alert",
      query: monitor.query,
      message: "m",
      monitor_thresholds: [{ critical: "1" }],
    };
    const board = { id: "abc-def-ghi", dashboard: JSON.stringify(dashboard) };
    const resources = [
      { address: "datadog_monitor.lag", mode: "managed", type: "datadog_monitor", name: "lag", values },
      {
        address: "datadog_dashboard_json.b",
        mode: "managed",
        type: "datadog_dashboard_json",
        name: "b",
        values: board,
      },
      { address: "datadog_dashboard.c", mode: "managed", type: "datadog_dashboard", name: "c", values: { id: "x" } },
      { address: "aws_s3_bucket.d", mode: "managed", type: "aws_s3_bucket", name: "d", values: {} },
    ];
    const state = { format_version: "1.0", terraform_version: "1.11.4", values: { root_module: { resources } } };
    const { found, leftOut } = read(JSON.stringify(state));
    expect(found).toMatchObject([
      { kind: "monitor", id: "77", definition: { name: "Lag", options: { thresholds: { critical: 1 } } } },
      { kind: "dashboard", id: "abc-def-ghi", definition: dashboard },
    ]);
    expect(leftOut).toHaveLength(1);
    expect(leftOut[0]!.why).toMatch(/export the dashboard's JSON/);
  });

  test("objects that are not brought into code, each with the reason", () => {
    const slo = {
      name: "S",
      type: "metric",
      thresholds: [{ timeframe: "7d", target: 99 }],
      query: { numerator: "a", denominator: "b" },
    };
    expect(
      reasons(JSON.stringify([slo, { id: "abc-def-ghi", title: "B", layout_type: "ordered" }, { what: 1 }])),
    ).toEqual([
      expect.stringMatching(/^SLO "S": only monitors, dashboards, .* are imported: write the SLO by hand$/),
      'dashboard "B": it is a line of a list, without its widgets: export the dashboard itself',
      expect.stringMatching(/^an object of an unknown kind: only monitors, .* are imported$/),
    ]);
  });

  test.each([
    ["", /export\.json: it is empty$/],
    ["{", /export\.json: not valid JSON: /],
    ["[]", /there is nothing in it that can be imported/],
    ["3", /there is nothing in it that can be imported/],
    ["\u0000", /it is not text$/],
  ])("nothing: %j", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test("nothing: it does not exist", () => {
    expect(() => readExport(join(folder, "none.json"))).toThrow(/none\.json: there is no such file$/);
  });
});

describe("an organization is read", () => {
  const org = new Org();
  const keys = { apiKey: "a".repeat(32), appKey: "b".repeat(40) };
  const ids = {
    monitor: String(createMonitor(org, monitor as never).id),
    dashboard: String(createDashboard(org, dashboard as never).id),
  };
  let served: ServedOrg;
  beforeAll(async () => {
    served = await serveOrg(org, { keys });
  });
  afterAll(() => served.stop());
  const env = () => ({ DD_HOST: served.url, DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey });

  test("by ids, names and tags", async () => {
    const api = new DatadogApi(env());
    expect(await api.monitor(ids.monitor)).toMatchObject({
      kind: "monitor",
      id: ids.monitor,
      definition: { name: "Lag" },
    });
    expect(await api.dashboard(ids.dashboard)).toMatchObject({ kind: "dashboard", id: ids.dashboard });
    expect(await api.named("lag")).toMatchObject([{ kind: "monitor", id: ids.monitor }]);
    expect(await api.named("Board")).toMatchObject([
      { kind: "dashboard", id: ids.dashboard, definition: { widgets: [{}] } },
    ]);
    expect(await api.tagged("team:data")).toMatchObject([
      { kind: "monitor", id: ids.monitor },
      { kind: "dashboard", id: ids.dashboard },
    ]);
  });

  test.each([
    [
      "a monitor that is not there",
      (api: DatadogApi) => api.monitor("1"),
      /^monitor 1: http.* has no object with this ID$/,
    ],
    [
      "a dashboard that is not there",
      (api: DatadogApi) => api.dashboard("aaa-bbb-ccc"),
      /^dashboard aaa-bbb-ccc: .* has no object with this ID$/,
    ],
    ["a name that nothing has", (api: DatadogApi) => api.named("x"), /^there is nothing named "x" to import at http/],
    [
      "a tag that nothing has",
      (api: DatadogApi) => api.tagged("team:x"),
      /^no monitor or dashboard at .* has the tag team:x$/,
    ],
  ])("but not %s", async (_, ask, message) => {
    await expect(ask(new DatadogApi(env()))).rejects.toThrow(message);
  });

  test("but not with other keys, or where nobody answers", async () => {
    const other = new DatadogApi({ ...env(), DD_APP_KEY: "c".repeat(40) });
    await expect(other.monitor(ids.monitor)).rejects.toThrow(/^monitor \d+: .* refused the keys.*monitors_read/);
    const nobody = new DatadogApi({ ...env(), DD_HOST: "http://127.0.0.1:1" });
    await expect(nobody.monitor("1")).rejects.toThrow(/^monitor 1: http:\/\/127\.0\.0\.1:1 cannot be reached/);
  });

  test("but not without keys", () => {
    expect(() => new DatadogApi({})).toThrow(
      "set DD_API_KEY and DD_APP_KEY to read from Datadog, or use --file with an export",
    );
    expect(() => new DatadogApi({ DD_API_KEY: "x" })).toThrow("set DD_APP_KEY to read");
  });
});
