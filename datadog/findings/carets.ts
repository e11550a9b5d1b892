import type { SourceRange } from "./finding";

/** The widest excerpt that is shown above a caret: indented, and with `…` at both ends, it fits 80 columns. */
const MAX_EXCERPT = 74;
/** How much of a long line stays before the caret. */
const LEAD = 30;

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

/** A piece of query inside a sentence; what is long is cut. */
export function quoteName(name: string): string {
  return `\`${name.length > 60 ? `${name.slice(0, 59)}…` : name}\``;
}
