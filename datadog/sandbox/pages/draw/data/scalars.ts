import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../../../../json";
import { type Expression, fillVariables, type MetricAlert } from "../../../../query";
import { type Evaluated, evaluateExpression, type Group, type OutsideSeries, windowEvaluator } from "../../../evaluate";
import type { DisplayUnit } from "../units";
import { checkQueries, curveOf, curveOfPart, queryNames, searchTotals } from "./lines";
import { withPlace } from "./problem";
import type { AskedFormula, AskedQuery, AskedRequest } from "./request";
import { unitOfFormula } from "./unit";
import type { View } from "./view";

/** One column of values: a formula. */
export interface ScalarColumn {
  readonly name: string;
  readonly formula: AskedFormula;
  readonly unit: DisplayUnit;
}

/** One group, with the value of each column. */
export interface ScalarRow {
  readonly group: Group;
  /** NaN where the column has none. */
  readonly values: readonly number[];
}

/** What a request comes to over the whole time of a view. */
export interface Scalars {
  /** The keys by which it is grouped. */
  readonly keys: readonly string[];
  readonly columns: readonly ScalarColumn[];
  readonly rows: readonly ScalarRow[];
}

/**
 * A request as one value a group and formula: each query is aggregated over the whole time, then the formulas are computed.
 * @throws CannotDraw where it cannot be evaluated, with the place
 */
export function scalarsOf(request: AskedRequest, view: View): Scalars {
  checkQueries(request.queries, view);
  const values = new Map(request.queries.map((query) => [query.name, totalsOf(query, view)]));
  const columns = request.formulas.map(
    (formula): ScalarColumn => ({
      name: formula.alias ?? queryNames(formula, request.queries),
      formula,
      unit: unitOfFormula(formula, request.queries),
    }),
  );
  const found = request.formulas.map((formula) => formulaTotals(formula, request, values, view));
  return { ...joinedRows(found), columns };
}

type Totals = readonly { readonly group: Group; readonly value: number }[];

/** One value a group of a query. */
function totalsOf(query: AskedQuery, view: View): Totals {
  if (query.search) return searchTotals(query.search, view);
  if (query.aggregator === "percentile" && query.expression) return percentiles(query.text, query.expression, view);
  return reduced(curveOf(query, view, "line"), query.aggregator);
}

/** Of all samples, not of the curve. */
function percentiles(text: string, expression: Expression, view: View): Totals {
  const seconds = Math.max(60, Math.round((view.to - view.from) / 60) * 60);
  const alert: MetricAlert = {
    kind: "metricAlert",
    aggregator: "percentile",
    window: { kind: "window", form: "last", amount: seconds / 60, unit: "m" },
    expression: fillVariables(expression, view.variables),
    comparison: { kind: "comparison", operator: ">", value: 0 },
  };
  return withPlace(text, () => {
    const { groups, values } = windowEvaluator(alert, view.series).at(view.to);
    return groups.map((group, index) => ({ group, value: values[index]! })).filter(({ value }) => !Number.isNaN(value));
  });
}

/** Each curve as one value. */
function reduced({ series, interval }: Evaluated, aggregator: string): Totals {
  return series.flatMap(({ group, values }) => {
    const present = values.filter((value) => !Number.isNaN(value));
    return present.length === 0 ? [] : [{ group, value: reduce(present, aggregator, interval) }];
  });
}

