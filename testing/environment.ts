import { isDeepStrictEqual } from "node:util";
import { withEnvironment } from "../constructs/defaults";
import type { MonitorDefinition } from "../datadog/definitions";
import type { Environment } from "../environments/schema";
import { tagsOf } from "../environments/tags";
import type { Listed } from "../stacks/listed";

// What ships is loaded once a story is told in an environment: stories of other monitors need none of it.
const monitorsModule = () => require("../monitors") as typeof import("../monitors");
const contentModule = () => require("../stacks/content") as typeof import("../stacks/content");
const makingModule = () => require("../stacks/monitors-content") as typeof import("../stacks/monitors-content");
const environmentsModule = () => require("../stacks/environments") as typeof import("../stacks/environments");

/** No environment: a definition as it stands. */
export const none: unique symbol = Symbol("no environment");

/** An environment by its name, or as it was read; `none` for a definition as it stands. */
export type StoryEnvironment = string | Environment | typeof none;

/** A definition as it ships in an environment. */
export interface Placed {
  readonly definition: MonitorDefinition;
  /** The name in monitors/index.ts, where it is one of those. @default it does not ship */
  readonly name?: string;
}

const READ = new Map<string, Environment>();

/** @throws EnvironmentError when there is none of that name */
export function environmentOf(environment: Exclude<StoryEnvironment, typeof none>): Environment {
  if (typeof environment !== "string") return environment;
  const known = READ.get(environment) ?? environmentsModule().loadEnvironment(environment);
  READ.set(environment, known);
  return known;
}

/**
 * A monitor as a stack of the environment has it: of one that is made as monitors/index.ts makes it, what ships, with the
 * environment's settings (one that is off, as it would ship once it is turned on); of any other, what it is, with
 * the environment's scope, tags, handles and runbook.
 */
export function placedIn(definition: MonitorDefinition, environment: Environment): Placed {
  const name = `${environment.namePrefix ?? ""}${definition.name}`;
  const isNamed = (one: Listed<MonitorDefinition>) => one.definition.name === name;
  const { monitors, sloAlerts } = contentModule().contentOf(environment);
  const shipped = [...monitors, ...sloAlerts].find(isNamed) ?? allOf(environment).find(isNamed);
  if (shipped && isAsMade(shipped.name, definition)) return { definition: shipped.definition, name: shipped.name };
  return { definition: withEnvironment(definition, environment) };
}

const ALL = new WeakMap<Environment, readonly Listed<MonitorDefinition>[]>();

/** The monitors of an environment, and those that it does not have, as if it had them. */
function allOf(environment: Environment): readonly Listed<MonitorDefinition>[] {
  const known = ALL.get(environment);
  if (known) return known;
  const all = makingModule().monitorsIn(environment, monitorsModule().monitors, { all: true });
  ALL.set(environment, all);
  return all;
}

/** Whether a definition is what its maker makes without settings; one with settings of its own keeps them. */
function isAsMade(name: string, definition: MonitorDefinition): boolean {
  const make = monitorsModule().monitors.find(([other]) => other === name)?.[1] as
    | ((settings: object) => MonitorDefinition)
    | undefined;
  try {
    if (make === undefined) return true;
    const made = make({});
    // The parts of a composite are other objects each time; it has no settings by which it could differ.
    const query = definition.type === "composite" ? definition.query : made.query;
    return isDeepStrictEqual({ ...made, query }, definition);
  } catch {
    return true; // A composite that cannot do without the environment's monitors.
  }
}

/** The tags, with those of the environment whose key they lack. */
export function withEnvironmentTags(tags: readonly string[], environment: Environment): readonly string[] {
  const keys = new Set(tags.map((tag) => tag.split(":", 1)[0]));
  const own = tagsOf(environment).filter((tag) => !keys.has(tag.split(":", 1)[0]));
  return [...tags, ...own];
}
