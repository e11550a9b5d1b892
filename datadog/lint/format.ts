import {
  type ParseResult,
  parseFormula,
  parseMetricQuery,
  parseMonitorQuery,
  parseSearch,
  print,
  type QueryNode,
} from "../query";
import { Lines, type SourceText, type Span } from "../source";
import { contentsOf } from "./contents";
import type { TextKind } from "./query-lines";
import type { FoundQuery, QueryKind } from "./subject";

/** A file with its queries in canonical form. */
export interface Formatted {
  readonly text: string;
  /** The lines whose query is another now. */
  readonly changed: readonly number[];
  /** Queries that were left alone, each with the reason. */
  readonly left: readonly { readonly line: number; readonly reason: string }[];
}

const PARSERS: Readonly<Record<QueryKind, (text: string) => ParseResult<QueryNode>>> = {
  metric: parseMetricQuery,
  formula: parseFormula,
  monitor: parseMonitorQuery,
  search: parseSearch,
};

/**
 * Puts every query of a file into canonical form. All else stays as it is, to the byte.
 * @throws SourceError when the file cannot be read as its format
 */
export async function formatFile(file: SourceText, as?: TextKind): Promise<Formatted> {
  const { subjects } = await contentsOf(file, as);
  const lines = new Lines(file.text);
  const changed: number[] = [];
  const left: { line: number; reason: string }[] = [];
  let text = "";
  let done = 0;
  for (const { query } of subjects) {
    if (!query) continue;
    const { line } = lines.position(query.whole.start);
    const replacement = query.interpolated ? { reason: "it is interpolated" } : canonical(query);
    if ("reason" in replacement) {
      left.push({ line, reason: replacement.reason });
      continue;
    }
    if (replacement.text === query.text) continue;
    text += file.text.slice(done, replacement.span.start) + replacement.encoded;
    done = replacement.span.end;
    changed.push(line);
  }
  return { text: text + file.text.slice(done), changed, left };
}

type Replacement =
  | { readonly text: string; readonly span: Span; readonly encoded: string }
  | { readonly reason: string };

function canonical({ kind, text, rewrite }: FoundQuery): Replacement {
  const result = PARSERS[kind](text);
  if (!result.ok) return { reason: "it cannot be read" };
  if (!rewrite) return { reason: "its formatting is manual, or it is built from other values" };
  const printed = print(result.node);
  return { text: printed, span: rewrite.span, encoded: rewrite.encode(printed) };
}
