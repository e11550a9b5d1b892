import type { Finding } from "../../datadog/findings";
import { type CheckOptions, checkFormula, checkMetricQuery, checkMonitorQuery, checkSearch } from "../../datadog/query";
import type { Located } from "./located";
import type { FoundQuery, QueryKind, Rewrite, Span, Subject } from "./subject";

/** A query that stands alone: a line of a text file, a query of a widget. */
export function querySubject(kind: QueryKind, query: Located, rewrite?: Rewrite): Subject {
  const found = foundQuery(kind, query, rewrite);
  return {
    names: [],
    query: found,
    interpolated: isInterpolated(query.text),
    counts: true,
    findings: (options) =>
      checkQuery(kind, query.text, options).map((finding) => ({
        finding,
        span: finding.range ? found.spanOf(finding.range) : found.whole,
      })),
  };
}

/** A query with its place in the file. */
export function foundQuery(kind: QueryKind, query: Located, rewrite?: Rewrite): FoundQuery {
  const spanOf = ({ start, end }: Span): Span => {
    const from = query.at(start);
    return { start: from, end: Math.max(query.at(end), from) };
  };
  return { kind, text: query.text, spanOf, whole: spanOf({ start: 0, end: query.text.length }), rewrite };
}

/** `${var.env}`: what is put there is known only later. */
export function isInterpolated(text: string): boolean {
  return text.includes("${");
}

function checkQuery(kind: QueryKind, text: string, options: CheckOptions): readonly Finding[] {
  switch (kind) {
    case "metric":
      return checkMetricQuery(text, options);
    case "formula":
      return checkFormula(text, options);
    case "monitor":
      return checkMonitorQuery(text, options);
    case "search":
      return checkSearch(text);
  }
}
