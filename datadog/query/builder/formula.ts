import type { Expression, FormulaName } from "../nodes";
import { print } from "../print";
import { mapNode, nodesOf } from "../visit";
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
  const expression = expressionOf(input);
  const names = new Map<string, FormulaName>();
  const queries: Record<string, QueryValue> = {};
  const texts = new Map<Expression, string>();
  // Named in the order of the text, whatever the order in which nodes are replaced.
  for (const metric of nodesOf(expression)) {
    if (metric.kind !== "metric") continue;
    const text = print(metric);
    texts.set(metric, text);
    if (names.has(text)) continue;
    const name = `query${names.size + 1}`;
    names.set(text, { kind: "name", name });
    queries[name] = new ExpressionValue(metric);
  }
  const node = mapNode(expression, { metric: (metric) => names.get(texts.get(metric) ?? print(metric)) ?? metric });
  return { node, text: print(node), queries };
}

function checkName(name: string): void {
  if (/^[a-z][a-z0-9_]*$/.test(name)) return;
  throw new RangeError(
    `"${name}" is not a valid query name in a formula: it must start with a lowercase letter and contain only lowercase letters, digits, and "_".`,
  );
}
