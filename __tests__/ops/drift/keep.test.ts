import { withSettings } from "../../../ops/import/edit-environment";
import { ImportProject } from "../import/project";

/** Deploys an environment's monitors and dashboards to an org, changes one there, and keeps what changed. */
const DRIVER = `
import { withLinks } from "./datadog/definitions";
import { createDashboard, readDashboard, updateDashboard } from "./datadog/sandbox/objects/dashboards";
import { createMonitor, readMonitor, updateMonitor } from "./datadog/sandbox/objects/monitors";
import { Org } from "./datadog/sandbox/org";
import { keepDrift } from "./ops/drift/keep/keep";
import { contentOf } from "./stacks/content";
import { loadEnvironment } from "./stacks/environments";

const [, , environmentName, kind, name, change, action = "update"] = process.argv as string[];
const environment = loadEnvironment(environmentName!);
const { monitors, dashboards, slos } = contentOf(environment);
const org = new Org();
const ids = new Map<object, string>();
const addresses = new Map<string, string>();
const linked = (value: object) => JSON.parse(withLinks(JSON.stringify(value), (other) => ids.get(other) ?? "0"));
const simpleFirst = [...monitors].sort((a, b) => Number(a.definition.type === "composite") - Number(b.definition.type === "composite"));
for (const { id, definition } of slos) { ids.set(definition, "0".repeat(32)); addresses.set(\`datadog_service_level_objective.\${id}\`, "0".repeat(32)); }
for (const { id, definition } of simpleFirst) {
  const made = String(createMonitor(org, linked(definition)).id);
  ids.set(definition, made);
  addresses.set(\`datadog_monitor.\${id}\`, made);
}
for (const { id, definition } of dashboards) {
  const made = String(createDashboard(org, linked(definition)).id);
  ids.set(definition, made);
  addresses.set(\`datadog_dashboard_json.\${id}\`, made);
}
const line = [...monitors, ...dashboards].find((each) => each.name === name)!;
const type = kind === "monitor" ? "datadog_monitor" : "datadog_dashboard_json";
const id = ids.get(line.definition)!;
const edit = new Function("live", change!) as (live: object) => object;
if (action === "update") {
  if (kind === "monitor") updateMonitor(org, Number(id), edit(readMonitor(org, Number(id))) as never);
  else updateDashboard(org, id, edit(readDashboard(org, id)) as never);
}
const object = { stack: "s", address: \`\${type}.\${line.id}\`, type, name: name!, action, id, before: {}, after: {}, replacedFor: [], imported: false };
const drift = { target: "t", environment: environment.name, drifted: [object], strays: { strays: [], unknown: [] }, authors: { by: new Map() } };
const ask = async () => ({ status: 200, body: kind === "monitor" ? readMonitor(org, Number(id)) : readDashboard(org, id) });
keepDrift([name!], { environment, drift: drift as never, ids: addresses, folder: process.cwd(), ask: ask as never, env: {} })
  .then((lines) => console.log(lines.join("\\n")), (error) => console.log(String(error)));
`;

/** What an environment deploys, by address. */
const DEPLOYED = `
import { contentOf } from "./stacks/content";
import { loadEnvironment } from "./stacks/environments";
const { monitors, dashboards } = contentOf(loadEnvironment(process.argv[2]!));
console.log(JSON.stringify(Object.fromEntries([...monitors, ...dashboards].map(({ id, definition }) => [id, definition]))));
`;

