import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Dashboard } from "../../constructs/dashboard";
import { LogsMetric } from "../../constructs/logs-metric";
import { Monitor } from "../../constructs/monitor";
import { Slo } from "../../constructs/slo";
import {
  alertGraph,
  alertValue,
  dashboard,
  linkTo,
  logsMetric,
  type MonitorDefinition,
  monitorSummary,
  note,
  pathTo,
  slo,
  sloSummary,
} from "../../datadog/definitions";
import { counter } from "../../datadog/query";

const monitor = (name: string, tags: readonly string[] = ["env:demo"]): MonitorDefinition => ({
  name,
  type: "metric alert",
  query: "avg(last_5m):avg:a.b{*} > 1",
  message: "",
  tags,
});
const runs = counter("runs", { description: "Runs.", tags: ["status"] });
const sloNamed = (name: string, tags: readonly string[]) =>
  slo({ name, target: 99, good: runs.sum().where({ status: "ok" }), total: runs.sum(), tags });
const page = (title: string, ...widgets: readonly Parameters<typeof dashboard>[0]["widgets"][number][]) =>
  dashboard({ title, description: "", widgets });

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

interface Synthesized {
  /** The JSON of a stack. */
  readonly json: (stack: string) => Record<string, Record<string, Record<string, Record<string, unknown>>>>;
  /** What each stack depends on. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** Synthesizes an app of stacks, each filled by a function. */
function synthesized(stacks: Readonly<Record<string, (stack: TerraformStack) => void>>): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), "links-"));
  folders.push(outdir);
  const app = new App({ outdir, stackTraces: false, skipValidation: true });
  for (const [id, fill] of Object.entries(stacks)) fill(new TerraformStack(app, id));
  app.synth();
  const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), "utf8"));
  const manifest = read("manifest.json") as { stacks: Record<string, { dependencies: string[] }> };
  return {
    json: (stack) => read(`stacks/${stack}/cdk.tf.json`),
    dependencies: Object.fromEntries(Object.entries(manifest.stacks).map(([id, each]) => [id, each.dependencies])),
  };
}

/** What a data source asks for, without cdktf's own notes. */
const asked = (source: Record<string, unknown> | undefined) => ({ ...source, "//": undefined });

describe("a dashboard of another stack than its monitors", () => {
  const slow = monitor("[demo] Slow ${stage}", ["env:demo", "team:data"]);
  const success = sloNamed("Run success", ["team:data", "env:demo"]);
  const other = page("Errors", note("nothing"));
  const shows = page(
    "Overview",
    alertGraph("Slow", slow),
    alertValue("Slowest", slow),
    sloSummary("Success", success),
    monitorSummary("Both", [slow, monitor("unused")].slice(0, 1)),
    note(`[Slow](${pathTo(slow)}), [success](${pathTo(success)}), [errors](${pathTo(other)})`),
  );
  const { json, dependencies } = synthesized({
    // In any order: the stacks that are read may be declared later.
    pages: (stack) => new Dashboard(stack, "overview", shows),
    alerts: (stack) => {
      new Slo(stack, "success", success);
      new Monitor(stack, "slow", slow);
    },
    others: (stack) => new Dashboard(stack, "errors", other),
  });

  test("finds them by name with data sources, one for each", () => {
    const { data } = json("pages");
    expect(Object.keys(data!)).toHaveLength(3);
    // Terraform reads ${ as the start of an expression: here it is text, and doubled.
    expect(asked(data!.datadog_monitor!.slow)).toEqual({
      name_filter: "[demo] Slow $${stage}",
      monitor_tags_filter: ["env:demo", "team:data"],
    });
    expect(asked(data!.datadog_service_level_objective!.success)).toEqual({
      name_query: "Run success",
      tags_query: "env:demo",
    });
    expect(asked(data!.datadog_dashboard!.errors)).toEqual({ name: "Errors" });
  });

  test("gets their ids in widgets and links", () => {
    const { widgets } = JSON.parse(String(json("pages").resource!.datadog_dashboard_json!.overview!.dashboard)) as {
      widgets: { definition: Record<string, unknown> }[];
    };
    const [graph, value, summary, list, text] = widgets.map(({ definition }) => definition);
    expect(graph?.alert_id).toBe("${data.datadog_monitor.slow.id}");
    expect(value?.alert_id).toBe("${data.datadog_monitor.slow.id}");
    expect(summary?.slo_id).toBe("${data.datadog_service_level_objective.success.id}");
    expect(list?.query).toBe("${data.datadog_monitor.slow.id}");
    expect(text?.content).toBe(
      "[Slow](/monitors/${data.datadog_monitor.slow.id}), " +
        "[success](/slo?slo_id=${data.datadog_service_level_objective.success.id}), " +
        "[errors](/dashboard/${data.datadog_dashboard.errors.id})",
    );
  });

  test("is deployed after them", () => {
    expect(dependencies.pages?.toSorted()).toEqual(["alerts", "others"]);
    expect([dependencies.alerts, dependencies.others]).toEqual([[], []]);
  });

  test("leaves the stacks that are read as they were", () => {
    const alone = synthesized({
      alerts: (stack) => {
        new Slo(stack, "success", { ...success });
        new Monitor(stack, "slow", { ...slow });
      },
    });
    expect(json("alerts")).toEqual(alone.json("alerts"));
    expect(json("alerts")).not.toHaveProperty("data");
  });
});

