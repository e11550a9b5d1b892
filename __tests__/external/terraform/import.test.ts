import { readdirSync, readFileSync } from "node:fs";
import { type JsonObject, objectOf } from "../../../datadog/json";
import { type ServedOrg, serveOrg } from "../../../datadog/sandbox/api/server";
import { createDashboard } from "../../../datadog/sandbox/objects/dashboards";
import { createMonitor, readMonitor, updateMonitor } from "../../../datadog/sandbox/objects/monitors";
import { Org } from "../../../datadog/sandbox/org";
import { differencesOf, type PlannedObject, readPlan } from "../../../ops/plan/read";
import { corpusObjects, corpusPath } from "../../corpus";
import { ImportProject } from "../../ops/import/project";
import { describeWithProviders } from "../requirements";
import { run, type StackJson, Workspace } from "../workspace";

/** An org with the monitors and dashboards of the corpus, as if they had been made by hand. */
function filledOrg(): { readonly org: Org; readonly ids: readonly string[] } {
  const org = new Org();
  const monitors = corpusObjects<JsonObject>("monitors.jsonl").map(({ repo: _, path: _path, ...monitor }) => monitor);
  const dashboards = readdirSync(corpusPath("dashboards")).map(
    (file) => JSON.parse(readFileSync(corpusPath("dashboards", file), "utf8")) as JsonObject,
  );
  const made = [
    ...monitors.map((monitor) => createMonitor(org, monitor)),
    ...dashboards.map((dashboard) => createDashboard(org, dashboard)),
  ];
  return { org, ids: made.map(({ id }) => String(id)) };
}

/** What a plan would change of objects that exist. */
async function planned(stack: string, workspace: Workspace): Promise<readonly PlannedObject[]> {
  await workspace.succeed("plan", "-input=false", "-out=plan.bin");
  const { objects } = readPlan(stack, JSON.parse(await workspace.succeed("show", "-json", "plan.bin")));
  return objects.filter(({ action }) => action !== "create");
}

/** Where each object would change: `datadog_monitor.lag tags`. */
const placesOf = (objects: readonly PlannedObject[]) =>
  objects.flatMap((object) => differencesOf(object).map(({ place, what }) => `${object.address} ${place}: ${what}`));

describeWithProviders("an org that people filled by hand", (provider) => {
  const { org, ids } = filledOrg();
  let served: ServedOrg;
  let project: ImportProject;
  const workspaces = new Map<string, Workspace>();

  beforeAll(async () => {
    served = await serveOrg(org);
    project = new ImportProject();
    const { url, keys } = served;
    const env = { DD_HOST: url, DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey };
    const words = ["--require", "./loader/register.cjs", "cli/import.ts", ...ids, "--environment", "demo"];
    const { status, output } = await run("node", words, { cwd: project.folder, env });
    expect(output).toContain("Terraform takes over 237 of 237 in demo.");
    expect(status).toBe(0);
    // Without the org's address, as for an account: a stack for a sandbox takes nothing over.
    expect(project.synthesize({ ENVIRONMENT: "demo" }).status).toBe(0);
    for (const id of ["demo-monitors", "demo-dashboards"]) {
      const stack = JSON.parse(project.read(`cdktf.out/stacks/${id}/cdk.tf.json`)) as StackJson;
      const workspace = new Workspace(stack, { env, provider });
      await workspace.succeed("init", "-input=false");
      workspaces.set(id, workspace);
    }
  }, 300_000);

  afterAll(async () => {
    for (const workspace of workspaces.values()) workspace.remove();
    project.remove();
    await served.stop();
  });

  test.each([
    ["demo-monitors", 228, "tags"],
    ["demo-dashboards", 9, "dashboard.tags"],
  ])(
    "%s takes over %d objects, and changes nothing but their tags",
    async (id, count, place) => {
      const workspace = workspaces.get(id) as Workspace;
      const objects = await planned(id, workspace);
      expect(objects.filter(({ imported }) => imported)).toHaveLength(count);
      expect(placesOf(objects).filter((change) => !change.includes(` ${place}`))).toEqual([]);
      await workspace.succeed("apply", "-input=false", "plan.bin");
      expect(await workspace.plan()).toEqual({});
    },
    300_000,
  );

  test("a change made by hand is found, and brought back", async () => {
    const [id] = ids;
    const before = readMonitor(org, Number(id));
    updateMonitor(org, Number(id), {
      query: "avg(last_5m):avg:active_directory.ldap.bind_time{*} by {host} > 31",
      options: { ...objectOf(before.options), thresholds: { critical: 31, warning: 15 } },
      message: "Changed.",
    });
    const workspace = workspaces.get("demo-monitors") as Workspace;
    const [object, ...others] = await planned("demo-monitors", workspace);
    expect(others).toEqual([]);
    // A message differs line by line.
    const places = differencesOf(object as PlannedObject).map(({ place }) => place.replace(/:\d+$/, ""));
    expect([...new Set(places)]).toEqual(["message", "monitor_thresholds.critical", "query"]);
    await workspace.succeed("apply", "-input=false", "plan.bin");
    expect(readMonitor(org, Number(id))).toMatchObject({ query: before.query, message: before.message });
  }, 120_000);
});
