import type { MonitorDefinition } from "../../datadog/definitions";
import type { JsonObject } from "../../datadog/json";
import type { Environment } from "../../environments/schema";
import { withoutEnvironmentTags } from "./environment-tags";
import type { Existing } from "./existing";
import type { Found, LeftOut } from "./found";
import { IMPORTED_KINDS } from "./kinds";
import { notDeployed, takenPlain } from "./plain";
import { NotTaken, type Taken, takenDashboard, takenMonitor } from "./taken";

/** An object that can be brought into code. */
export interface Chosen {
  readonly found: Found;
  readonly title: string;
  readonly taken: Taken<MonitorDefinition> | Taken<JsonObject>;
}

/** What can be brought into code, and what cannot, with the reason. */
export function chosenOf(found: readonly Found[], existing: Existing, environment: Environment | undefined) {
  const ready: Chosen[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  for (const each of found) {
    const { of } = IMPORTED_KINDS[each.kind];
    const title = of.nameOf(each.definition);
    const what = `${of.name} "${title}" in ${each.from}`;
    if (each.id !== undefined && seen.has(`${each.kind} ${each.id}`)) continue;
    const why = whyNot(each, title, ready, existing);
    const taken = why === undefined ? takenOrWhy(each, environment) : why;
    if (typeof taken === "string") leftOut.push({ what, why: taken });
    else ready.push({ found: each, title, taken });
    if (each.id !== undefined) seen.add(`${each.kind} ${each.id}`);
  }
  return { ready, leftOut };
}

function whyNot({ kind, id }: Found, title: string, ready: readonly Chosen[], existing: Existing): string | undefined {
  const known = existing.importedAs(id);
  if (known !== undefined) return `it is in code already, as ${known}`;
  const named = existing.titled(kind, title);
  const what = IMPORTED_KINDS[kind].of.name;
  if (named !== undefined) return `${what} ${named} has the same name: rename one of them`;
  const same = ready.some((other) => other.found.kind === kind && other.title === title);
  return same ? `another ${what} of this import has the same name: rename one of them in Datadog` : undefined;
}

function takenOrWhy({ kind, definition }: Found, environment: Environment | undefined): Chosen["taken"] | string {
  try {
    const own = <T extends MonitorDefinition | JsonObject>({ definition: whole, notes }: Taken<T>): Taken<T> => ({
      definition: environment === undefined ? whole : withoutEnvironmentTags(kind, whole, environment),
      notes,
    });
    if (kind === "monitor") return own(takenMonitor(definition));
    if (kind === "dashboard") return own(takenDashboard(definition));
    const taken = takenPlain(kind, definition);
    return { ...taken, notes: [...taken.notes, ...notDeployed(kind, environment)] };
  } catch (error) {
    if (error instanceof NotTaken) return error.message;
    throw error;
  }
}
