import { TerraformStack, Testing } from "cdktf";
import { Dashboard } from "../../../constructs/dashboard";
import { Monitor } from "../../../constructs/monitor";
import { Slo } from "../../../constructs/slo";
import {
  alertGraph,
  dashboard,
  type MonitorDefinition,
  note,
  pathTo,
  slo,
  sloSummary,
} from "../../../datadog/definitions";
import { type ServedOrg, serveOrg } from "../../../datadog/sandbox/api/server";
import { Org } from "../../../datadog/sandbox/org";
import { describeWithProviders } from "../requirements";
import { type StackJson, Workspace } from "../workspace";

const monitor = (name: string, env: string): MonitorDefinition => ({
  name,
  type: "metric alert",
  query: "avg(last_5m):avg:mill.queue{*} > 90",
  message: "",
  tags: [`env:${env}`],
});

/** A stack for monitors, and one whose dashboard shows them, as Terraform is given them. */
function stacks(monitorId: string, renamedFrom?: string): readonly [alerts: StackJson, pages: StackJson] {
  const app = Testing.app();
  const [alerts, pages] = [new TerraformStack(app, "alerts"), new TerraformStack(app, "pages")];
  const queue = monitor("[north] Queue", "north");
  const flour = slo({
    name: "Flour",
    target: 99,
    good: "sum:mill.flour{*}.as_count()",
    total: "sum:mill.grain{*}.as_count()",
    tags: ["env:north"],
  });
  new Monitor(alerts, monitorId, queue, { renamedFrom });
  new Monitor(alerts, "south", monitor("[south] Queue", "south"));
  new Slo(alerts, "flour", flour);
  const mill = dashboard({ title: "Mill", description: "", widgets: [note("Empty.")] });
  new Dashboard(alerts, "mill", mill);
  const widgets = [alertGraph("Queue", queue), sloSummary("Flour", flour), note(`See ${pathTo(mill)}.`)];
  new Dashboard(pages, "page", dashboard({ title: "Page", description: "", widgets }));
  for (const stack of [alerts, pages]) stack.prepareStack();
  return [JSON.parse(Testing.synth(alerts)), JSON.parse(Testing.synth(pages))];
}

describeWithProviders("a stack that links to another", (provider) => {
  const org = new Org();
  let served: ServedOrg;
  let alerts: Workspace;
  let pages: Workspace;

  beforeAll(async () => {
    served = await serveOrg(org);
    const { url, keys } = served;
    const env = { DD_HOST: url, DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey };
    [alerts, pages] = stacks("queue").map((stack) => new Workspace(stack, { env, provider })) as [Workspace, Workspace];
    for (const workspace of [alerts, pages]) await workspace.succeed("init", "-input=false");
  });

  afterAll(async () => {
    await served.stop();
    for (const workspace of [alerts, pages]) workspace.remove();
  });

  test("cannot be planned before the other was applied", async () => {
    const { status, output } = await pages.terraform("plan", "-input=false");
    expect([status, output]).toEqual([1, expect.stringContaining("your query returned no result")]);
  });

  test("then has the ids of its objects, and a second plan is empty", async () => {
    for (const workspace of [alerts, pages]) await workspace.succeed("apply", "-input=false", "-auto-approve");
    const page = [...org.dashboards.values()].find(({ title }) => title === "Page");
    const { id: queue } = org.monitors.all().find(({ definition }) => definition.name === "[north] Queue")!;
    const mill = [...org.dashboards.values()].find(({ title }) => title === "Mill");
    expect(page?.widgets).toMatchObject([
      { definition: { alert_id: String(queue) } },
      { definition: { slo_id: org.slos.all()[0]?.id } },
      { definition: { content: `See /dashboard/${mill?.id}.` } },
    ]);
    expect(await pages.plan()).toEqual({});
  });

  test("a monitor that was renamed in code stays the same monitor", async () => {
    const before = org.monitors.all().map(({ id }) => id);
    alerts.write(stacks("stock", "queue")[0]);
    expect(await alerts.plan()).toEqual({});
    await alerts.succeed("apply", "-input=false", "-auto-approve");
    expect(await alerts.succeed("state", "list")).toContain("datadog_monitor.stock");
    expect(org.monitors.all().map(({ id }) => id)).toEqual(before);
    // The block may go once it was applied.
    alerts.write(stacks("stock")[0]);
    expect(await alerts.plan()).toEqual({});
  });
});
