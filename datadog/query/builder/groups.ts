import type { Expression } from "../nodes";
import { nodesOf } from "../visit";

/** The tags that a query groups by; in arithmetic, those of all its operands. */
export function groupsOf(expression: Expression): readonly string[] {
  const names = nodesOf(expression).flatMap((node) => (node.kind === "groupKey" ? [node.name] : []));
  return [...new Set(names)];
}
