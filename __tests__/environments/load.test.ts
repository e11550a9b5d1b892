import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentNames, loadEnvironment, loadEnvironments } from "../../stacks/environments";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "environments-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, `${name}.yaml`), text);

/** The message with which the folder is refused, the folder's path left out. */
function refusal(run: () => unknown = () => loadEnvironments(folder)): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, "").replaceAll(folder, "environments");
  }
  return "accepted";
}

const LOCAL = "state: { local: {} }";

describe("the project's environments", () => {
  it("have demo, production and staging among them", () => {
    expect(environmentNames()).toEqual(expect.arrayContaining(["demo", "production", "staging"]));
  });

  it("keep their state in a folder, in S3 and in GCS", () => {
    const kinds = loadEnvironments().map(({ name, state }) => [name, ...Object.keys(state)]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ["demo", "local"],
        ["production", "s3"],
        ["staging", "gcs"],
      ]),
    );
  });

  it("ask for --yes in production, and in demo not", () => {
    expect([loadEnvironment("production").protected, loadEnvironment("demo").protected]).toEqual([true, false]);
  });
});

describe("an environment's file", () => {
  it("needs an organization and a state; the rest has defaults", () => {
    write("small", `organization: acme\n${LOCAL}\n`);
    expect(loadEnvironment("small", folder)).toEqual({
      name: "small",
      organization: "acme",
      site: "datadoghq.com",
      tags: [],
      scope: true,
      notify: {},
      handles: [],
      monitors: expect.objectContaining({ failure: { enabled: true }, slowStage: { enabled: true } }),
      slos: expect.objectContaining({ runSuccess: { enabled: true, alerts: true } }),
      downtimes: {},
      notificationRules: {},
      imports: {},
      dashboards: { enabled: true },
      agent: { enabled: true, privileged: false, hostPid: false, databaseMonitoring: false },
      terraform: { datadog: ">= 3.82.0, < 5.0.0" },
      protected: false,
      state: { local: { path: ".state" } },
    });
  });

  it.each([
    [
      "an unknown key",
      `organization: a\nsites: datadoghq.eu\n${LOCAL}`,
      'demo.yaml:2:1: unknown key "sites", did you mean "site"? Expected one of organization, site, tags, namePrefix, scope, notify, handles, runbook, priority, renotify, evaluationDelay, monitors, slos, downtimes, notificationRules, imports, dashboards, agent, metrics, logs, traces, terraform, protected, state',
    ],
    [
      "an unknown key, far from all",
      `organization: a\nnotify: { pager: [] }\n${LOCAL}`,
      'demo.yaml:2:11: unknown key "pager" in notify; expected one of alert, warning, no_data, recovery',
    ],
    [
      "the beginning of a key",
      `organization: a\nmonitors:\n  slowStage:\n    crit: 3\n${LOCAL}`,
      'demo.yaml:4:5: unknown key "crit" in monitors.slowStage, did you mean "critical"? Expected one of enabled, critical, warning, recovery, warningRecovery, runbook, priority, renotify, evaluationDelay, asWritten',
    ],
    [
      "a mistyped key that is required",
      `organisation: a\n${LOCAL}`,
      'demo.yaml:1:1: unknown key "organisation", did you mean "organization"? Expected one of organization, site, tags, namePrefix, scope, notify, handles, runbook, priority, renotify, evaluationDelay, monitors, slos, downtimes, notificationRules, imports, dashboards, agent, metrics, logs, traces, terraform, protected, state',
    ],
    [
      "a recovery from a warning that there is not",
      `organization: a\nmonitors: { slowStage: { warningRecovery: 3 } }\n${LOCAL}`,
      "demo.yaml:2:43: monitors.slowStage.warningRecovery has no warning to recover from: add warning, or remove warningRecovery",
    ],
    ["a missing key", LOCAL, "demo.yaml:1:1: organization is missing: it must be text"],
    [
      "a missing key of a section",
      "organization: a\nstate:\n  s3:\n    bucket: b\n    region: eu-west-1",
      "demo.yaml:3:3: state.s3.key is missing: it must be text",
    ],
    [
      "text for a number",
      `organization: a\nmonitors: { slowStage: { critical: 300s } }\n${LOCAL}`,
      'demo.yaml:2:36: monitors.slowStage.critical is "300s", not a number',
    ],
    [
      "infinity for a number",
      `organization: a\nmonitors: { slowStage: { critical: .inf } }\n${LOCAL}`,
      "demo.yaml:2:36: monitors.slowStage.critical is Infinity, not a number",
    ],
    ["a word for yes or no", `organization: a\nscope: on\n${LOCAL}`, 'demo.yaml:2:8: scope is "on", not true or false'],
    ["text for a list", `organization: a\ntags: team:data\n${LOCAL}`, 'demo.yaml:2:7: tags is "team:data", not a list'],
    ["a number in a list", `organization: a\ntags: [team:data, 7]\n${LOCAL}`, "demo.yaml:2:19: tags[1] is 7, not text"],
    [
      "a list for a section",
      `organization: a\nnotify: ["@slack-a"]\n${LOCAL}`,
      "demo.yaml:2:9: notify is a list, not a mapping",
    ],
    ["nothing for a section", `organization: a\nlogs:\n${LOCAL}`, "demo.yaml:2:6: logs is empty, not a mapping"],
    [
      "a site that is none",
      `organization: a\nsite: datadog.eu\n${LOCAL}`,
      'demo.yaml:2:7: site is "datadog.eu", did you mean "datadoghq.eu"? Expected one of datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, ddog-gov.com',
    ],
    [
      "a tag without a key",
      `organization: a\ntags: [data]\n${LOCAL}`,
      'demo.yaml:2:8: tags[0] is "data": a tag is key:value, such as team:data-platform',
    ],
    [
      "a tag that Datadog would rewrite",
      `organization: a\ntags: ["Team:Data Platform"]\n${LOCAL}`,
      'demo.yaml:2:8: tags[0] is not how Datadog stores it: Datadog changes the tag "Team:Data Platform" to "team:data_platform": use "team:data_platform".',
    ],
    [
      "a tag that starts with a digit",
      `organization: a\ntags: ["1team:data"]\n${LOCAL}`,
      'demo.yaml:2:8: tags[0] is not how Datadog stores it: Datadog changes the tag "1team:data" to "team:data": use "team:data".',
    ],
    [
      "a tag beyond 200 characters",
      `organization: a\ntags: ["team:${"x".repeat(200)}"]\n${LOCAL}`,
      `demo.yaml:2:8: tags[0] is not how Datadog stores it: The tag "team:${"x".repeat(34)}…" is 205 characters long, but Datadog truncates tags to 200: shorten it.`,
    ],
    [
      "the env tag",
      `organization: a\ntags: ["env:demo"]\n${LOCAL}`,
      'demo.yaml:2:8: tags[0] is "env:demo": the env tag is set from the file\'s name, so remove it',
    ],
    [
      "a handle without @",
      `organization: a\nnotify: { alert: [slack data] }\n${LOCAL}`,
      'demo.yaml:2:19: notify.alert[0] is "slack data": a handle starts with @ and has no spaces, such as "@slack-data"',
    ],
    [
      "a runbook that is no address",
      `organization: a\nrunbook: wiki\n${LOCAL}`,
      "demo.yaml:2:10: runbook must be a URL, such as https://wiki.example.com/runbooks/pipeline",
    ],
    [
      "an organization that cannot name a stack",
      `organization: Acme Inc.\n${LOCAL}`,
      "demo.yaml:1:15: organization must be a name with lowercase letters, digits, and dashes that starts with a letter, such as acme or data-team",
    ],
    [
      "no state",
      "organization: a\nstate: {}",
      "demo.yaml:2:1: state must have exactly one of local, s3, or gcs; it has none",
    ],
    [
      "two states",
      "organization: a\nstate: { local: {}, gcs: { bucket: b, prefix: p } }",
      "demo.yaml:2:1: state must have exactly one of local, s3, or gcs; it has local and gcs",
    ],
    [
      "an absolute path",
      "organization: a\nstate: { local: { path: /var/state } }",
      "demo.yaml:2:25: state.local.path must be a relative path to a folder inside the project, such as .state",
    ],
    [
      "a path out of the project",
      "organization: a\nstate: { local: { path: ../state } }",
      "demo.yaml:2:25: state.local.path must be a relative path to a folder inside the project, such as .state",
    ],
    [
      "a path in cdktf.out",
      "organization: a\nstate: { local: { path: cdktf.out } }",
      "demo.yaml:2:25: state.local.path is in cdktf.out, which can be deleted at any time: use another folder, such as .state",
    ],
    [
      "a relative key file",
      `organization: a\nagent: { keyFile: key }\n${LOCAL}`,
      "demo.yaml:2:19: agent.keyFile must be an absolute path on the Docker host",
    ],
    [
      "a host name with an underscore",
      `organization: a\nagent: { hostname: data_jobs }\n${LOCAL}`,
      "demo.yaml:2:20: agent.hostname must be a host name with letters, digits, dashes, and dots, such as staging-data-jobs, and not localhost",
    ],
    [
      "the name that every host has",
      `organization: a\nagent: { hostname: localhost }\n${LOCAL}`,
      "demo.yaml:2:20: agent.hostname must be a host name with letters, digits, dashes, and dots, such as staging-data-jobs, and not localhost",
    ],
    [
      "a provider version that is none",
      `organization: a\nterraform: { datadog: latest }\n${LOCAL}`,
      'demo.yaml:2:23: terraform.datadog is "latest": use a Terraform version constraint, such as "4.19.0" or ">= 4.0.0, < 5.0.0"',
    ],
    [
      "a provider version that the stacks are not made for",
      `organization: a\nterraform: { datadog: "~> 3.40.0" }\n${LOCAL}`,
      'demo.yaml:2:23: terraform.datadog is "~> 3.40.0": the stacks require >= 3.82.0, < 5.0.0',
    ],
    [
      "a key written twice",
      `organization: a\nscope: true\nscope: false\n${LOCAL}`,
      'demo.yaml:3:1: the key "scope" is a duplicate; remove one of the two',
    ],
    [
      "broken YAML",
      "organization: a\ntags: [a:b\nscope: true\n",
      "demo.yaml:2:7: this is not YAML: the list that begins here is never closed: add ]",
    ],
    ["text that is no section", "hello", 'demo.yaml:1:1: the file is "hello", not a mapping'],
    [
      "two documents",
      `organization: a\n${LOCAL}\n---\norganization: b\n`,
      "demo.yaml:4:1: a second YAML document starts here; use one file per document",
    ],
    [
      "an anchor that is not set",
      `organization: *a\n${LOCAL}`,
      'demo.yaml:1:15: there is no anchor &a above this alias; text that starts with * must be in quotes: "*a"',
    ],
    [
      "anchors that multiply without end",
      `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]`,
      "demo.yaml: this YAML cannot be used: Excessive alias count indicates a resource exhaustion attack",
    ],
  ])("is refused for %s", (_, text, message) => {
    write("demo", text);
    expect(refusal()).toBe(message);
  });

  it("reports an empty file as missing what is required", () => {
    write("demo", "");
    expect(refusal()).toBe("demo.yaml: it is empty: an environment needs organization: NAME and state: { local: {} }");
  });

  it("reports every mistake, in the order of the file", () => {
    write("demo", `scope: maybe\norganization: 3\ntags: [x]\n${LOCAL}`);
    expect(refusal()).toBe(
      [
        'demo.yaml:1:8: scope is "maybe", not true or false',
        "demo.yaml:2:15: organization is 3, not text",
        'demo.yaml:3:8: tags[0] is "x": a tag is key:value, such as team:data-platform',
      ].join("\n"),
    );
  });
});

