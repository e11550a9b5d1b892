import { parseMetricQuery, parseMonitorQuery } from "../query";
import { readLines } from "../source";
import { querySubject } from "./query-subject";
import type { Contents } from "./subject";

/** The kinds of queries that a text file may hold, one a line. */
export const TEXT_KINDS = ["metric", "formula", "monitor"] as const;

export type TextKind = (typeof TEXT_KINDS)[number];

/**
 * Reads a text file of one query a line. Empty lines are skipped, and so are those that begin with `#`: the comments just
 * above a query may ignore checks for it.
 * @param as the kind of all lines; without it, what most lines look like
 */
export function queryLines(text: string, as?: TextKind): Contents {
  const { documents, comments } = readLines(text);
  const [document] = documents;
  const lines = document?.value as readonly string[];
  const kind = as ?? kindOf(lines);
  let after = 0;
  const subjects = lines.map((_, index) => {
    const line = document!.string([index])!;
    const area = { start: after, end: line.at(line.text.length) };
    after = area.end;
    return querySubject(kind, line, { rewrite: document!.rewrite([index]), comments: area });
  });
  return { subjects, comments };
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
