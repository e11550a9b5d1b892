import { Char } from "../characters";
import type { Expression, MonitorQuery, QueryList, Scope, Search } from "../nodes";
import type { ParseResult } from "../problems";
import { Token } from "../tokenizer";
import type { Cursor } from "./cursor";
import { readExpression } from "./expression";
import { readMonitor } from "./monitor";
import { read } from "./read";
import { readScope } from "./scope";
import { readSearch } from "./search";
import { expectedAfter } from "./suffix";

/**
 * A metric query as widgets and the API have it: `sum:pipeline.runs{*}.as_count()`, arithmetic, functions, several
 * queries with commas between them. It holds a metric at least; a bare name, a number or a search is none.
 *
 * @see https://docs.datadoghq.com/metrics/advanced-filtering/
 */
export function parseMetricQuery(text: string): ParseResult<Expression | QueryList> {
  return read(text, { rule: metricQuery, end: "the end" });
}

/** A formula: the language of metric queries, in which names stand for queries (`query1 / query2 * 100`). */
export function parseFormula(text: string): ParseResult<Expression> {
  return read(text, { rule: formula, names: true, end: "an operator or the end" });
}

/**
 * A monitor's query of any kind: over metrics, changes, service checks, searches, formulas, SLOs and other monitors.
 *
 * @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
export function parseMonitorQuery(text: string): ParseResult<MonitorQuery> {
  return read(text, { rule: monitorQuery, end: "the end" });
}

/**
 * The search syntax of logs, events, spans and the other explorers; nothing and `*` find everything.
 *
 * @see https://docs.datadoghq.com/logs/explorer/search_syntax/
 */
export function parseSearch(text: string): ParseResult<Search> {
  return read(text, { rule: readSearch, language: "search", end: "a search term, AND or OR" });
}

/** What stands between the braces of a metric query, without them: `env:prod,role:db`. */
export function parseScope(text: string): ParseResult<Scope> {
  return read(text, { rule: scope, language: "scope", end: "a comma, AND, OR or the end" });
}

function metricQuery(cursor: Cursor): Expression | QueryList {
  refuseEmpty(cursor, "query");
  const items = [readExpression(cursor)];
  while (cursor.take(Char.comma)) items.push(readExpression(cursor));
  const range = cursor.range(0);
  if (cursor.kind === Token.end && cursor.metrics === 0 && cursor.problems.length === 0) {
    const message = "This query contains no metric: use a metric, such as `avg:system.load.1{*}`.";
    cursor.fail({ message, range, expected: "a metric" });
  }
  if (cursor.kind === Token.comparator) {
    const message =
      "A metric query cannot contain a comparison: comparisons belong in monitors, as in `avg(last_5m):… > 5`.";
    cursor.fail({ message, range: cursor.here() });
  }
  if (cursor.kind !== Token.end) expectedAfter(cursor, "an operator, `by`, a modifier or the end");
  return items.length === 1 ? items[0]! : { kind: "list", items, range };
}

function formula(cursor: Cursor): Expression {
  refuseEmpty(cursor, "formula");
  return readExpression(cursor);
}

function scope(cursor: Cursor): Scope {
  refuseEmpty(cursor, "scope");
  return readScope(cursor);
}

function monitorQuery(cursor: Cursor): MonitorQuery {
  refuseEmpty(cursor, "query");
  return readMonitor(cursor);
}

function refuseEmpty(cursor: Cursor, what: string): void {
  if (cursor.kind === Token.end) cursor.fail({ message: `This ${what} is empty.`, range: cursor.range(0, 1) });
}
