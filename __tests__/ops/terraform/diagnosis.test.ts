import { diagnosisLines } from "../../../ops/terraform/diagnosis";
import { appliedIn, diagnosticsIn } from "../../../ops/terraform/messages";
import { CONTEXT, PROVOKED, recordedErrors } from "./provoked";

const account = {
  environment: "staging",
  stack: "staging-dashboards",
  folder: "cdktf.out/stacks/staging-dashboards",
  url: "https://api.datadoghq.eu",
  isSandbox: false,
  step: "plan" as const,
};
const sandbox = { ...account, url: "http://127.0.0.1:8080", isSandbox: true };

/** As `terraform plan -json` prints it. */
const error = (summary: string, detail = "", address?: string) => ({
  severity: "error" as const,
  summary,
  detail,
  ...(address === undefined ? {} : { address }),
});

const PROVIDER = 'provider["registry.terraform.io/datadog/datadog"]';
describe.each(["3.82.0", "4.19.0"])("what the real Terraform said with provider %s", (provider) => {
  const errors = recordedErrors(provider);

  it.each(Object.keys(PROVOKED))("%s: one line with the fix", (name) => {
    const { step, stdout, stderr } = errors[name]!;
    expect(diagnosisLines(diagnosticsIn(stdout, stderr), { ...CONTEXT, step }).sort()).toEqual(PROVOKED[name]);
  });
});

describe("one line with the fix", () => {
  it.each([
    [
      "an address whose name is not known",
      error(
        'Get "https://api.datadoghq.eu/api/v1/validate": dial tcp: lookup api.datadoghq.eu: no such host',
        "",
        PROVIDER,
      ),
      "cannot reach https://api.datadoghq.eu (no such host): check the network, and the proxy if there is one",
    ],
    [
      "an address that is not Datadog's",
      error(
        'retrieving caller identity from STS: request send failed, Post "https://sts.eu-west-1.amazonaws.com/": dial tcp: lookup sts.eu-west-1.amazonaws.com on 10.0.0.1:53: no such host',
      ),
      "cannot reach sts.eu-west-1.amazonaws.com (no such host): check the network, and the proxy if there is one",
    ],
    [
      "an application key that Datadog does not know",
      error("401 Unauthorized", "", "datadog_dashboard_json.errors"),
      'Datadog at https://api.datadoghq.eu refused DD_APP_KEY: check the key, and that "site" in environments/staging.yaml is the one in your browser\'s address',
    ],
    [
      "a lock file that is checked while it is planned",
      error(
        "Inconsistent dependency lock file",
        'The following dependency selections recorded in the lock file are inconsistent with the current configuration:\n  - provider registry.terraform.io/datadog/datadog: locked version selection 4.19.0 doesn\'t match the updated version constraints "3.82.0"\n\nTo update the locked dependency selections to match a changed configuration, run:\n  terraform init -upgrade',
      ),
      "staging-dashboards was last run with a provider version that it no longer allows: delete cdktf.out/stacks/staging-dashboards/.terraform.lock.hcl and try again",
    ],
    [
      "a lock that says nothing about who holds it",
      error(
        "Error acquiring the state lock",
        "Error message: open .state/a.tfstate: permission denied\n\nTerraform acquires a state lock to protect the state from being written\nby multiple users at the same time.",
      ),
      "cannot lock the state of staging-dashboards: open .state/a.tfstate: permission denied",
    ],
    [
      "no Docker network",
      error("Unable to create container: network mill_default not found", "", "docker_container.agent"),
      "Docker has no such network (network mill_default not found): start the services with docker compose, or change agent.network in environments/staging.yaml",
    ],
    [
      "a permission for a resource of another kind",
      error("403 Forbidden", "", "datadog_team.a"),
      "Datadog refused datadog_team.a (403): check DD_APP_KEY and its permissions",
    ],
    [
      "an answer that is not JSON",
      error("error creating monitor from /api/v1/monitor: 400 Bad Request: {not json", "", "datadog_monitor.a"),
      "Datadog rejected datadog_monitor.a: {not json",
    ],
    [
      "anything else, in Terraform's words",
      error("Unsupported argument", "An argument named\n  x is not expected here.", "datadog_monitor.a"),
      "staging-dashboards datadog_monitor.a: Unsupported argument An argument named x is not expected here.",
    ],
  ])("%s", (_, diagnostic, line) => {
    expect(diagnosisLines([diagnostic], account)).toEqual([line]);
  });

  it("names the sandbox where it is one", () => {
    const refused = 'Get "http://127.0.0.1:8080/api/v1/validate": dial tcp 127.0.0.1:8080: connect: connection refused';
    expect(diagnosisLines([error("403 Forbidden", "", PROVIDER), error(refused, "", PROVIDER)], sandbox)).toEqual([
      "the sandbox at http://127.0.0.1:8080 refused DD_API_KEY: paste the export line that npm run sandbox printed",
      "no sandbox answers at http://127.0.0.1:8080 (connection refused): start one with npm run sandbox and paste its export line, or unset DD_HOST",
    ]);
  });

  it("says of many metrics that were never reported one line, and the same line once", () => {
    const of = (metric: string) => [
      error(
        `error creating metric metadata from /api/v1/metrics/${metric}: 404 Not Found: {"errors":["${metric} not found"]}`,
      ),
      error(
        `error creating MetricTagConfiguration from /api/v2/metrics/${metric}/tags: 404 Not Found: {"errors":["x"]}`,
      ),
    ];
    const context = { ...account, stack: "demo-metrics" };
    expect(diagnosisLines(["a.b", "a.c", "a.d", "a.e"].flatMap(of), context)).toEqual([
      "4 metrics were never reported to this organization (404): a.b, a.c, a.d and 1 more. Report them first, or add --except metrics",
    ]);
    expect(diagnosisLines(of("a.b"), context)).toEqual([
      "1 metric was never reported to this organization (404): a.b. Report them first, or add --except metrics",
    ]);
    const twice = error("Saved plan is stale");
    expect(diagnosisLines([twice, twice], account).length).toBe(1);
  });

  it("leaves warnings alone", () => {
    expect(diagnosisLines([{ ...error("Argument is deprecated"), severity: "warning" }], account)).toEqual([]);
  });
});

