import type { SourceRange } from "./nodes";

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

/** The widest excerpt that is shown above a caret. */
const MAX_EXCERPT = 100;
/** How much of a long line stays before the caret. */
const LEAD = 40;

/** Line and column of an offset, both from 1; columns count UTF-16 units, as editors do. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lines = before.split("\n");
  return { line: lines.length, column: before.length - (before.lastIndexOf("\n") + 1) + 1 };
}

/**
 * The line that holds `range`, and below it carets under the range. Long lines are cut around it (`…`), tabs become
 * spaces, a range over several lines is marked in its first.
 */
export function caretLines(text: string, range: SourceRange): string {
  const start = Math.min(range.start, text.length);
  const lineStart = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  const lineBreak = text.indexOf("\n", start);
  const line = text.slice(lineStart, lineBreak < 0 ? text.length : lineBreak).replace(/[\t\r]/g, " ");
  const column = start - lineStart;
  const from = line.length <= MAX_EXCERPT ? 0 : Math.max(0, Math.min(column - LEAD, line.length - MAX_EXCERPT));
  const to = Math.min(line.length, from + MAX_EXCERPT);
  const head = from > 0 ? "…" : "";
  const excerpt = `${head}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
  const width = Math.max(1, Math.min(range.end, lineStart + to) - start);
  const indent = " ".repeat(head.length + column - from);
  return `${excerpt}\n${indent}${"^".repeat(width)}`;
}

/** The whole error as a person reads it: sentence, suggestion, the line, the caret. No newline at the end. */
export function showProblem(text: string, problem: SyntaxProblem): string {
  const hint = problem.suggestion === undefined ? "" : ` Did you mean ${quoteName(problem.suggestion)}?`;
  const excerpt = caretLines(text, problem.range)
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
  return `${problem.message}${hint}\n${excerpt}`;
}

/** A piece of query inside a sentence; what is long is cut. */
export function quoteName(name: string): string {
  return `\`${name.length > 60 ? `${name.slice(0, 59)}…` : name}\``;
}
