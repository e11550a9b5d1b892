import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../main";
import { loadEnvironments } from "../../stacks/environments";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "imports-"));
  mkdirSync(join(folder, "environments"));
});
afterEach(() => {
  delete process.env.DD_HOST;
  rmSync(folder, { recursive: true });
});

/** Synthesizes an environment with these lines more; the stack's JSON. */
function stack(lines: string, name = "own-monitors") {
  writeFileSync(
    join(folder, "environments", "own.yaml"),
    `organization: acme\nstate: { local: {} }\nagent: { enabled: false }\n${lines}\n`,
  );
  const outdir = join(folder, "out");
  synthesize({ environments: loadEnvironments(join(folder, "environments")), outdir });
  return JSON.parse(readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8"));
}

const imports = "imports: { failure: 123, overview: abc-def-ghi }";

test("Terraform takes over what an environment imports, each in its stack", () => {
  expect(stack(imports).import).toEqual([{ to: "datadog_monitor.failure", id: "123" }]);
  expect(stack(imports, "own-dashboards").import).toEqual([
    { to: "datadog_dashboard_json.overview", id: "abc-def-ghi" },
  ]);
});

test("a sandbox has other objects under these ids: nothing is taken over there", () => {
  process.env.DD_HOST = "http://127.0.0.1:8080";
  expect(stack(imports)).not.toHaveProperty("import");
});

test("a monitor that is turned off is not taken over", () => {
  expect(stack(`${imports}\nmonitors: { failure: { enabled: false } }`)).not.toHaveProperty("import");
});

test("a monitor that ships as it is written gets the environment's tags alone", () => {
  const settings =
    "tags: [team:x]\nnamePrefix: 'p '\nnotify: { alert: ['@slack-x'] }\nmonitors: { failure: { asWritten: true } }";
  const failure = stack(settings).resource.datadog_monitor.failure;
  expect(failure).toMatchObject({ name: "Pipeline failures", tags: ["env:own", "team:x"] });
  expect(failure.query).not.toContain("env:own");
  expect(failure.message).not.toContain("@slack-x");
});

test.each([
  [
    "imports: { failures: 123 }",
    'own.yaml:4:12: imports.failures: there is no monitor "failures" in monitors/index.ts',
  ],
  [
    "imports: { failure: abc-def-ghi }",
    'own.yaml:4:12: imports.failure: there is no dashboard "failure" in dashboards/index.ts',
  ],
  [
    "imports: { failure: x }",
    "own.yaml:4:21: imports.failure must be the number of a monitor, such as 12345, the id of a dashboard, such as abc-def-ghi, or of a log pipeline, or the name of a generated metric",
  ],
])("%s is refused where it stands", (lines, message) => {
  let said = "";
  try {
    stack(lines);
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said.slice(said.lastIndexOf("/own.yaml") + 1)).toMatch(message);
});
