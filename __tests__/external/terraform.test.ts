/**
 * The stacks through the real Terraform and the real Datadog provider, into the org of the sandbox.
 *
 * What is altered: the state is local, and the agent's stack is left to docker.test.ts. The provider checks the keys,
 * validates each monitor while it plans, and reads back what it made, as it would at Datadog.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedOrg, serveOrg } from "../../datadog/sandbox/api/server";
import { loadTerraform } from "../../datadog/sandbox/load";
import { Org } from "../../datadog/sandbox/org";
import { declaredObjects } from "../../datadog/sandbox/snapshot";
import type { Environment } from "../../environments/schema";
import { synthesize } from "../../main";
import { contentOf } from "../../stacks/content";
import { loadEnvironments } from "../../stacks/environments";
import { shippedPipelines } from "../docker/pipelines";
import { leftIn, submitMetricsOf } from "./org";
import { copyOfProject } from "./project";
import { describeWithProviders } from "./requirements";
import { run, type StackJson, Workspace } from "./workspace";

const KEYS = { apiKey: "sentinel-api-key", appKey: "sentinel-app-key" };

/** The synthesized stacks of an environment by id, the agent's aside, in the order in which they are deployed. */
function stacksOf(...environments: Environment[]): Map<string, StackJson> {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const ids = synthesize({ environments, outdir }).filter((id) => !id.endsWith("-agent"));
    return new Map(ids.map((id) => [id, JSON.parse(readFileSync(join(outdir, "stacks", id, "cdk.tf.json"), "utf8"))]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function variables({ url, keys }: ServedOrg): NodeJS.ProcessEnv {
  return { DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey, DD_HOST: url, TF_VAR_datadog_api_url: url };
}

async function applied(stack: StackJson, served: ServedOrg, provider: string): Promise<Workspace> {
  const workspace = new Workspace(stack, { env: variables(served), provider });
  await workspace.succeed("init", "-input=false");
  await workspace.succeed("apply", "-auto-approve", "-input=false");
  return workspace;
}

const environments = loadEnvironments();

describeWithProviders("the real provider applies to the org", (provider) => {
  let org: Org;
  let served: ServedOrg;
  const workspaces: Workspace[] = [];

  beforeEach(async () => {
    org = new Org();
    served = await serveOrg(org, { keys: KEYS });
  });

  afterEach(async () => {
    for (const workspace of workspaces.splice(0)) workspace.remove();
    await served.stop();
  });

  test.each(environments.map((environment) => [environment.name, environment] as const))(
    "%s: applied, nothing left to do, one threshold is one update, destroyed without a trace",
    async (_name, environment) => {
      const stacks = stacksOf(environment);
      const byId = new Map<string, Workspace>();
      for (const [id, stack] of stacks) {
        submitMetricsOf(org, stack);
        const workspace = new Workspace(stack, { env: variables(served), provider });
        workspaces.push(workspace);
        byId.set(id, workspace);
        await workspace.succeed("init", "-input=false");
        await workspace.succeed("validate");
        expect(Object.keys(await workspace.plan())).toEqual(["create"]);
        await workspace.succeed("apply", "-input=false", "plan.bin");
        expect({ [id]: await workspace.plan() }).toEqual({ [id]: {} });
        expect(workspace.state()).not.toContain("sentinel");
      }

      const monitors = byId.get(`${environment.name}-monitors`) as Workspace;
      const stricter = {
        ...environment.monitors,
        failure: { enabled: true, ...environment.monitors.failure, critical: 17 },
      };
      const changed = stacksOf({ ...environment, monitors: stricter }).get(`${environment.name}-monitors`) as StackJson;
      monitors.write(changed);
      expect(await monitors.plan()).toEqual({ update: ["datadog_monitor.failure"] });

      for (const workspace of [...byId.values()].reverse()) {
        await workspace.succeed("destroy", "-auto-approve", "-input=false");
      }
      expect(leftIn(org)).toEqual([]);
    },
  );

  test("all environments in one organization: destroying demo leaves nothing to do for the others", async () => {
    const [demo, ...others] = environments as [Environment, ...Environment[]];
    const own = { ...demo, metrics: undefined, logs: undefined, traces: undefined };
    const stacks = stacksOf(own, ...others);
    const made: [string, Workspace][] = [];
    for (const [id, stack] of stacks) {
      submitMetricsOf(org, stack);
      made.push([id, await applied(stack, served, provider)]);
    }
    workspaces.push(...made.map(([, workspace]) => workspace));
    for (const [id, workspace] of made) {
      if (id.startsWith("demo-")) await workspace.succeed("destroy", "-auto-approve", "-input=false");
    }
    const left = made.filter(([id]) => !id.startsWith("demo-"));
    expect(left.length).toBeGreaterThan(3);
    for (const [id, workspace] of left) expect({ [id]: await workspace.plan() }).toEqual({ [id]: {} });
  });

  test.each(environments.map((environment) => [environment.name, environment] as const))(
    "%s: an org that the provider filled equals one that was loaded from the JSON, object by object",
    async (_name, environment) => {
      const loaded = new Org();
      for (const stack of stacksOf(environment).values()) {
        submitMetricsOf(org, stack);
        submitMetricsOf(loaded, stack);
        workspaces.push(await applied(stack, served, provider));
        expect(loadTerraform(loaded, stack, { provider }).warnings).toEqual([]);
      }
      expect(declaredObjects(org).length).toBeGreaterThanOrEqual(6);
      expect(declaredObjects(loaded)).toEqual(declaredObjects(org));
    },
  );

  test("every grok rule reaches the org as it stands in logs/", async () => {
    const stacks = stacksOf(environments.find((environment) => environment.logs?.enabled) as Environment);
    const [, stack] = [...stacks].find(([id]) => id.endsWith("-logs")) as [string, StackJson];
    workspaces.push(await applied(stack, served, provider));
    const rules = (processors: readonly object[]) =>
      processors.flatMap((processor) => ("grok" in processor ? [processor.grok] : []));
    const inOrg = [...org.logsPipelines.values()].map(({ name, processors }) => [name, rules(processors as object[])]);
    const written = shippedPipelines().map(({ name, processors }) => [name, rules(processors ?? [])]);
    expect(written.length).toBe(6);
    expect(Object.fromEntries(inOrg)).toEqual(Object.fromEntries(written));
  });

  test("a wrong key is refused before anything is made", async () => {
    const [stack] = stacksOf(environments[0] as Environment).values();
    const workspace = new Workspace(stack as StackJson, {
      env: { ...variables(served), DD_API_KEY: "another" },
      provider,
    });
    workspaces.push(workspace);
    await workspace.succeed("init", "-input=false");
    const { status, output } = await workspace.terraform("plan", "-input=false");
    expect(status).toBe(1);
    expect(output).toContain("403 Forbidden");
    expect(declaredObjects(org)).toEqual([]);
  });
});

/** An org that the metrics stacks can be deployed to. */
async function servedOrgWithMetrics(): Promise<{ readonly org: Org; readonly served: ServedOrg }> {
  const org = new Org();
  for (const stack of stacksOf(...environments).values()) submitMetricsOf(org, stack);
  return { org, served: await serveOrg(org, { keys: KEYS }) };
}

describeWithProviders("the npm scripts on a copy of the project", (provider) => {
  let copy: string;
  beforeEach(async () => {
    copy = await copyOfProject(provider);
  });
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  const npm = ({ url, keys }: ServedOrg, ...args: string[]) =>
    run("npm", ["run", "--silent", ...args], {
      cwd: copy,
      env: { DD_HOST: url, DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey, CI: "1" },
    });

  test("deploy, diff and destroy demo", async () => {
    const { org, served } = await servedOrgWithMetrics();
    try {
      const before = await npm(served, "diff", "--", "demo");
      expect(before.status).toBe(2);
      expect(before.output).toContain("Pipeline failures");
      const deployed = await npm(served, "deploy", "--", "demo", "--yes");
      expect(deployed.output).toContain("demo-monitors: done");
      expect(deployed.status).toBe(0);
      expect(leftIn(org)).toContain("monitor Pipeline failures");
      const after = await npm(served, "diff", "--", "demo");
      expect([after.status, after.output]).toEqual([0, expect.stringContaining("no changes")]);
      const destroyed = await npm(served, "destroy", "--", "demo", "--yes");
      expect(destroyed.status).toBe(0);
      expect(leftIn(org)).toEqual([]);
      for (const { output } of [before, deployed, after, destroyed]) expect(output).not.toContain("sentinel");
    } finally {
      await served.stop();
    }
  });

  test("one sandbox, another, the first again: it has all of it still, and each is destroyed alone", async () => {
    const [a, b] = [await servedOrgWithMetrics(), await servedOrgWithMetrics()];
    // An environment whose own state is remote: its backend is never asked, or this would fail without an account.
    const deploy = ({ served }: typeof a) =>
      npm(served, "deploy", "--", "production", "monitors", "acme-logs", "--yes");
    try {
      for (const each of [a, b]) {
        const { status, output } = await deploy(each);
        expect(output).toContain("acme-logs: done");
        expect(status).toBe(0);
      }
      const made = leftIn(a.org);
      expect(made).toContain("monitor Pipeline failures");
      expect(leftIn(b.org)).toEqual(made);
      const again = await deploy(a);
      expect([again.status, again.output]).toEqual([0, expect.stringContaining("no changes")]);
      expect(leftIn(a.org)).toEqual(made);
      const destroyed = await npm(b.served, "destroy", "--", "production", "monitors", "acme-logs", "--yes");
      expect([destroyed.status, leftIn(b.org), leftIn(a.org)]).toEqual([0, [], made]);
    } finally {
      await Promise.all([a.served.stop(), b.served.stop()]);
    }
  });

  test("plain cdktf deploys to a sandbox, and will not move its state to another", async () => {
    const [a, b] = [await servedOrgWithMetrics(), await servedOrgWithMetrics()];
    const cdktf = ({ served: { url, keys } }: typeof a) =>
      run("npx", ["cdktf", "deploy", "staging-monitors", "--auto-approve", "--skip-provider-lock"], {
        cwd: copy,
        env: { DD_HOST: url, DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey, CI: "1" },
      });
    try {
      const first = await cdktf(a);
      expect([first.status, first.output]).toEqual([0, expect.stringContaining("Apply complete")]);
      const second = await cdktf(b);
      expect([second.status, second.output]).toEqual([
        1,
        expect.stringContaining(
          "Terraform was initialized in cdktf.out/stacks/staging-monitors with another state (.state/sandbox/",
        ),
      ]);
      const staging = environments.find(({ name }) => name === "staging") as Environment;
      const { monitors, slos, sloAlerts, downtimes, notificationRules } = contentOf(staging);
      const made = [monitors, slos, sloAlerts, downtimes, notificationRules].flat();
      expect([leftIn(b.org), leftIn(a.org).length]).toEqual([[], made.length]);
    } finally {
      await Promise.all([a.served.stop(), b.served.stop()]);
    }
  });
});
