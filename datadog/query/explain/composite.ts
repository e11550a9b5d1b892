import type { CompositeAlert, CompositeExpression } from "../nodes";
import type { Explanation } from "./metric-alert";

/** Explains `(123 && !456) || 789`. */
export function compositeInWords({ expression }: CompositeAlert): Explanation {
  return {
    alert: `alerts when ${condition(expression)}`,
    more: [],
    groups: [],
  };
}

function condition(node: CompositeExpression, inner = false): string {
  switch (node.kind) {
    case "monitorId":
      return `monitor ${node.id} alerts`;
    case "compositeNot":
      return node.operand.kind === "monitorId"
        ? `monitor ${node.operand.id} does not alert`
        : `it is not the case that ${condition(node.operand, true)}`;
    case "compositeAnd":
    case "compositeOr": {
      const word = node.kind === "compositeAnd" ? " and " : " or ";
      const parts = node.operands.map((operand) => condition(operand, true)).join(word);
      return inner ? `(${parts})` : parts;
    }
  }
}
