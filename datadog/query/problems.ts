import { caretLines, quoteName, type SourceRange } from "../findings";

/** Why a text cannot be read as a query. */
export interface SyntaxProblem {
  /** One sentence that names what stands there and what to write. */
  readonly message: string;
  /** Where, in UTF-16 offsets of the text that was parsed. */
  readonly range: SourceRange;
  /** What could have stood there, in words: "a metric, a function or a number". */
  readonly expected?: string;
  /** What most likely was meant: `last_5m` for `last5m`. */
  readonly suggestion?: string;
  /** The check whose rule is broken, where that is more than a matter of reading. @default "syntax" */
  readonly check?: "mixed-scope";
}

/** A tree, or every problem that was found (one at least, in the order of the text). */
export type ParseResult<T> =
  | { readonly ok: true; readonly node: T }
  | { readonly ok: false; readonly errors: readonly SyntaxProblem[] };

/** The whole error as a person reads it: sentence, suggestion, the line, the caret. No newline at the end. */
export function showProblem(text: string, problem: Pick<SyntaxProblem, "message" | "range" | "suggestion">): string {
  const hint = problem.suggestion === undefined ? "" : ` Did you mean ${quoteName(problem.suggestion)}?`;
  const excerpt = caretLines(text, problem.range)
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
  return `${problem.message}${hint}\n${excerpt}`;
}
