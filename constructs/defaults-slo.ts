import { keepNotes, type SloDefinition } from "../datadog/definitions";
import { sloInEnvironment } from "./environment-scope";

/** What an environment adds to every SLO. */
export interface SloDefaults {
  /** Becomes the tag `env:NAME`. */
  readonly name: string;
  /** Whether every query is limited to this environment. */
  readonly scope: boolean;
  /** Tags in addition to `env:NAME`. */
  readonly tags: readonly string[];
  /** Prefix of the name. @default none */
  readonly namePrefix?: string;
}

/** An SLO as it is in one environment: `env:NAME` in every scope (unless `scope` is false), its tags, the prefix of its name. */
export function withEnvironmentSlo(definition: SloDefinition, environment: SloDefaults): SloDefinition {
  const scoped = environment.scope ? sloInEnvironment(definition, environment.name) : definition;
  const own = {
    ...scoped,
    name: `${environment.namePrefix ?? ""}${definition.name}`,
    tags: [...new Set([`env:${environment.name}`, ...(definition.tags ?? []), ...environment.tags])],
  };
  return keepNotes(own, definition);
}
