import { parseMetricQuery, parseMonitorQuery } from "../../datadog/query";
import { plain } from "./located";
import { querySubject } from "./query-subject";
import type { Comment, Contents, Subject } from "./subject";

/** The kinds of queries that a text file may hold, one a line. */
export const TEXT_KINDS = ["metric", "formula", "monitor"] as const;

export type TextKind = (typeof TEXT_KINDS)[number];

/** A line of a file that is neither empty nor a comment. */
interface QueryLine {
  readonly text: string;
  readonly start: number;
}

/**
 * Reads a text file of one query a line. Empty lines are skipped, and so are those that begin with `#`: the comments just
 * above a query may ignore checks for it.
 * @param as the kind of all lines; without it, what most lines look like
 */
export function textFile(text: string, as?: TextKind): Contents {
  const subjects: Subject[] = [];
  const comments: Comment[] = [];
  const { lines, commentLines } = split(text);
  const kind = as ?? kindOf(lines.map((line) => line.text));
  for (const { text: comment, start } of commentLines) {
    comments.push({ text: comment, span: { start, end: start + comment.length } });
  }
  let after = 0;
  for (const { text: query, start } of lines) {
    const end = start + query.length;
    subjects.push({
      ...querySubject(kind, plain(query, start), { span: { start, end }, encode: (text) => text }),
      comments: { start: after, end },
    });
    after = end;
  }
  return { subjects, comments };
}

function split(text: string): { readonly lines: readonly QueryLine[]; readonly commentLines: readonly QueryLine[] } {
  const lines: QueryLine[] = [];
  const commentLines: QueryLine[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    const found = { text: trimmed, start: start + line.indexOf(trimmed) };
    if (trimmed.startsWith("#")) commentLines.push(found);
    else if (trimmed !== "") lines.push(found);
    start += line.length + 1;
  }
  return { lines, commentLines };
}

/** What begins as only the query of a monitor does: a window, a service check, a search, a formula in quotes, an id. */
const MONITOR_START =
  /^(\w+\s*\((\s*\w+\s*\()?\s*((last|next|current)_?\d|\w*\s*\)\s*:)|["']|[\w-]+\(\s*["']|[(!\s]*\d+[)\s]*(&&|\|\|))/i;

/** What ends as only the query of a monitor does: `> 5`. */
const MONITOR_END = /([<>]=?|[=!]=)\s*[-+]?[\d.]+(e[-+]?\d+)?$/i;

/** A number is an expression of formulas and the id of a monitor alike. */
const NUMBER = /^[\s()\d.]+$/;

/** Files in which fewer lines than one in so many can be read as monitors or metrics are taken for formulas. */
const FEWEST = 10;

/**
 * The kind of a file. What can be read as the query of a monitor or of metrics is no formula, so a few such lines tell; where
 * there are none, what most lines look like does. Of equally many the first one's kind is taken.
 */
export function kindOf(lines: readonly string[]): TextKind {
  const sure = lines.flatMap((line) => sureKind(line) ?? []);
  return sure.length > 0 && sure.length * FEWEST >= lines.length ? mostOf(sure) : mostOf(lines.map(likelyKind));
}

function sureKind(line: string): TextKind | undefined {
  if (NUMBER.test(line)) return undefined;
  if (parseMetricQuery(line).ok) return "metric";
  return parseMonitorQuery(line).ok ? "monitor" : undefined;
}

function likelyKind(line: string): TextKind {
  if (MONITOR_START.test(line) || MONITOR_END.test(line)) return "monitor";
  return line.includes("{") ? "metric" : "formula";
}

function mostOf(kinds: readonly TextKind[]): TextKind {
  const votes = (kind: TextKind) => kinds.filter((each) => each === kind).length;
  let best: TextKind = kinds[0] ?? "metric";
  for (const kind of TEXT_KINDS) if (votes(kind) > votes(best)) best = kind;
  return best;
}
