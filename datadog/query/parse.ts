import { Char } from "./characters";
import type { Expression, QueryList, Scope } from "./nodes";
import type { Cursor } from "./parse/cursor";
import { readExpression } from "./parse/expression";
import { read } from "./parse/read";
import { readScope } from "./parse/scope";
import type { ParseResult } from "./problems";
import { Token } from "./tokenizer";

/**
 * A metric query as widgets and the API have it: `sum:pipeline.runs{*}.as_count()`, arithmetic, functions, several
 * queries with commas between them. It holds a metric at least; a bare name, a number or a search is none.
 *
 * @see https://docs.datadoghq.com/metrics/advanced-filtering/
 */
export function parseMetricQuery(text: string): ParseResult<Expression | QueryList> {
  return read(text, { rule: metricQuery, end: "an operator, `by`, a modifier or the end" });
}

/** A formula: the language of metric queries, in which names stand for queries (`query1 / query2 * 100`). */
export function parseFormula(text: string): ParseResult<Expression> {
  return read(text, { rule: formula, names: true, end: "an operator or the end" });
}

/** What stands between the braces of a metric query, without them: `env:prod,role:db`. */
export function parseScope(text: string): ParseResult<Scope> {
  return read(text, { rule: readScope, language: "scope", end: "a comma, AND, OR or the end" });
}

function metricQuery(cursor: Cursor): Expression | QueryList {
  refuseEmpty(cursor, "query");
  const items = [readExpression(cursor)];
  while (cursor.take(Char.comma)) items.push(readExpression(cursor));
  const range = cursor.range(0);
  if (cursor.kind === Token.end && cursor.metrics === 0 && cursor.problems.length === 0) {
    const message = "This computes nothing: a metric query needs a metric, such as `avg:system.load.1{*}`.";
    cursor.fail({ message, range, expected: "a metric" });
  }
  return items.length === 1 ? items[0]! : { kind: "list", items, range };
}

function formula(cursor: Cursor): Expression {
  refuseEmpty(cursor, "formula");
  return readExpression(cursor);
}

function refuseEmpty(cursor: Cursor, what: string): void {
  if (cursor.kind === Token.end) cursor.fail({ message: `This ${what} is empty.`, range: cursor.range(0, 1) });
}
