import { pathText } from "./issues";

/** One thing that is wrong with a definition. */
export interface DefinitionProblem {
  /** Where in the definition: `["processors", 0, "grok", "match_rules"]`; empty for the whole. */
  readonly path: readonly (string | number)[];
  /** One sentence that names the value, what is allowed, and the fix. */
  readonly message: string;
}

/** A definition that Datadog would refuse, or that cannot do what it says; `message` has one line for each problem. */
export class DefinitionError extends Error {
  override readonly name = "DefinitionError";

  /** @param what names the definition: `log pipeline "FastAPI"` */
  constructor(
    what: string,
    readonly problems: readonly DefinitionProblem[],
  ) {
    super(
      problems
        .map(({ path, message }) => `${[what, pathText(path)].filter(Boolean).join(": ")}: ${message}`)
        .join("\n"),
    );
  }
}

/** The definition itself, or a `DefinitionError` that names every problem. */
export function refuse<T>(what: string, definition: T, problems: readonly DefinitionProblem[]): T {
  if (problems.length > 0) throw new DefinitionError(what, problems);
  return definition;
}
