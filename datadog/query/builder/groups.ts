import { functionRow } from "../functions";
import type { Expression, QueryNode } from "../nodes";
import { childrenOf } from "../visit";

/**
 * The tags that the result of a query is grouped by; in arithmetic, those of all its operands. Functions that count groups
 * leave none.
 */
export function groupsOf(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const open: QueryNode[] = [expression];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "groupKey") names.add(node.name);
    const dropped = node.kind === "call" && functionRow(node.name)?.groups === "dropped";
    if (!dropped) open.push(...childrenOf(node).reverse());
  }
  return [...names];
}
