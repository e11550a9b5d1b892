import { keepNotes, type SloDefinition } from "../datadog/definitions";
import { type EnvironmentDefaults, tagsIn } from "./defaults";
import { sloInEnvironment } from "./environment-scope";

/** What an environment adds to every SLO. */
export type SloDefaults = Pick<EnvironmentDefaults, "name" | "scope" | "tags" | "namePrefix">;

/** An SLO as it is in one environment: `env:NAME` in every scope (unless `scope` is false), its tags, the prefix of its name. */
export function withEnvironmentSlo(definition: SloDefinition, environment: SloDefaults): SloDefinition {
  const scoped = environment.scope ? sloInEnvironment(definition, environment.name) : definition;
  const own = {
    ...scoped,
    name: `${environment.namePrefix ?? ""}${definition.name}`,
    tags: tagsIn(definition, environment),
  };
  return keepNotes(own, definition);
}
