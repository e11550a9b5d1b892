import { type SloDefinition, withLinks } from "../../datadog/definitions";
import { Ids } from "../../datadog/sandbox/ids";
import { loadTerraform } from "../../datadog/sandbox/load";
import { Org } from "../../datadog/sandbox/org";
import { groupOf } from "../../environments/monitor-settings";
import type { Environment } from "../../environments/schema";
import { synthesize } from "../../main";
import { monitors } from "../../monitors";
import { stacksOf } from "../../stacks/all";
import { contentOf } from "../../stacks/content";
import { inRounds, readDependencies } from "../../stacks/dependencies";
import { loadEnvironment, loadEnvironments } from "../../stacks/environments";
import { monitorStates } from "../../stacks/monitors-content";
import { outputFolder, sandboxIn } from "../../stacks/sandbox";
import { readStackJsons } from "../changes";
import { behaviorWords, conditionText, countedType } from "../words";
import type { Declared } from "./report";
import { reportMetrics } from "./reported";

/** An environment as it is declared, and an org that has all of it. */
export interface Started {
  readonly declared: Declared;
  readonly org: Org;
  /** What the org did not take from the stacks, and why. */
  readonly warnings: readonly string[];
}

interface Settings {
  /** Where the JSON goes. @default cdktf.out, or the folder of the sandbox that the environment's variables name */
  readonly outdir?: string;
  /** Of the objects. @default others each time */
  readonly ids?: Ids;
  /** The org's time, in milliseconds since 1970. @default the machine's clock */
  readonly clock?: () => number;
}

/**
 * Synthesizes all environments, and puts one into an org on this machine; its agent, which is no object of Datadog's, aside.
 * @param name of the environment @default "demo"
 * @throws Error with one line a problem, when a file, a monitor or a dashboard breaks a rule
 */
export function startEnvironment(
  name = "demo",
  { outdir = outputFolder(sandboxIn(process.env)), ids = Ids.random(), clock }: Settings = {},
): Started {
  const environment = loadEnvironment(name);
  const environments = loadEnvironments();
  synthesize({ environments, outdir });
  const jsons = readStackJsons(outdir);
  const org = new Org({ ids, clock });
  reportMetrics(org);
  const stacks = stacksOf(environment).map(({ id }) => ({ id, json: jsons.get(id) }));
  const order = inRounds(
    stacks.map(({ id }) => id),
    readDependencies(outdir),
  ).flat();
  const loaded = new Map(order.map((id) => [id, loadTerraform(org, jsons.get(id))]));
  const warnings = [...loaded.values()].flatMap((each) => each.warnings);
  const declared: Declared = {
    environment,
    outdir,
    stacks: stacks.map(({ id, json }) => ({
      id,
      objects: objectsText(json),
      inOrg: loaded.get(id)!.objects.length > 0,
    })),
    monitors: ownMonitors(environment),
    groups: groupsIn(environment),
    dashboards: [...org.dashboards.values()].map(({ title, widgets }) => ({
      title: String(title),
      topics: topicsOf(widgets),
    })),
    environments,
  };
  return { declared, org, warnings };
}

/** The monitors of no component, and the alerts of SLOs. */
function ownMonitors(environment: Environment): Declared["monitors"] {
  const { monitors, sloAlerts, slos, notificationRules } = contentOf(environment);
  const around = {
    notificationRules: notificationRules.map(({ definition }) => definition),
    slo: (name: string) => slos.find(({ definition }) => definition.name === name)?.definition,
  };
  return [...monitors.filter(({ name }) => groupOf(name) === undefined), ...sloAlerts].map(({ definition }) => {
    const query = named(definition.query);
    return {
      name: definition.name,
      condition: conditionText(query),
      behavior: behaviorWords({ ...definition, query }, around),
    };
  });
}

/** A query that names SLOs by value, with their names. */
function named(query: string): string {
  return withLinks(query, (slo) => (slo as SloDefinition).name);
}

/** The monitors of each component, those that the environment has and those that it does not. */
function groupsIn(environment: Environment): Declared["groups"] {
  const states = monitorStates(environment, monitors);
  const groups = [...new Set(states.flatMap(({ name }) => groupOf(name) ?? []))];
  return groups.map((group) => {
    const own = states.filter(({ name }) => groupOf(name) === group);
    const named = (enabled: boolean) =>
      own.filter((one) => one.enabled === enabled).map(({ name }) => name.slice(group.length + 1));
    return { group, on: named(true), off: named(false) };
  });
}

/** The titles of a dashboard's widgets, those in groups too; a note or a group has none of its own. */
function topicsOf(widgets: unknown): string[] {
  if (!Array.isArray(widgets)) return [];
  return widgets.flatMap(({ definition }: { definition?: { title?: unknown; type?: unknown; widgets?: unknown } }) => {
    if (definition?.type === "group") return topicsOf(definition.widgets);
    return typeof definition?.title === "string" && definition.title !== "" ? [definition.title] : [];
  });
}

/** `3 monitors, 1 dashboard`. */
function objectsText(json: unknown): string {
  const { resource = {} } = json as { readonly resource?: Readonly<Record<string, object>> };
  return Object.entries(resource)
    .map(([type, named]) => countedType(type, Object.keys(named).length))
    .join(", ");
}
