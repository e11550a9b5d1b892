import type { MonitorDefinition } from "../../datadog/definitions";
import type { JsonObject } from "../../datadog/json";
import type { Environment } from "../../environments/schema";
import type { ImportKind } from "./kinds";

/** A definition without the tags that its environment adds, so that the code does not have them twice. */
export function withoutEnvironmentTags<T extends MonitorDefinition | JsonObject>(
  kind: ImportKind,
  definition: T,
  { name, tags }: Pick<Environment, "name" | "tags">,
): T {
  const { tags: own, ...rest } = definition as JsonObject;
  if (!Array.isArray(own) || (kind !== "monitor" && kind !== "dashboard")) return definition;
  const added = kind === "monitor" ? [`env:${name}`, ...tags] : tags.filter((tag) => tag.startsWith("team:"));
  const kept = own.filter((tag) => !added.includes(String(tag)));
  if (kept.length === own.length) return definition;
  return (kept.length === 0 ? rest : { ...rest, tags: kept }) as T;
}
