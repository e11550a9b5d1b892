import { createApi } from "../../../datadog/sandbox/api/server";
import { Org } from "../../../datadog/sandbox/org";
import { type PreflightRequest, preflight, preflightLines } from "../../../ops/preflight";

const KEYS = { apiKey: "api-key-of-the-test", appKey: "app-key-of-the-test" };
const ENV = { DD_API_KEY: KEYS.apiKey, DD_APP_KEY: KEYS.appKey };
const monitors = { stack: "production-monitors", type: "datadog_monitor" };
const dashboards = { stack: "production-dashboards", type: "datadog_dashboard_json" };
const metadata = { stack: "acme-metrics", type: "datadog_metric_metadata", metric: "pipeline.runs" };

interface Fake extends Partial<PreflightRequest> {
  /** What some paths answer instead of the sandbox. */
  readonly answers?: Readonly<Record<string, Response>>;
}

/** Asks a sandbox that is not served, noting what was asked. */
async function asked({ answers = {}, ...request }: Fake = {}) {
  const org = new Org();
  const api = createApi(org, KEYS, () => undefined);
  const requests: string[] = [];
  const ask = async (url: unknown, init?: RequestInit) => {
    const { pathname } = url as URL;
    requests.push(`${init?.method ?? "GET"} ${pathname}`);
    return answers[pathname]?.clone() ?? api.fetch(new Request(url as URL, init));
  };
  const result = await preflight({
    url: "https://api.datadoghq.eu",
    isSandbox: false,
    environment: "production",
    env: ENV,
    resources: [monitors, dashboards],
    writes: true,
    fetch: ask as typeof fetch,
    ...request,
  });
  return { ...result, requests, org };
}

const forbidden = Response.json({ errors: ["Forbidden"] }, { status: 403 });
const user = (permissions: readonly string[]) =>
  Response.json({
    data: { type: "users", id: "u1", attributes: { email: "ann@example.com" } },
    included: permissions.map((name) => ({ type: "permissions", attributes: { name } })),
  });

describe("preflight", () => {
  it("only reads, once each kind, and finds all in order", async () => {
    const { problems, passed, requests } = await asked({ resources: [monitors, monitors, dashboards] });
    expect(problems).toEqual([]);
    expect(passed).toEqual([
      "DD_API_KEY is valid at https://api.datadoghq.eu",
      "monitors can be read",
      "dashboards can be read",
      "monitors can be written by the user of DD_APP_KEY",
      "dashboards can be written by the user of DD_APP_KEY",
    ]);
    expect(requests).toEqual([
      "GET /api/v1/validate",
      "GET /api/v1/monitor",
      "GET /api/v1/dashboard",
      "GET /api/v2/current_user",
    ]);
  });

  it("knows every kind of resource in the sandbox, and never writes", async () => {
    const types = [
      "datadog_logs_custom_pipeline",
      "datadog_logs_pipeline_order",
      "datadog_logs_metric",
      "datadog_spans_metric",
      "datadog_apm_retention_filter",
      "datadog_software_catalog",
      "datadog_metric_metadata",
      "datadog_metric_tag_configuration",
      "datadog_service_level_objective",
      "datadog_slo_correction",
      "datadog_downtime_schedule",
      "datadog_monitor_notification_rule",
      "datadog_dashboard_list",
    ];
    const { problems, unknown, requests } = await asked({ resources: types.map((type) => ({ stack: "a", type })) });
    expect([problems, unknown.length]).toEqual([[], 1]);
    expect(requests.filter((request) => !request.startsWith("GET "))).toEqual([]);
  });

  it("names the API key and the site where the key is refused, and asks nothing more", async () => {
    const { problems, requests } = await asked({ env: { ...ENV, DD_API_KEY: "another" } });
    expect(problems).toEqual([
      'Datadog at https://api.datadoghq.eu refused DD_API_KEY: check the key, and that "site" in environments/production.yaml is the one in your browser\'s address',
    ]);
    expect(requests).toEqual(["GET /api/v1/validate"]);
  });

  it("names the application key where everything is refused", async () => {
    const { problems } = await asked({ env: { ...ENV, DD_APP_KEY: "another" } });
    expect(problems).toEqual([expect.stringMatching(/refused DD_APP_KEY.*\(403 for monitors and dashboards\)$/)]);
  });

  it("names the kind and the permission of one that is refused", async () => {
    const { problems } = await asked({ answers: { "/api/v1/dashboard": forbidden } });
    expect(problems).toEqual([
      "DD_APP_KEY is not allowed to read dashboards (403 for /api/v1/dashboard): give its user, and the key's scopes, dashboards_read",
    ]);
  });

  it("names the permission to write that the user does not have", async () => {
    const answers = { "/api/v2/current_user": user(["monitors_read", "monitors_write", "dashboards_read"]) };
    expect((await asked({ answers })).problems).toEqual([
      "the user of DD_APP_KEY cannot write dashboards: one of the user's roles needs dashboards_write",
    ]);
    expect((await asked({ answers, writes: false })).problems).toEqual([]);
  });

  it("asks for the permissions by the user's id where they are not beside the user", async () => {
    const answers = {
      "/api/v2/current_user": Response.json({ data: { type: "users", id: "u1" } }),
      "/api/v2/users/u1/permissions": Response.json({
        data: [{ type: "permissions", attributes: { name: "monitors_write" } }],
      }),
    };
    expect((await asked({ answers })).problems).toEqual([expect.stringContaining("needs dashboards_write")]);
  });

  it("says what cannot be known", async () => {
    const answers = { "/api/v2/current_user": forbidden, "/api/v1/dashboard": Response.json({}, { status: 503 }) };
    const { problems, unknown } = await asked({ answers });
    expect([problems, unknown]).toEqual([
      [],
      [
        "whether dashboards can be read: /api/v1/dashboard answered 503",
        "which permissions the user of DD_APP_KEY has: /api/v2/current_user answered 403",
      ],
    ]);
    expect((await asked()).unknown).toEqual([expect.stringMatching(/^which scopes DD_APP_KEY has/)]);
  });

  it("names metrics that were never reported", async () => {
    expect((await asked({ resources: [metadata] })).problems).toEqual([
      "1 metric was never reported to this organization (404): pipeline.runs. Report them first, or add --except metrics",
    ]);
  });

  it("says that nothing answers, but not from behind a proxy that only Terraform uses", async () => {
    const down = (async () => {
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ENOTFOUND" }) });
    }) as unknown as typeof fetch;
    expect((await asked({ fetch: down })).problems).toEqual([
      "cannot reach https://api.datadoghq.eu (ENOTFOUND): check the network, and the proxy if there is one",
    ]);
    const { problems, unknown } = await asked({ fetch: down, env: { ...ENV, HTTPS_PROXY: "http://proxy:3128" } });
    expect([problems, unknown.length]).toEqual([[], 1]);
  });
});

test("the lines of a preflight fit 80 columns, and hold no key", async () => {
  const { requests: _, org: __, ...result } = await asked({ env: { ...ENV, DD_APP_KEY: "another-key-entirely" } });
  const lines = preflightLines(result);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.join("\n")).not.toMatch(/key-of-the-test|another-key/);
});
