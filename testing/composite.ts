import type { MonitorDefinition } from "../datadog/definitions";
import { didYouMean, type SourceRange } from "../datadog/findings";

/** A name in a composite's query that no monitor has. */
export class UnknownMember extends Error {
  override readonly name = "UnknownMember";

  constructor(
    message: string,
    /** Where in the query. */
    readonly range: SourceRange,
  ) {
    super(message);
  }
}

/**
 * A composite with the ids of its monitors in place of the names by which its query calls them; any other monitor as it is.
 * @param idOf the id of a monitor by a name of it
 * @throws UnknownMember with the place in the query
 */
export function withIds<T extends MonitorDefinition>(
  definition: T,
  idOf: (name: string) => string | undefined,
  known: readonly string[],
): T {
  if (definition.type !== "composite") return definition;
  const query = definition.query.replace(/[^\s&|!()]+/g, (name, at: number) => {
    const id = idOf(name);
    if (id !== undefined) return id;
    throw new UnknownMember(`there is no monitor "${name}"${didYouMean(name, known)}`, {
      start: at,
      end: at + name.length,
    });
  });
  return { ...definition, query };
}

/** The ids in a composite's query. */
export function memberIds({ type, query }: MonitorDefinition): readonly string[] {
  return type === "composite" ? [...new Set(query.match(/\d+/g))] : [];
}
