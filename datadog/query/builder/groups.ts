import type { Expression, QueryNode } from "../nodes";
import { childrenOf } from "../visit";
import { COUNTING_FUNCTIONS } from "../vocabulary";

/**
 * The tags that the result of a query is grouped by; in arithmetic, those of all its operands. Functions that count groups
 * leave none.
 */
export function groupsOf(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const open: QueryNode[] = [expression];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "groupKey") names.add(node.name);
    const counts = node.kind === "call" && Object.hasOwn(COUNTING_FUNCTIONS, node.name);
    if (!counts) open.push(...childrenOf(node).reverse());
  }
  return [...names];
}
