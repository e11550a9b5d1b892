import { objectOf } from "../../../datadog/json";
import { type ServedOrg, serveOrg } from "../../../datadog/sandbox/api/server";
import { listMonitors, updateMonitor } from "../../../datadog/sandbox/objects/monitors";
import { Org } from "../../../datadog/sandbox/org";
import { ImportProject } from "../../ops/import/project";
import { describeWithProviders } from "../requirements";
import { run } from "../workspace";

describeWithProviders("a change that somebody makes in Datadog", (provider) => {
  const org = new Org();
  let served: ServedOrg;
  let project: ImportProject;

  beforeAll(async () => {
    // Audit Trail is not served, which drift says itself.
    served = await serveOrg(org, { log: () => undefined });
    project = new ImportProject();
    project.edit("environments/demo.yaml", (text) => `${text}\nterraform: { datadog: "${provider}" }\n`);
  });
  afterAll(async () => {
    await served.stop();
    project.remove();
  });

  const npm = (...words: readonly string[]) => {
    const { url, keys } = served;
    const env = { DD_HOST: url, DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey };
    return run("node", ["--require", "./loader/register.cjs", "cli/terraform.ts", ...words], {
      cwd: project.folder,
      env,
    });
  };

  test("is found, written into the code with --keep, and then nothing is left to deploy", async () => {
    const deployed = await npm("deploy", "demo", "monitors", "--yes");
    expect([deployed.status, deployed.output]).toEqual([0, expect.stringContaining("demo-monitors: done")]);
    const slow = listMonitors(org).find(({ name }) => name === "Slow pipeline stage");
    const changed = (text: unknown) => String(text).replaceAll("300", "240");
    updateMonitor(org, Number(slow?.id), {
      query: changed(slow?.query),
      message: changed(slow?.message),
      options: { ...objectOf(slow?.options), thresholds: { critical: 240 } },
    });
    expect((await npm("drift", "demo", "monitors")).status).toBe(2);
    const kept = await npm("drift", "demo", "monitors", "--keep", "slowStage");
    expect([kept.status, kept.output]).toEqual([0, expect.stringContaining("+   slowStage: { critical: 240 }")]);
    const left = await npm("diff", "demo", "monitors");
    expect([left.status, left.output]).toEqual([0, expect.stringContaining("no changes")]);
  }, 300_000);
});
