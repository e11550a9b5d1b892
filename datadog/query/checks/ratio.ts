import { leavesOf, modifiersOf } from "../ask";
import { functionRow } from "../functions";
import type { Binary, Expression } from "../nodes";
import { nodesOf, sameNode } from "../visit";

/**
 * What a share of a whole is multiplied by: 100 for `100 * a / (a + b)`. Nothing for what is not of the form
 * `a / (a + b)`, and where a part may be negative.
 */
export function shareFactor(node: Binary, isNeverNegative: (part: Expression) => boolean): number | undefined {
  if (node.operator !== "/") return undefined;
  const { factor, rest } = factorOf(node.left);
  const whole = termsOf(node.right);
  const parts = termsOf(rest);
  if (factor <= 0 || !whole.every((term) => isNeverNegative(term) || isCount(term))) return undefined;
  const left = [...whole];
  for (const part of parts) {
    const place = left.findIndex((term) => sameNode(term, part));
    if (place < 0) return undefined;
    left.splice(place, 1);
  }
  return factor;
}

/** True for what `as_count()` reads, alone or inside a function that keeps its values: a count is never negative. */
const isCount = (term: Expression) =>
  nodesOf(term).every((node) => {
    if (node.kind !== "call") return node.kind !== "binary" && node.kind !== "unary";
    const values = functionRow(node.name)?.values;
    return values === "kept" || values === "kept or zero";
  }) &&
  leavesOf(term).length > 0 &&
  leavesOf(term).every((leaf) => modifiersOf(leaf).some(({ name }) => name === "as_count"));

/** `100 * a` and `a * 100`. */
function factorOf(node: Expression): { readonly factor: number; readonly rest: Expression } {
  if (node.kind === "binary" && node.operator === "*") {
    if (node.left.kind === "number") return { factor: node.left.value, rest: node.right };
    if (node.right.kind === "number") return { factor: node.right.value, rest: node.left };
  }
  return { factor: 1, rest: node };
}

/** The terms of a sum: `a`, `b` and `c` of `a + b + c`. */
function termsOf(root: Expression): readonly Expression[] {
  const terms: Expression[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "binary" && node.operator === "+") open.push(node.right, node.left);
    else terms.push(node);
  }
  return terms;
}
