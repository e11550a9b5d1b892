import { modifierRow } from "../functions";
import type { Expression, FunctionCall, MetricQuery, Modified, Modifier } from "../nodes";

/** The expressions directly inside `node`. */
export function expressionsIn(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "unary":
    case "modified":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "call":
      return expressionArguments(node);
    case "metric":
    case "number":
    case "name":
    case "raw":
      return [];
  }
}

/** The arguments of a call that compute something, in order: `{host}` or `'mean'` is none. */
function expressionArguments(call: FunctionCall): readonly Expression[] {
  const found: Expression[] = [];
  for (const { value } of call.args) {
    if (value.kind !== "string" && value.kind !== "keyword" && value.kind !== "keySet") found.push(value);
  }
  return found;
}

/** What stands about an expression and changes how it is read: functions, and brackets with modifiers. Outermost first. */
export type Around = readonly (FunctionCall | Modified)[];

/** Calls `visit` for `root` and all within it, from left to right. Not recursive: a sum may have thousands of terms. */
export function visitExpressions(root: Expression, visit: (node: Expression, around: Around) => void): void {
  const open: { readonly node: Expression; readonly around: Around }[] = [{ node: root, around: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, around } = next;
    visit(node, around);
    const inside = node.kind === "call" || node.kind === "modified" ? [...around, node] : around;
    for (const child of [...expressionsIn(node)].reverse()) open.push({ node: child, around: inside });
  }
}

/** Computes something from the inside out: `combine` gets what it yielded for the expressions directly inside. */
export function foldExpression<T>(root: Expression, combine: (node: Expression, inside: readonly T[]) => T): T {
  const nodes: Expression[] = [];
  visitExpressions(root, (node) => nodes.push(node));
  const results = new Map<Expression, T>();
  for (const node of nodes.reverse()) {
    results.set(
      node,
      combine(
        node,
        expressionsIn(node).map((child) => results.get(child) as T),
      ),
    );
  }
  return results.get(root) as T;
}

/** A metric query with what stands about it. */
export interface Leaf {
  readonly metric: MetricQuery;
  readonly around: Around;
}

/** Every metric query of an expression, from left to right. */
export function leavesOf(root: Expression): readonly Leaf[] {
  const leaves: Leaf[] = [];
  visitExpressions(root, (node, around) => {
    if (node.kind === "metric") leaves.push({ metric: node, around });
  });
  return leaves;
}

/** The modifiers that act on a metric: its own, and those of the brackets about it. */
export function modifiersOf({ metric, around }: Leaf): readonly Modifier[] {
  return [...metric.modifiers, ...around.flatMap((node) => (node.kind === "modified" ? node.modifiers : []))];
}

/** True when `as_count()` or `as_rate()` acts on the metric. */
export function readsAsCounter(leaf: Leaf): boolean {
  return modifiersOf(leaf).some(({ name }) => modifierRow(name)?.readsCounters);
}
