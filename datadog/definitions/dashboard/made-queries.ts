import { type Expression, type ParseResult, parseMetricQuery, type QueryList } from "../../query";
import { remembered } from "../remembered";

/*
 * Queries of dashboards as trees. A builder has the tree already when it prints a query, and whoever narrows or checks the
 * query afterwards would only parse that text again.
 */

const MADE = new Map<string, Expression | QueryList>();
const LIMIT = 20_000;

const parsed = remembered(parseMetricQuery);

/** Remembers the tree that was printed as `text`. Past so many it forgets them all. */
export function rememberMade(text: string, node: Expression | QueryList): void {
  if (node.kind === "raw") return;
  if (MADE.size >= LIMIT) MADE.clear();
  MADE.set(text, node);
}

/** The tree that was printed as `text`, which says nothing of places in it; nothing when the text was written by hand. */
export function madeQuery(text: string): Expression | QueryList | undefined {
  return MADE.get(text);
}

/** What a query's text says, its places included. */
export function parsedQuery(text: string): ParseResult<Expression | QueryList> {
  return parsed(text);
}