describe("a change made in Datadog is kept", () => {
  const project = new ImportProject();
  afterAll(() => project.remove());
  beforeAll(() => {
    project.write("driver.ts", DRIVER);
    project.write("deployed.ts", DEPLOYED);
  });

  const keep = (...words: readonly string[]) => {
    const { stdout, stderr } = project.run(["driver.ts", ...words]);
    expect(stderr).toBe("");
    return stdout.trimEnd().split("\n");
  };
  const deployed = (environment: string) => {
    const { stdout, stderr } = project.run(["deployed.ts", environment]);
    if (stderr !== "") throw new Error(stderr);
    return JSON.parse(stdout) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };

  test("as settings of the environment, where its file has such settings", () => {
    const change = `return { query: live.query.replace("> 300", "> 280"), message: live.message.replaceAll("300", "280"),
      priority: 4, options: { ...live.options, thresholds: { critical: 280, warning: 200 } } };`;
    expect(keep("production", "monitor", "slowStage", change)).toEqual([
      'monitor "slowStage": kept as settings of production.',
      "  environments/production.yaml",
      "    -   slowStage: { critical: 300, warning: 240, recovery: 270 }",
      "    +   slowStage: { critical: 280, warning: 200, priority: 4 }",
      "",
      "Nothing was changed in Datadog. See what is left: npm run diff -- production",
    ]);
    expect(deployed("production")["slow-stage"]).toMatchObject({
      priority: 4,
      options: { thresholds: { critical: 280, warning: 200 } },
    });
  });

  test("as text of the monitor's file, where that has the text", () => {
    const before = project.read("monitors/failure.ts");
    const [, name = ""] = /name: "([^"]+)"/.exec(before) ?? [];
    const lines = keep("staging", "monitor", "failure", `return { name: live.name + " now" };`);
    expect(lines[0]).toBe('monitor "failure": kept in its file, which all environments share.');
    expect(project.read("monitors/failure.ts")).toBe(before.replace(`"${name}"`, `"${name} now"`));
    expect(deployed("demo").failure).toMatchObject({ name: `${name} now` });
  });

  test("in a file of its own for the environment, where the shared one cannot say it", () => {
    const change = `return { query: live.query.replace("{", "{region:eu,") };`;
    const lines = keep("staging", "monitor", "errorRate", change);
    expect(lines[0]).toBe(
      'monitor "errorRate": staging has it from monitors/error-rate-staging.ts now instead of errorRate, which other environments keep.',
    );
    expect(lines).toContain("monitors/error-rate-staging.ts (new)".padStart(2).replace(/^/, "  "));
    const { "error-rate": shared, "error-rate-staging": own } = deployed("staging");
    expect(shared).toBeUndefined();
    expect(own).toMatchObject({ query: expect.stringContaining("region:eu") });
    expect(project.read("monitors/index.ts")).toContain(
      '["errorRateStaging", errorRateStaging, { renamedFrom: "error-rate" }]',
    );
    expect(Object.keys(deployed("production"))).toEqual(expect.arrayContaining(["error-rate"]));
    expect(Object.keys(deployed("production"))).not.toContain("error-rate-staging");
  });

  test("in the file that an import wrote, written again", () => {
    const monitor = {
      ...{ id: 11, name: "Lag", type: "metric alert", message: "m", query: "avg(last_5m):avg:kafka.lag{*} > 1" },
      ...{ tags: ["team:data-platform", "kafka:x"], options: { thresholds: { critical: 1 } } },
    };
    project.write("export.json", JSON.stringify(monitor));
    project.import(["--file", "export.json", "--environment", "demo"]);
    expect(project.read("monitors/lag.ts")).toContain('tags: ["kafka:x"]');
    const change = `return { query: "max(last_10m):max:kafka.lag{topic:a} > 1", options: { ...live.options, renotify_interval: 30 } };`;
    expect(keep("demo", "monitor", "lag", change)[0]).toBe('monitor "lag": its file is written again.');
    expect(project.read("monitors/lag.ts")).toContain(
      'max("last_10m", metric("kafka.lag").max().where({ topic: "a" }))',
    );
    expect(deployed("demo").lag).toMatchObject({
      query: "max(last_10m):max:kafka.lag{topic:a} > 1",
      options: { renotify_interval: 30 },
    });
  });

  test("as its absence, where it was deleted", () => {
    expect(keep("production", "monitor", "stuckStage", "return live", "delete")).toContain(
      "    +   stuckStage: { enabled: false }",
    );
    expect(Object.keys(deployed("production"))).not.toContain("stuck-stage");
  });

  test("of a dashboard, in a file of its own for the environment", () => {
    const change = `return { ...live, description: "Changed by hand." };`;
    const lines = keep("staging", "dashboard", "errors", change);
    expect(lines[0]).toMatch(/^dashboard "errors": staging has it from dashboards\/errors-staging\.ts now/);
    expect(deployed("staging")).toMatchObject({ "errors-staging": { description: "Changed by hand." } });
    expect(Object.keys(deployed("staging"))).not.toContain("errors");
    expect(Object.keys(deployed("demo"))).not.toContain("errors-staging");
  });

  test("but not of what did not change", () => {
    expect(keep("demo", "monitor", "noRuns", "return {}").join()).not.toContain("(new)");
  });
});

describe("settings in an environment's file", () => {
  const text = `# Ours.\nmonitors:\n  failure: { critical: 3, warning: 1 } # runs\n  postgresql:\n    connections: { critical: 80 }\n  rabbitmq: {}\nstate: {}\n`;
  test.each([
    [["monitors", "failure"], { critical: 4, warning: undefined }, "  failure: { critical: 4 } # runs\n"],
    [["monitors", "postgresql", "connections"], { warning: 70 }, "    connections: { critical: 80, warning: 70 }\n"],
    [["monitors", "postgresql", "locks"], { enabled: false }, "\n    locks: { enabled: false }\n"],
    [["monitors", "rabbitmq", "queue"], { critical: 1 }, "  rabbitmq: { queue: { critical: 1 } }\n"],
    [["monitors", "spark", "jobs"], { critical: 1 }, "\n  spark: { jobs: { critical: 1 } }\n"],
    [["dashboards", "errors"], { enabled: false }, "\ndashboards:\n  errors: { enabled: false }\n"],
  ])("%j gets %j", (path, settings, line) => {
    const after = withSettings(text, path, settings);
    expect(after).toContain(line);
    expect(after).toContain("# Ours.\n");
    expect(after).toContain("state: {}\n");
  });
});
