import type { Expression, FormulaName, MetricQuery } from "../nodes";
import { print } from "../print";
import { ExpressionValue, expressionOf, type QueryInput, type QueryValue } from "./value";

/**
 * A formula over named queries, as a widget has it: `100 * failed / all`. Not a query itself; monitors take the
 * expression, widgets the two parts.
 * @see https://docs.datadoghq.com/dashboards/querying/#advanced-graphing
 */
export interface Formula {
  readonly node: Expression;
  /** The formula's text: `100 * failed / all`. */
  readonly text: string;
  /** The queries by the names that the formula calls them. */
  readonly queries: Readonly<Record<string, QueryValue>>;
}

/**
 * A formula whose queries the author names: `formula({ failed, all }, ({ failed, all }) => failed.dividedBy(all))`.
 * @throws RangeError on a name that a formula cannot hold
 */
export function formula<Names extends string>(
  queries: Readonly<Record<Names, QueryInput>>,
  combine: (names: Readonly<Record<Names, ExpressionValue>>) => QueryValue,
): Formula {
  const names = Object.keys(queries) as Names[];
  for (const name of names) checkName(name);
  const byName = (value: (name: Names) => ExpressionValue) =>
    Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Names, ExpressionValue>;
  const { node } = combine(byName((name) => new ExpressionValue({ kind: "name", name })));
  return { node, text: print(node), queries: byName((name) => new ExpressionValue(expressionOf(queries[name]))) };
}

/**
 * Any expression as formula and queries: each metric in it becomes a query named `query1`, `query2` …, the same metric
 * query only once.
 */
export function formulaOf(input: QueryInput): Formula {
  const queries = new Map<string, FormulaName>();
  const named: Record<string, QueryValue> = {};
  const nameOf = (metric: MetricQuery): FormulaName => {
    const text = print(metric);
    const known = queries.get(text);
    if (known) return known;
    const name: FormulaName = { kind: "name", name: `query${queries.size + 1}` };
    queries.set(text, name);
    named[name.name] = new ExpressionValue(metric);
    return name;
  };
  const node = withNames(expressionOf(input), nameOf);
  return { node, text: print(node), queries: named };
}

function withNames(node: Expression, nameOf: (metric: MetricQuery) => FormulaName): Expression {
  switch (node.kind) {
    case "metric":
      return nameOf(node);
    case "modified":
    case "unary":
      return { ...node, operand: withNames(node.operand, nameOf) };
    case "binary":
      return { ...node, left: withNames(node.left, nameOf), right: withNames(node.right, nameOf) };
    case "call":
      return {
        ...node,
        args: node.args.map((argument) => ({ ...argument, value: inArgument(argument.value, nameOf) })),
      };
    case "number":
    case "name":
    case "raw":
      return node;
  }
}

function inArgument<V extends { readonly kind: string }>(value: V, nameOf: (metric: MetricQuery) => FormulaName): V {
  if (value.kind === "string" || value.kind === "keyword" || value.kind === "keySet") return value;
  return withNames(value as unknown as Expression, nameOf) as unknown as V;
}

function checkName(name: string): void {
  if (/^[a-z][a-z0-9_]*$/.test(name)) return;
  throw new RangeError(
    `"${name}" cannot be a query's name in a formula: it starts with a small letter and holds small letters, digits and "_".`,
  );
}
