import { countsIn } from "../ask";
import { isCounter, type MetricCatalog } from "../catalog";
import { aggregatorRow, functionRow } from "../functions";
import type { Binary, Expression, FunctionCall, MetricQuery, MonitorQuery, SearchAlert } from "../nodes";
import { foldExpression, nodesOf } from "../visit";
import { shareFactor } from "./ratio";

/** The values that something can take; both ends belong to it. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

const ANY: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const NOT_NEGATIVE: Bounds = { low: 0, high: Number.POSITIVE_INFINITY };

/** What a monitor compares with its threshold, as far as the query alone tells. */
export function monitorBounds(monitor: MonitorQuery, catalog?: MetricCatalog): Bounds {
  switch (monitor.kind) {
    case "metricAlert":
      return combinesTotals(monitor.expression)
        ? boundsOf(monitor.expression, catalog)
        : overTime(monitor.aggregator, boundsOf(monitor.expression, catalog));
    case "changeAlert":
      // what is never negative cannot shrink by more than all of it
      return monitor.method === "pct_change" && boundsOf(monitor.expression, catalog).low >= 0
        ? { low: -100, high: ANY.high }
        : ANY;
    case "searchAlert":
      return countsEvents(monitor) ? NOT_NEGATIVE : ANY;
    case "sloAlert":
      return monitor.measure === "burn_rate" ? NOT_NEGATIVE : ANY;
    case "formulaAlert":
    case "serviceCheck":
    case "composite":
    case "raw":
      return ANY;
  }
}

/**
 * Whether Datadog aggregates each operand over the window before it combines them: what holds of a quotient of values holds
 * of the quotient of their totals. Functions other than default_zero() may limit single values, which says nothing of
 * totals.
 * @see https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/
 */
function combinesTotals(expression: Expression): boolean {
  const nodes = nodesOf(expression);
  const limits = nodes.some((node) => node.kind === "call" && functionRow(node.name)?.values !== "kept or zero");
  const isArithmetic = nodes.some(({ kind }) => kind === "binary");
  return isArithmetic && !limits && countsIn(expression) !== "none";
}

function overTime(aggregator: string, each: Bounds): Bounds {
  if (aggregator !== "sum") return each;
  return { low: each.low >= 0 ? each.low : ANY.low, high: each.high <= 0 ? each.high : ANY.high };
}

function countsEvents({ calls }: SearchAlert): boolean {
  const rollup = calls.find(({ name }) => name === "rollup");
  const method = rollup?.args[0];
  return method?.kind === "string" && (method.value === "count" || method.value === "cardinality");
}

/** The values that an expression can take. */
function boundsOf(expression: Expression, catalog?: MetricCatalog): Bounds {
  return foldExpression<Bounds>(expression, (node, inside) => {
    const [first = ANY, second = ANY] = inside;
    switch (node.kind) {
      case "number":
        return { low: node.value, high: node.value };
      case "unary":
        return node.operator === "-" ? { low: -first.high, high: -first.low } : first;
      case "metric":
        return isNeverNegative(node, catalog) ? NOT_NEGATIVE : ANY;
      case "modified":
        return first.low >= 0 ? NOT_NEGATIVE : ANY;
      case "binary":
        return ofShare(node, catalog) ?? ofBinary(node, first, second);
      case "call":
        return ofCall(node, inside);
      case "name":
      case "raw":
        return ANY;
    }
  });
}

/** `a / (a + b)` is from 0 to 1. */
function ofShare(node: Binary, catalog: MetricCatalog | undefined): Bounds | undefined {
  const factor = shareFactor(node, (part) => boundsOf(part, catalog).low >= 0);
  return factor === undefined ? undefined : { low: 0, high: factor };
}

function isNeverNegative({ aggregator, metric }: MetricQuery, catalog?: MetricCatalog): boolean {
  if (aggregator !== undefined && typeof aggregator !== "string") return true;
  if (aggregator !== undefined && aggregatorRow(aggregator)?.neverNegative) return true;
  const facts = catalog?.metric(metric);
  return facts !== undefined && isCounter(facts);
}

function ofBinary({ operator }: Binary, left: Bounds, right: Bounds): Bounds {
  switch (operator) {
    case "+":
      return { low: left.low + right.low, high: left.high + right.high };
    case "-":
      return { low: left.low - right.high, high: left.high - right.low };
    case "*":
      return product(left, right);
    case "/":
    case "^":
      return left.low >= 0 && right.low >= 0 ? NOT_NEGATIVE : ANY;
    case "%":
      return ANY;
  }
}

function product(left: Bounds, right: Bounds): Bounds {
  // nothing times infinity is nothing: an end of a range is never reached
  const times = (a: number, b: number) => (a === 0 || b === 0 ? 0 : a * b);
  const ends = [
    times(left.low, right.low),
    times(left.low, right.high),
    times(left.high, right.low),
    times(left.high, right.high),
  ];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** `inside` is the bounds of all that the call is given, numbers too. */
function ofCall({ name }: FunctionCall, inside: readonly Bounds[]): Bounds {
  const row = functionRow(name);
  const [series = ANY, limit] = inside;
  switch (row?.values) {
    case "kept":
      return row.parameters[0]?.repeated ? hull(inside) : series;
    case "kept or zero":
      return hull([series, { low: 0, high: 0 }]);
    case "at least":
      return clamp(series, limit, Math.max);
    case "at most":
      return clamp(series, limit, Math.min);
    case "not negative":
      return NOT_NEGATIVE;
    case "fraction":
      return { low: 0, high: 1 };
    case "any":
    case undefined:
      return ANY;
  }
}

function hull(bounds: readonly Bounds[]): Bounds {
  return { low: Math.min(...bounds.map(({ low }) => low)), high: Math.max(...bounds.map(({ high }) => high)) };
}

function clamp(series: Bounds, limit: Bounds | undefined, pick: (a: number, b: number) => number): Bounds {
  if (!limit || limit.low !== limit.high) return ANY;
  return { low: pick(series.low, limit.low), high: pick(series.high, limit.low) };
}
