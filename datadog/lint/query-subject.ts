import type { CheckOptions } from "../definitions";
import type { Finding } from "../findings";
import { checkFormula, checkMetricQuery, checkMonitorQuery, checkSearch } from "../query";
import type { Located, Rewrite, Span } from "../source";
import { type FoundQuery, INTERPOLATED, type QueryKind, type Subject } from "./subject";

/** A query that stands alone: a line of a text file, a query of a widget. */
export function querySubject(
  kind: QueryKind,
  query: Located,
  { rewrite, ...rest }: { readonly rewrite?: Rewrite } & Partial<Pick<Subject, "names" | "comments">> = {},
): Subject {
  const found = foundQuery(kind, query, rewrite);
  return {
    names: [],
    ...rest,
    query: found,
    unchecked: found.interpolated ? INTERPOLATED : undefined,
    findings: (options) =>
      CHECKS[kind](query.text, options).map((finding) => ({
        finding,
        span: finding.range ? found.spanOf(finding.range) : found.whole,
      })),
  };
}

const CHECKS: Readonly<Record<QueryKind, (text: string, options: CheckOptions) => readonly Finding[]>> = {
  metric: checkMetricQuery,
  formula: checkFormula,
  monitor: checkMonitorQuery,
  search: checkSearch,
};

/** A query with its place in the file. */
export function foundQuery(kind: QueryKind, query: Located, rewrite?: Rewrite): FoundQuery {
  const spanOf = ({ start, end }: Span): Span => {
    const from = query.at(start);
    return { start: from, end: Math.max(query.at(end), from) };
  };
  const interpolated = query.interpolated ?? isInterpolated(query.text);
  return { kind, text: query.text, interpolated, spanOf, whole: spanOf({ start: 0, end: query.text.length }), rewrite };
}

/** `${var.env}`: what is put there is known only later. */
export function isInterpolated(text: string): boolean {
  return text.includes("${");
}
