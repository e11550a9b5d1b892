import type { Expression } from "../nodes";

/** The tags that a query groups by; in arithmetic, those of all its operands. */
export function groupsOf(expression: Expression): readonly string[] {
  return [...new Set(groupNames(expression))];
}

function groupNames(node: Expression): readonly string[] {
  switch (node.kind) {
    case "metric":
      return node.by.map((key) => key.name);
    case "modified":
      return [...groupNames(node.operand), ...node.by.map((key) => key.name)];
    case "unary":
      return groupNames(node.operand);
    case "binary":
      return [...groupNames(node.left), ...groupNames(node.right)];
    case "call":
      return node.args.flatMap(({ value }) => (isExpression(value) ? groupNames(value) : []));
    case "number":
    case "name":
    case "raw":
      return [];
  }
}

const isExpression = (value: { readonly kind: string }): value is Expression =>
  value.kind !== "string" && value.kind !== "keyword" && value.kind !== "keySet";
