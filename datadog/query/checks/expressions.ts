import type { Expression, FunctionCall, MetricQuery, Modifier } from "../nodes";

/** The expressions directly inside `node`. */
function expressionsIn(node: Expression): readonly Expression[] {
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
export function expressionArguments(call: FunctionCall): readonly Expression[] {
  const found: Expression[] = [];
  for (const { value } of call.args) {
    if (value.kind !== "string" && value.kind !== "keyword" && value.kind !== "keySet") found.push(value);
  }
  return found;
}

/** Calls `visit` for `node` and all within it, outermost first; `around` holds what stands about it, outermost first. */
export function visitExpressions(
  node: Expression,
  visit: (node: Expression, around: readonly Expression[]) => void,
): void {
  const around: Expression[] = [];
  const descend = (current: Expression): void => {
    visit(current, around);
    around.push(current);
    for (const child of expressionsIn(current)) descend(child);
    around.pop();
  };
  descend(node);
}

/** A metric query with what stands about it. */
export interface Leaf {
  readonly metric: MetricQuery;
  readonly around: readonly Expression[];
}

/** Every metric query of an expression, from left to right. */
export function leavesOf(node: Expression): readonly Leaf[] {
  const leaves: Leaf[] = [];
  visitExpressions(node, (current, around) => {
    if (current.kind === "metric") leaves.push({ metric: current, around: [...around] });
  });
  return leaves;
}

/** The modifiers that act on a metric: its own, and those of the brackets about it. */
export function modifiersOf({ metric, around }: Leaf): readonly Modifier[] {
  return [...metric.modifiers, ...around.flatMap((node) => (node.kind === "modified" ? node.modifiers : []))];
}

/** True when `as_count()` or `as_rate()` acts on the metric. */
export function readsAsCounter(leaf: Leaf): boolean {
  return modifiersOf(leaf).some(({ name }) => name === "as_count" || name === "as_rate");
}
