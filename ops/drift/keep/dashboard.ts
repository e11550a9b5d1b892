import { placeInCode } from "../../../constructs/place-in-code";
import { type DashboardDefinition, notesOf } from "../../../datadog/definitions";
import { isObject, type JsonObject } from "../../../datadog/json";
import type { Environment } from "../../../environments/schema";
import type { Listed } from "../../../stacks/listed";
import { takenDashboard } from "../../import/taken";
import { beside, rewritten } from "./code";
import type { Keeping } from "./keeping";

/**
 * Writes what a dashboard is in Datadog into the code: into its file where an import wrote that, otherwise into a file of its
 * own for this environment.
 * @returns what was done, in sentences
 * @throws NotTaken for a dashboard that cannot be brought into code
 */
export function keepDashboard(line: Listed<DashboardDefinition>, live: JsonObject, keeping: Keeping): string[] {
  const { definition, notes } = takenDashboard(live);
  const own = withoutEnvironment(definition, keeping.environment);
  const path = placeInCode(notesOf(line.definition).madeAt)?.replace(/:\d+:\d+$/, "");
  const again = path === undefined ? undefined : rewritten({ kind: "dashboard", name: line.name, path }, own, keeping);
  return [again ?? beside({ kind: "dashboard", line, path: ["dashboards", line.name] }, own, keeping), ...notes];
}

/** A dashboard without what its environment adds to it; its tags are left to the code. */
function withoutEnvironment(definition: JsonObject, { name, namePrefix = "", scope }: Environment): JsonObject {
  const { title, template_variables: variables } = definition;
  const isOwn = typeof title === "string" && title.startsWith(namePrefix);
  return {
    ...definition,
    title: isOwn ? title.slice(namePrefix.length) : title,
    ...(Array.isArray(variables) && scope
      ? { template_variables: variables.map((variable) => withoutDefault(variable, name)) }
      : {}),
  } as JsonObject;
}

/** `$env` shows every environment until one sets it to itself. */
function withoutDefault(variable: unknown, environment: string): unknown {
  if (!isObject(variable) || variable.name !== "env") return variable;
  return String(variable.defaults) === environment ? { ...variable, defaults: ["*"] } : variable;
}