describe("the folder", () => {
  it("refuses an unknown environment and names those there are", () => {
    write("demo", `organization: a\n${LOCAL}`);
    write("production", `organization: a\n${LOCAL}`);
    expect(refusal(() => loadEnvironment("prod", folder))).toBe(
      'environments: there is no environment "prod", did you mean "production"? Expected one of demo, production',
    );
    expect(refusal(() => loadEnvironment("qa", folder))).toBe(
      'environments: there is no environment "qa"; expected one of demo, production',
    );
  });

  it("refuses to be missing or empty", () => {
    expect(refusal()).toBe("environments contains no environments: add a file such as demo.yaml");
    expect(refusal(() => loadEnvironments(join(folder, "gone")))).toBe(
      "there is no folder gone: it must contain one YAML file per environment",
    );
  });

  it("refuses a file whose name cannot be a tag and a stack", () => {
    write("My Env", `organization: a\n${LOCAL}`);
    expect(refusal()).toBe(
      'My Env.yaml: "My Env" is not a valid environment name: use lowercase letters, digits, and dashes, starting with a letter',
    );
  });

  it("refuses what is no file", () => {
    mkdirSync(join(folder, "demo.yaml"));
    expect(refusal()).toBe("demo.yaml: it is a directory, not a file");
  });

  it("refuses a file that it would pass over", () => {
    write("demo", `organization: a\n${LOCAL}`);
    writeFileSync(join(folder, "qa.yml"), `organization: a\n${LOCAL}`);
    expect(refusal()).toBe("qa.yml is ignored: rename it to qa.yaml");
  });

  it("refuses one organization on two sites", () => {
    write("demo", `organization: acme\nsite: datadoghq.eu\n${LOCAL}`);
    write("staging", `organization: acme\nsite: us5.datadoghq.com\n${LOCAL}`);
    expect(refusal()).toBe(
      "staging.yaml:2:7: organization acme is on us5.datadoghq.com here and on datadoghq.eu in demo.yaml; an organization has one site",
    );
  });

  it("refuses an organization's own objects in two files", () => {
    write("demo", `organization: acme\nlogs: {}\n${LOCAL}`);
    write("staging", `organization: acme\nlogs: { enabled: false }\n${LOCAL}`);
    expect(refusal()).toBe(
      "staging.yaml:2:1: logs of organization acme is declared both here and in demo.yaml; keep it in only one of them",
    );
  });

  it("refuses the same host name in two environments of an organization", () => {
    write("demo", `organization: acme\nagent: { hostname: data-jobs-1 }\n${LOCAL}`);
    write("staging", `organization: acme\nagent:\n  hostname: data-jobs-1\n${LOCAL}`);
    expect(refusal()).toBe(
      "staging.yaml:3:13: the agent's host name data-jobs-1 is also that of demo.yaml in organization acme: Datadog would show one host in both environments, so set another agent.hostname",
    );
  });

  it("refuses a host name that is the default of another environment", () => {
    write("demo", `organization: acme\nagent: { hostname: qa-data-jobs }\n${LOCAL}`);
    write("qa", `organization: acme\n${LOCAL}`);
    expect(refusal()).toMatch(/^qa\.yaml:1:1: the agent's host name qa-data-jobs is also that of demo\.yaml/);
  });

  it.each([
    ["of different organizations", "organization: other\nagent: { hostname: h }"],
    ["without an agent", "organization: acme\nagent: { hostname: h, enabled: false }"],
    ["with another name", "organization: acme\nagent: { hostname: h.example.com }"],
  ])("lets hosts %s have the names they have", (_, text) => {
    write("demo", `organization: acme\nagent: { hostname: h }\n${LOCAL}`);
    write("staging", `${text}\n${LOCAL}`);
    expect(refusal()).toBe("accepted");
  });

  it("lets two organizations each have theirs", () => {
    write("demo", `organization: demo\nlogs: {}\n${LOCAL}`);
    write("staging", `organization: acme\nlogs: {}\n${LOCAL}`);
    expect(loadEnvironments(folder).map(({ name }) => name)).toEqual(["demo", "staging"]);
  });
});