test("a monitor of the same stack is still Terraform's own reference, whatever else is in the app", () => {
  const slow = monitor("Slow");
  const { json, dependencies } = synthesized({
    all: (stack) => {
      new Dashboard(stack, "page", page("Page", alertGraph("Slow", slow)));
      new Monitor(stack, "slow", slow);
    },
    rest: (stack) => new Monitor(stack, "slow", monitor("Slow")),
  });
  expect(json("all").resource!.datadog_dashboard_json!.page!.dashboard).toContain("${datadog_monitor.slow.id}");
  expect(json("all")).not.toHaveProperty("data");
  expect(dependencies).toEqual({ all: [], rest: [] });
});

test("monitors of two stacks that have the same id are two data sources", () => {
  const [a, b] = [monitor("A"), monitor("B")];
  const { json } = synthesized({
    one: (stack) => new Monitor(stack, "runs", a),
    two: (stack) => new Monitor(stack, "runs", b),
    pages: (stack) => new Dashboard(stack, "page", page("Page", alertGraph("A", a), alertGraph("B", b))),
  });
  const found = json("pages").data!.datadog_monitor!;
  expect(Object.entries(found).map(([name, source]) => [name, source.name_filter])).toEqual([
    ["runs", "A"],
    ["two-runs", "B"],
  ]);
});

describe("a name that is part of another", () => {
  const links = (target: MonitorDefinition, beside: MonitorDefinition) => () =>
    synthesized({
      alerts: (stack) => {
        new Monitor(stack, "target", target);
        new Monitor(stack, "beside", beside);
      },
      pages: (stack) => new Dashboard(stack, "page", page("Page", alertGraph("Runs", target))),
    });

  test("is no matter where a tag tells them apart", () => {
    expect(links(monitor("Runs", ["env:demo", "kind:a"]), monitor("runs fail", ["env:demo"]))).not.toThrow();
  });

  test("is refused where nothing does: Datadog finds monitors by a part of their names", () => {
    expect(links(monitor("Runs", ["env:demo"]), monitor("No runs", ["env:demo", "kind:b"]))).toThrow(
      'pages/page refers to datadog_monitor.target of stack alerts by its name "Runs", which would find "No runs" too: ' +
        'rename one of them, or give "Runs" a tag that the other does not have',
    );
  });

  test("takes the tag of an SLO that no other has: there is room for one", () => {
    const target = sloNamed("Runs", ["env:demo", "kind:a"]);
    const { json } = synthesized({
      alerts: (stack) => {
        new Slo(stack, "target", target);
        new Slo(stack, "beside", sloNamed("Runs of Spark", ["env:demo", "kind:b"]));
      },
      pages: (stack) => new Dashboard(stack, "page", page("Page", sloSummary("Runs", target))),
    });
    expect(json("pages").data!.datadog_service_level_objective!.target!.tags_query).toBe("kind:a");
  });
});

describe("is refused with what to do", () => {
  test("where two stacks refer to each other", () => {
    const slow = { ...monitor("Slow") };
    const overview = page("Overview", alertGraph("Slow", slow));
    const failing = { ...monitor("Failing"), message: `See ${linkTo(overview)}.` };
    const both = () =>
      synthesized({
        alerts: (stack) => {
          new Monitor(stack, "slow", slow);
          new Monitor(stack, "failing", failing);
        },
        pages: (stack) => new Dashboard(stack, "overview", overview),
      });
    expect(both).toThrow(
      /refers to \S+, but stack \w+ refers to stack \w+ too: neither could be deployed first; remove the links of one of the two/,
    );
  });

  test("where two other stacks have it", () => {
    const slow = monitor("Slow");
    const twice = () =>
      synthesized({
        one: (stack) => new Monitor(stack, "slow", slow),
        two: (stack) => new Monitor(stack, "slow", slow),
        pages: (stack) => new Dashboard(stack, "page", page("Page", alertGraph("Slow", slow))),
      });
    expect(twice).toThrow(
      'pages/page refers to "Slow", which is in the stacks one and two: create a separate object for each',
    );
  });

  test("where Terraform has no data source for it", () => {
    const metric = logsMetric({ name: "errors", query: "status:error" });
    const text = () =>
      synthesized({
        logs: (stack) => new LogsMetric(stack, "errors", metric),
        pages: (stack) => new Dashboard(stack, "page", page("Page", note(linkTo(metric)))),
      });
    expect(text).toThrow("pages/page refers to");
  });
});
