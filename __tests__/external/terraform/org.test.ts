import { type ServedOrg, serveOrg } from "../../../datadog/sandbox/api/server";
import { loadTerraform } from "../../../datadog/sandbox/load";
import { Org } from "../../../datadog/sandbox/org";
import { declaredObjects } from "../../../datadog/sandbox/snapshot";
import { everything, newer, submittedMetrics } from "../../datadog/sandbox/load/everything";
import { describeWithProviders } from "../requirements";
import { Workspace } from "../workspace";

function orgWithMetrics(): Org {
  const org = new Org();
  for (const submission of submittedMetrics) org.metrics.submit({ ...submission, tags: [], points: [] });
  return org;
}

describeWithProviders("a configuration with every resource", (provider, later) => {
  const org = orgWithMetrics();
  let served: ServedOrg;
  let workspace: Workspace;

  beforeAll(async () => {
    served = await serveOrg(org);
    const { url, keys } = served;
    const env = { DD_HOST: url, DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey };
    workspace = new Workspace(structuredClone(everything), { env, provider });
    await workspace.succeed("init", "-input=false");
  });

  afterAll(async () => {
    await served.stop();
    workspace.remove();
  });

  test("the provider fills the org, and a second plan is empty", async () => {
    await workspace.succeed("apply", "-input=false", "-auto-approve");
    expect(await workspace.plan()).toEqual({});
  });

  test("a later provider has nothing to do", async () => {
    for (const version of later) {
      const upgraded = workspace.withProvider(version);
      await upgraded.succeed("init", "-upgrade", "-input=false");
      expect({ [version]: await upgraded.plan() }).toEqual({ [version]: {} });
    }
    await workspace.withProvider(provider).succeed("init", "-upgrade", "-input=false");
  });

  test("the same JSON loaded without Terraform makes the same org", () => {
    const loaded = orgWithMetrics();
    const { warnings } = loadTerraform(loaded, everything, { provider });
    expect(warnings).toEqual([]);
    expect(declaredObjects(loaded)).toEqual(declaredObjects(org));
  });

  test("the state as terraform prints it makes the same org", async () => {
    const loaded = orgWithMetrics();
    const state = JSON.parse(await workspace.succeed("show", "-json"));
    loadTerraform(loaded, state, { provider });
    expect(declaredObjects(loaded)).toEqual(declaredObjects(org));
  });

  test("what is imported is what was written", async () => {
    const types = ["service_level_objective", "downtime_schedule", "monitor_notification_rule"];
    const addresses = types.flatMap((type) =>
      Object.keys(everything.resource[`datadog_${type}`]!).map((name) => `datadog_${type}.${name}`),
    );
    const state = JSON.parse(await workspace.succeed("show", "-json"));
    for (const { address, values } of state.values.root_module.resources) {
      if (!addresses.includes(address)) continue;
      await workspace.succeed("state", "rm", address);
      await workspace.succeed("import", "-input=false", address, values.id);
    }
    expect(await workspace.plan()).toEqual({});
  });

  test("destroy leaves nothing but the metrics' metadata, which Datadog keeps", async () => {
    await workspace.succeed("destroy", "-input=false", "-auto-approve");
    const kinds = declaredObjects(org).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["metric metadata"]));
  });
});

describeWithProviders("a configuration with what later versions brought", (provider) => {
  const isNewer = provider === "4.19.0";

  (isNewer ? test : test.skip)(
    "the provider and the loader fill the org alike, and a second plan is empty",
    async () => {
      const org = orgWithMetrics();
      const served = await serveOrg(org);
      const { url, keys } = served;
      const env = { DD_HOST: url, DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey };
      const workspace = new Workspace(structuredClone(newer), { env, provider });
      try {
        await workspace.succeed("init", "-input=false");
        await workspace.succeed("apply", "-input=false", "-auto-approve");
        expect(await workspace.plan()).toEqual({});
        const loaded = orgWithMetrics();
        expect(loadTerraform(loaded, newer).warnings).toEqual([]);
        expect(declaredObjects(loaded)).toEqual(declaredObjects(org));
      } finally {
        await served.stop();
        workspace.remove();
      }
    },
  );
});