describe("what Terraform prints", () => {
  it("is read from its messages", () => {
    const diagnostic = {
      severity: "error",
      summary: "403 Forbidden",
      detail: "",
      address: "datadog_monitor.a",
      range: {},
    };
    const lines = ['{"type":"version"}', "not JSON", JSON.stringify({ type: "diagnostic", diagnostic })];
    expect(diagnosticsIn(lines.join("\n"), "")).toEqual([error("403 Forbidden", "", "datadog_monitor.a")]);
  });

  // As terraform init prints it: it knows -json only since version 1.9.
  it("is read from its text, framed or not", () => {
    const framed = `Initializing the backend...
╷
│ Error: Failed to query available provider packages
│
│ Could not retrieve the list of available versions for provider
│ datadog/datadog: no available releases match the given constraints 2.9.9
│
│ To see which modules are currently depending on datadog/datadog and what
│ versions are specified, run the following command:
│     terraform providers
╵
`;
    const plain = framed.replace(/^[╷╵│] ?/gm, "");
    for (const text of [framed, plain]) {
      const found = diagnosticsIn("Initializing the backend...", text);
      expect(found.map(({ summary }) => summary)).toEqual(["Failed to query available provider packages"]);
      expect(diagnosisLines(found, account)).toEqual([
        "no version of the Datadog provider matches 2.9.9: change terraform.datadog in environments/staging.yaml",
      ]);
    }
  });

  it("is read without the configuration, which is one long line", () => {
    const text = `Error: Missing region value

  on cdk.tf.json line 1, in terraform.backend.s3:
   1: {"terraform":{"backend":{"s3":{"bucket":"acme-terraform"}}}}

The "region" attribute must be set.
`;
    expect(diagnosisLines(diagnosticsIn("", text), account)).toEqual([
      'staging-dashboards: Missing region value The "region" attribute must be set.',
    ]);
  });

  it("names what could not be deleted where its errors do not, and only where the answers are the same", () => {
    const errored = (addr: string) => JSON.stringify({ type: "apply_errored", hook: { resource: { addr } } });
    const said = (summary: string) =>
      JSON.stringify({ type: "diagnostic", diagnostic: { severity: "error", summary } });
    const forbidden = said('error deleting monitor from /api/v1/monitor/1: 403 Forbidden: {"errors":["Forbidden"]}');
    const addressesOf = (...lines: string[]) => diagnosticsIn(lines.join("\n"), "").map(({ address }) => address);
    const both = [errored("datadog_monitor.a"), errored("datadog_dashboard_json.b")];
    expect(addressesOf(...both, forbidden, forbidden)).toEqual(["datadog_monitor.a", "datadog_dashboard_json.b"]);
    expect(addressesOf(...both, forbidden, said("500 Internal Server Error"))).toEqual([undefined, undefined]);
  });

  it("says which object is done", () => {
    const hook = { resource: { addr: "datadog_monitor.a" }, action: "create", id_key: "id", id_value: "849" };
    expect(appliedIn(JSON.stringify({ type: "apply_complete", hook }))).toEqual({
      address: "datadog_monitor.a",
      action: "create",
      id: "849",
    });
    expect(appliedIn(JSON.stringify({ type: "apply_start", hook }))).toBeUndefined();
    expect(appliedIn("Apply complete!")).toBeUndefined();
  });
});
