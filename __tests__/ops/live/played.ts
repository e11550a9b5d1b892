import { type JsonObject, objectOf } from "../../../datadog/json";
import { loadTerraform, Org } from "../../../datadog/sandbox";
import { type Scenario, type ScenarioName, scenarios } from "../../../demo/scenarios";
import { type RunningStory, startStory } from "../../../ops/live";
import { lineText, NO_COLORS } from "../../../ops/words";
import { loadEnvironment } from "../../../stacks/environments";
import { synthesized } from "../../stacks/synthesized";

/** A Monday, 09:00 UTC: a whole hour. */
export const START = Date.parse("2026-01-05T09:00:00Z") / 1000;

let json: JsonObject | undefined;

/** The synthesized monitors of demo, without the alerts of SLOs: their windows of 30 days take long. */
export function demoMonitors(): JsonObject {
  json ??= withoutSloAlerts(demoStack("demo-monitors"));
  return json;
}

let stacks: ReturnType<typeof synthesized> | undefined;

function demoStack(name: string): unknown {
  stacks ??= synthesized([loadEnvironment("demo")]);
  return [...stacks].find(([stack]) => stack === name)![1];
}

function withoutSloAlerts(stack: unknown): JsonObject {
  const { resource, ...rest } = structuredClone(stack) as JsonObject;
  const { datadog_monitor: monitors, ...others } = objectOf(resource);
  const kept = Object.entries(objectOf(monitors)).filter(([, monitor]) => objectOf(monitor).type !== "slo alert");
  return { ...rest, resource: { ...others, datadog_monitor: Object.fromEntries(kept) } };
}

interface Settings {
  readonly seed?: number;
  readonly speed?: number;
  readonly notifications?: string;
}

/** A story of demo's monitors, with its history; close it. */
export function storyOf(scenario: Scenario | undefined, settings: Settings = {}): Promise<RunningStory> {
  return startStory({
    speed: Number.POSITIVE_INFINITY,
    ...settings,
    scenario,
    now: START * 1000,
    started: (clock) => {
      const org = new Org({ clock });
      loadTerraform(org, demoMonitors());
      loadTerraform(org, demoStack("demo-logs"));
      return { org, environment: loadEnvironment("demo") };
    },
  });
}

/** What a story told: its printed lines, and each change as `simulate` writes it, with the monitor's name before it. */
export interface Told {
  readonly lines: readonly string[];
  readonly changes: readonly string[];
}

const stories = new Map<ScenarioName, Promise<Told>>();

/** What the story of a scenario tells; it is told once. */
export function toldOf(name: ScenarioName): Promise<Told> {
  const known = stories.get(name) ?? told(scenarios[name]);
  stories.set(name, known);
  return known;
}

/** A short one: runs fail, and what fires does not recover. */
export const SHORT: Scenario = {
  title: "Runs fail",
  phases: [{ from: 0, to: 3, failing: { load: 0.6 } }],
  minutes: 3,
};

/** Tells a story to its end. */
export async function told(scenario: Scenario | undefined, settings: Settings = {}): Promise<Told> {
  const running = await storyOf(scenario, settings);
  const lines: string[] = [];
  const changes: string[] = [];
  try {
    await running.playInLines((line) => lines.push(line), {
      width: 80,
      colors: NO_COLORS,
      changed: (some) => changes.push(...some.map((change) => `${change.monitor}: ${lineText(change)}`)),
    });
  } finally {
    await running.close();
  }
  return { lines, changes };
}
