import type { QueryNode } from "./nodes";

export function explain(node: QueryNode): string {
  return node.kind;
}
