import { createColors } from "picocolors";
import { explain, parseMonitorQuery } from "../datadog/query";
import { serveOrg } from "../datadog/sandbox/api/server";
import { Org } from "../datadog/sandbox/org";
import { loadTerraform } from "../datadog/sandbox/terraform/load";
import { loadEnvironment, loadEnvironments } from "../environments/load";
import { synthesize } from "../main";
import { stacksOf } from "../stacks/all";
import { readStackJsons } from "./changes";
import { runCommand } from "./run-command";
import { type Declared, startReport } from "./start-report";

const OUTDIR = "cdktf.out";

/** An environment as it is declared, and an org that has all of it. */
export interface Started {
  readonly declared: Declared;
  readonly org: Org;
  /** What the org did not take from the stacks, and why. */
  readonly warnings: readonly string[];
}

/**
 * Synthesizes all environments, and puts one into an org on this machine.
 * @param name of the environment @default "demo"
 * @throws Error with one line a problem, when a file, a monitor or a dashboard breaks a rule
 */
export function startEnvironment(name = "demo", outdir = OUTDIR): Started {
  const environment = loadEnvironment(name);
  const environments = loadEnvironments();
  synthesize({ environments, outdir });
  const jsons = readStackJsons(outdir);
  const org = new Org();
  const stacks = stacksOf(environment).map(({ id }) => ({ id, json: jsons.get(id) }));
  const warnings = stacks.flatMap(({ json }) => loadTerraform(org, json).warnings);
  const declared: Declared = {
    environment,
    outdir,
    stacks: stacks.map(({ id, json }) => ({ id, objects: objectsText(json) })),
    monitors: [...org.monitors.values()].map((monitor) => ({
      name: String(monitor.name),
      condition: conditionText(String(monitor.query)),
    })),
    dashboards: [...org.dashboards.values()].map(({ title, widgets }) => ({
      title: String(title),
      topics: topicsOf(widgets),
    })),
    environments,
  };
  return { declared, org, warnings };
}

/** The condition of a monitor in words; its query where there are none. */
function conditionText(query: string): string {
  const parsed = parseMonitorQuery(query);
  return parsed.ok ? explain(parsed.node) : query;
}

/** The titles of a dashboard's widgets, those in groups too; a note or a group has none of its own. */
function topicsOf(widgets: unknown): string[] {
  if (!Array.isArray(widgets)) return [];
  return widgets.flatMap(({ definition }: { definition?: { title?: unknown; type?: unknown; widgets?: unknown } }) => {
    if (definition?.type === "group") return topicsOf(definition.widgets);
    return typeof definition?.title === "string" && definition.title !== "" ? [definition.title] : [];
  });
}

/** What Terraform calls otherwise than people do. */
const NOUNS: Readonly<Record<string, string>> = {
  datadog_dashboard_json: "dashboard",
  datadog_logs_custom_pipeline: "log pipeline",
  datadog_logs_metric: "logs-based metric",
  datadog_apm_retention_filter: "retention filter",
  datadog_software_catalog: "catalog entity",
};

/** `3 monitors, 1 dashboard`. */
function objectsText(json: unknown): string {
  const { resource = {} } = json as { readonly resource?: Readonly<Record<string, object>> };
  return Object.entries(resource)
    .map(([type, named]) => {
      const count = Object.keys(named).length;
      const noun = NOUNS[type] ?? type.slice(type.indexOf("_") + 1).replaceAll("_", " ");
      return `${count} ${count === 1 ? noun : noun.replace(/y$/, "ie").concat("s")}`;
    })
    .join(", ");
}

async function start(args: readonly string[]): Promise<number> {
  const { declared, org, warnings } = startEnvironment(args[0]);
  const terminal = process.stdout.isTTY === true && !process.env.CI;
  console.log(startReport(declared, createColors(process.stdout.isTTY === true && !process.env.NO_COLOR)));
  for (const warning of warnings) console.error(warning);
  if (!terminal) return 0;
  const served = await serveOrg(org);
  const { apiKey, appKey } = served.keys;
  console.log(`\nAn org with all of it listens on ${served.url}. For Terraform and API clients:`);
  console.log(`\nexport DD_HOST=${served.url} DD_API_KEY=${apiKey} DD_APP_KEY=${appKey}`);
  console.log("\nIt keeps everything in memory. Ctrl-C stops it.");
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await served.stop();
  return 0;
}

if (require.main === module) void runCommand(() => start(process.argv.slice(2)));
