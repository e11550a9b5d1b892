import type { Scope } from "../nodes";

/**
 * The place of a scope in another: what is weaker gets parentheses. AND inside OR gets them too, although it binds closer,
 * so that no reader has to know.
 */
const STRENGTH = { comma: 0, or: 1, and: 1, whole: 2 } as const;

/** The text of a scope, without braces. `!` negates beside commas and alone, NOT beside AND, OR and IN. */
export function printScope(node: Scope, strength = 0, words = hasWords(node)): string {
  switch (node.kind) {
    case "any":
      return "*";
    case "tag":
      return `${node.key}:${node.value}`;
    case "bareTag":
      return node.name;
    case "templateVariable":
      return `$${node.name}${node.valueOnly ? ".value" : ""}`;
    case "in":
      return `${node.key} ${node.negated ? "NOT IN" : "IN"} (${node.values.join(",")})`;
    case "not":
      return (words ? "NOT " : "!") + printScope(node.operand, STRENGTH.whole, words);
    case "comma":
    case "and":
    case "or": {
      const items = node.kind === "comma" ? node.items : node.operands;
      const own = STRENGTH[node.kind];
      const text = items.map((item) => printScope(item, own + 1, words)).join(JOINTS[node.kind]);
      return own < strength ? `(${text})` : text;
    }
  }
}

const JOINTS = { comma: ",", and: " AND ", or: " OR " } as const;

/** Whether AND, OR or IN stands anywhere in the scope. */
function hasWords(node: Scope): boolean {
  const open: Scope[] = [node];
  for (let scope = open.pop(); scope; scope = open.pop()) {
    if (scope.kind === "and" || scope.kind === "or" || scope.kind === "in") return true;
    if (scope.kind === "comma") for (const item of scope.items) open.push(item);
    if (scope.kind === "not") open.push(scope.operand);
  }
  return false;
}
