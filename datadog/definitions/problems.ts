import { z } from "zod";

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

/** What a schema finds wrong. */
export function shapeProblems(schema: z.ZodType, definition: unknown): DefinitionProblem[] {
  const result = schema.safeParse(definition);
  if (result.success) return [];
  return result.error.issues.map((issue) => ({
    path: issue.path.map((step) => (typeof step === "number" ? step : String(step))),
    message: issue.message,
  }));
}

/** A text that must not be empty, in a schema. */
export const filled = (what: string) => z.string().refine((text) => text.trim() !== "", { error: `${what} is empty` });

/** `processors[0].grok.match_rules`. */
function pathText(path: DefinitionProblem["path"]): string {
  return path.map((step, at) => (typeof step === "number" ? `[${step}]` : `${at === 0 ? "" : "."}${step}`)).join("");
}
