import { diagnosisLines } from "../../../ops/terraform/diagnosis";
import { appliedIn, diagnosticsIn } from "../../../ops/terraform/messages";

const account = {
  environment: "staging",
  stack: "staging-dashboards",
  folder: "cdktf.out/stacks/staging-dashboards",
  url: "https://api.datadoghq.eu",
  isSandbox: false,
};
const sandbox = { ...account, url: "http://127.0.0.1:8080", isSandbox: true };

/** As `terraform plan -json` printed it, of Terraform 1.11.4 and the providers' versions 3.82.0 and 4.19.0. */
const error = (summary: string, detail = "", address?: string) => ({
  severity: "error" as const,
  summary,
  detail,
  ...(address === undefined ? {} : { address }),
});

const PROVIDER = 'provider["registry.terraform.io/datadog/datadog"]';
const lock = `Error message: resource temporarily unavailable
Lock Info:
  ID:        11111111-2222-3333-4444-555555555555
  Path:      .state/staging-dashboards.tfstate
  Operation: OperationTypeApply
  Who:       ann@laptop
  Version:   1.11.4
  Created:   2026-11-26 07:00:00.123456 +0000 UTC
  Info:      


Terraform acquires a state lock to protect the state from being written
by multiple users at the same time. Please resolve the issue above and try
again. For most commands, you can disable locking with the "-lock=false"
flag, but this is not recommended.`;

const rejected = '{"errors":["The value provided for parameter \'query\' is invalid","unknown option"]}';

describe("one line with the fix", () => {
  it.each([
    [
      "a refused API key, or a wrong site",
      error("403 Forbidden", "", PROVIDER),
      'Datadog at https://api.datadoghq.eu refused DD_API_KEY: check the key, and that "site" in environments/staging.yaml is the one in your browser\'s address',
    ],
    [
      "a key that is not valid",
      error("Invalid or missing credentials provided to the Datadog Provider. Please confirm your API and APP keys"),
      'Datadog at https://api.datadoghq.eu refused DD_API_KEY: check the key, and that "site" in environments/staging.yaml is the one in your browser\'s address',
    ],
    [
      "a permission to write",
      error(
        'error creating monitor from /api/v1/monitor: 403 Forbidden: {"errors":["Forbidden"]}',
        "",
        "datadog_monitor.a",
      ),
      "DD_APP_KEY is not allowed to write monitors (403 for datadog_monitor.a): give its user, and the key's scopes, monitors_write",
    ],
    [
      "a permission, or the application key",
      error("403 Forbidden", "", "datadog_dashboard_json.errors"),
      "DD_APP_KEY is wrong, or not allowed to use dashboards (403 for datadog_dashboard_json.errors): check the key, and that its user, and its scopes, have dashboards_read and dashboards_write",
    ],
    [
      "a held lock",
      error("Error acquiring the state lock", lock),
      "staging-dashboards is locked by ann@laptop since 2026-11-26 07:00:00 UTC: wait until that run ends; if nothing is running, run terraform -chdir=cdktf.out/stacks/staging-dashboards force-unlock 11111111-2222-3333-4444-555555555555",
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
      "a state that was moved",
      error("Backend configuration changed", "A change in the backend configuration has been detected"),
      "the state of staging-dashboards was moved to another place: run terraform -chdir=cdktf.out/stacks/staging-dashboards init -migrate-state to copy it there, or -reconfigure to start with what is there",
    ],
    [
      "no AWS credentials",
      error("No valid credential sources found", "Please see https://developer.hashicorp.com/…"),
      "cannot sign in to AWS for the state of staging-dashboards: set AWS credentials, or change state in environments/staging.yaml",
    ],
    [
      "no Google credentials",
      error("storage.NewClient() failed: dialing: google: could not find default credentials."),
      "cannot sign in to Google Cloud for the state of staging-dashboards: run gcloud auth application-default login, or change state in environments/staging.yaml",
    ],
    [
      "a permission to change what is there",
      error(
        'error updating dashboard from /api/v1/dashboard/abc: 403 Forbidden: {"errors":["Forbidden"]}',
        "",
        "datadog_dashboard_json.errors",
      ),
      "DD_APP_KEY is not allowed to write dashboards (403 for datadog_dashboard_json.errors): give its user, and the key's scopes, dashboards_write",
    ],
    [
      "a permission for a resource of another kind",
      error("403 Forbidden", "", "datadog_team.a"),
      "staging-dashboards datadog_team.a: Datadog refused the request (403): check DD_APP_KEY and its permissions",
    ],
    [
      "an answer that is not JSON",
      error("error creating monitor from /api/v1/monitor: 400 Bad Request: {not json", "", "datadog_monitor.a"),
      "Datadog rejected datadog_monitor.a: {not json",
    ],
    [
      "no Docker",
      error(
        "Error pinging Docker server, please make sure that unix:///var/run/docker.sock is reachable and has a  '_ping' endpoint. Error: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
        "",
        'provider["registry.terraform.io/kreuzwerker/docker"]',
      ),
      "no Docker daemon answers at unix:///var/run/docker.sock: start Docker, set agent.dockerHost in the environment's file, or add --except agent",
    ],
    [
      "an address that does not answer",
      error(
        'Get "https://api.datadoghq.eu/api/v1/validate": dial tcp: lookup api.datadoghq.eu: no such host',
        "",
        PROVIDER,
      ),
      "cannot reach https://api.datadoghq.eu (no such host): check the network, and the proxy if there is one",
    ],
    [
      "a stale lock file",
      error(
        "Inconsistent dependency lock file",
        'The following dependency selections recorded in the lock file are inconsistent with the current configuration:\n  - provider registry.terraform.io/datadog/datadog: locked version selection 4.19.0 doesn\'t match the updated version constraints "3.82.0"\n\nTo update the locked dependency selections to match a changed configuration, run:\n  terraform init -upgrade',
      ),
      "staging-dashboards was last run with a provider version that it no longer allows: delete cdktf.out/stacks/staging-dashboards/.terraform.lock.hcl and try again",
    ],
    [
      "a stale plan",
      error("Saved plan is stale", "The given plan file can no longer be applied because the state was changed"),
      "staging-dashboards was changed by another deployment since this plan was made: run the command again",
    ],
    [
      "what Datadog rejects",
      error(`error creating monitor from /api/v1/monitor: 400 Bad Request: ${rejected}`, "", "datadog_monitor.a"),
      "Datadog rejected datadog_monitor.a: The value provided for parameter 'query' is invalid; unknown option",
    ],
    [
      "the rate limit",
      error('error creating monitor from /api/v1/monitor: 429 Too Many Requests: {"errors":["Rate limit"]}', "", "a.b"),
      "Datadog limits the rate of requests (429): wait a minute, then run the command again for staging-dashboards",
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
    // as Terraform wraps it
    const wrapped = of("a.b").map((each) => ({ ...each, summary: `POST failed: ${each.summary}` }));
    expect(diagnosisLines(wrapped, context)).toHaveLength(1);
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
