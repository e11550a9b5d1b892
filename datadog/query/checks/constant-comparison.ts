import { type Finding, finding, quoteName } from "../../findings";
import { comparisonOf } from "../ask";
import type { Comparator, Comparison, MonitorQuery } from "../nodes";
import { type Bounds, monitorBounds } from "./bounds";
import { at, type ExpressionContext } from "./context";

const OPPOSITE: Readonly<Record<Comparator, Comparator>> = {
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
  "==": "!=",
  "!=": "==",
};

/** `anomalies(…) > 1`, `logs(…) … < 0`: the monitor never alerts. `logs(…) … >= 0`: it always does. */
export function constantComparison(monitor: MonitorQuery, { catalog }: ExpressionContext): readonly Finding[] {
  const comparison = comparisonOf(monitor);
  if (!comparison) return [];
  const bounds = monitorBounds(monitor, catalog);
  const text = `${comparison.operator} ${comparison.value}`;
  const because = reason(bounds);
  if (isNever(comparison.operator, comparison.value, bounds)) {
    return [finding("never-true", `${quoteName(text)} can never be true, because ${because}.`, at(comparison))];
  }
  if (isNever(OPPOSITE[comparison.operator], comparison.value, bounds)) {
    return [finding("always-true", `${quoteName(text)} is always true, because ${because}.`, at(comparison))];
  }
  return [];
}

function isNever(operator: Comparison["operator"], value: number, { low, high }: Bounds): boolean {
  switch (operator) {
    case ">":
      return high <= value;
    case ">=":
      return high < value;
    case "<":
      return low >= value;
    case "<=":
      return low > value;
    case "==":
      return value < low || value > high;
    case "!=":
      return low === value && high === value;
  }
}

function reason({ low, high }: Bounds): string {
  if (low === high) return `the query is always ${low}`;
  if (Number.isFinite(low) && Number.isFinite(high)) return `the query stays between ${low} and ${high}`;
  return Number.isFinite(low) ? `the query is never below ${low}` : `the query is never above ${high}`;
}