/** @see https://docs.datadoghq.com/api/latest/dashboards/ `FormulaAndFunctionMetricAggregation` */
export function reduce(values: ArrayLike<number>, aggregator: string, interval: number): number {
  let [sum, squares, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    sum += value;
    squares += value * value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  switch (aggregator) {
    case "sum":
      return sum;
    case "min":
      return min;
    case "max":
      return max;
    case "last":
      return values[values.length - 1]!;
    case "area":
      return sum * interval;
    case "l2norm":
      return Math.sqrt(squares);
    default:
      return sum / values.length;
  }
}

/** A formula over the values of its queries; a function in it is over the curves of its arguments. */
function formulaTotals(
  formula: AskedFormula,
  { queries }: AskedRequest,
  totals: ReadonlyMap<string, Totals>,
  view: View,
): { readonly keys: readonly string[]; readonly totals: Totals } {
  const outside: Record<string, OutsideSeries> = {};
  for (const [name, values] of totals) outside[name] = fixed(values);
  let parts = 0;
  const node = mapCalls(formula.node, (call) => {
    const name = `part ${++parts}`;
    const aggregator = queries[0]?.aggregator ?? "avg";
    outside[name] = fixed(reduced(curveOfPart(call, formula, queries, view), aggregator));
    return { kind: "name", name };
  });
  const [from, to, interval] = [0, 1, 1];
  const { series } = withPlace(formula.text, () =>
    evaluateExpression(node, { store: view.series, from, to, interval, outside }),
  );
  const found = series.map(({ group, values }) => ({ group, value: values[0]! }));
  return { keys: keysOf(found), totals: found.filter(({ value }) => Number.isFinite(value)) };
}

/** The outermost function calls of a formula replaced. */
function mapCalls(node: Expression, replace: (call: Expression) => Expression): Expression {
  switch (node.kind) {
    case "call":
      return replace(node);
    case "binary":
      return { ...node, left: mapCalls(node.left, replace), right: mapCalls(node.right, replace) };
    case "unary":
      return { ...node, operand: mapCalls(node.operand, replace) };
    case "modified":
      return replace(node);
    default:
      return node;
  }
}

const fixed = (totals: Totals): OutsideSeries => ({
  groupKeys: keysOf(totals),
  zero: false,
  over: (_start, _step, length) =>
    totals.map(({ group, value }) => ({ group, values: new Float64Array(length).fill(value) })),
});

const keysOf = (totals: Totals): readonly string[] => Object.keys(totals[0]?.group.tags ?? {});

/** The groups of all formulas, each with its values. */
function joinedRows(found: readonly { readonly keys: readonly string[]; readonly totals: Totals }[]) {
  const keys = found.reduce<readonly string[]>(
    (longest, { keys }) => (keys.length > longest.length ? keys : longest),
    [],
  );
  const rows = new Map<string, { group: Group; values: number[] }>();
  found.forEach(({ totals }, column) => {
    for (const { group, value } of totals) {
      const row = rows.get(group.key) ?? { group, values: found.map(() => Number.NaN) };
      row.values[column] = value;
      rows.set(group.key, row);
    }
  });
  return { keys, rows: [...rows.values()] };
}

/**
 * Rows in the order that a request asks for, and as many: `sort`, the `limit` of a formula, or the older `limit` and `order`.
 * @param usual how many without one
 */
export function orderedRows(
  scalars: Scalars,
  json: JsonObject,
  usual: number,
): { readonly rows: readonly ScalarRow[]; readonly more: number } {
  const { columns, rows } = scalars;
  const { by, order, count } = sortOf(json, columns, usual);
  const sign = order === "asc" ? 1 : -1;
  const rank = (row: ScalarRow) => (typeof by === "number" ? row.values[by]! : (row.group.tags[by] ?? ""));
  const sorted = [...rows].sort((a, b) => sign * compared(rank(a), rank(b)) || compared(a.group.key, b.group.key));
  return { rows: sorted.slice(0, count), more: Math.max(0, sorted.length - count) };
}

function sortOf(json: JsonObject, columns: readonly ScalarColumn[], usual: number) {
  const sort = objectOf(json.sort);
  const [first] = listOf(sort.order_by).map(objectOf);
  const limited = columns.findIndex(({ formula }) => isObject(formula.json.limit));
  const limit = objectOf(limited < 0 ? undefined : columns[limited]!.formula.json.limit);
  const numberOr = (...values: readonly unknown[]) => values.find((value) => typeof value === "number");
  const count = numberOr(sort.count, limit.count, json.limit, usual) as number;
  const order = stringOf(first?.order) ?? stringOf(limit.order) ?? stringOf(json.order) ?? "desc";
  if (first?.type === "group") return { by: stringOf(first.name) ?? "", order, count };
  return { by: typeof first?.index === "number" ? first.index : Math.max(0, limited), order, count };
}

/** What has no value comes last, in whichever order. */
function compared(a: number | string, b: number | string): number {
  if (typeof a === "number" && Number.isNaN(a)) return typeof b === "number" && Number.isNaN(b) ? 0 : -1;
  if (typeof b === "number" && Number.isNaN(b)) return 1;
  return a < b ? -1 : Number(a > b);
}
