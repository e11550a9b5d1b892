import { type Finding, finding } from "../../findings";
import { readsAsCounter } from "../ask";
import type { MetricCatalog } from "../catalog";
import { aggregatorRow, functionRow } from "../functions";
import type { Binary, Expression, MetricQuery } from "../nodes";
import { foldExpression } from "../visit";
import { at, type ExpressionContext } from "./context";

/**
 * Units that say a scale, by what they measure. Others (`request`, `connection`) only name what is counted, and adding
 * those may be meant.
 * @see https://docs.datadoghq.com/metrics/units/
 */
const MEASURES: Readonly<Record<string, readonly string[]>> = {
  time: ["nanosecond", "microsecond", "millisecond", "second", "minute", "hour", "day", "week"],
  data: [
    ...["bit", "kilobit", "megabit", "gigabit", "byte", "kilobyte", "megabyte", "gigabyte", "terabyte"],
    ...["kibibyte", "mebibyte", "gibibyte", "tebibyte"],
  ],
  share: ["percent", "fraction"],
};

const SCALES: ReadonlySet<string> = new Set(Object.values(MEASURES).flat());

/** `seconds + bytes`, `seconds - milliseconds`, `bytes + bytes per second`. */
export function unitMismatch(expression: Expression, { catalog }: ExpressionContext): readonly Finding[] {
  if (!catalog) return [];
  const findings: Finding[] = [];
  foldExpression<string | undefined>(expression, (node, [left, right]) => {
    switch (node.kind) {
      case "metric":
        return unitOfMetric(node, catalog);
      case "unary":
        return left;
      case "binary":
        if (node.operator !== "+" && node.operator !== "-") return undefined;
        if (left !== undefined && right !== undefined && left !== right) findings.push(mismatch(node, left, right));
        return left ?? right;
      case "call":
        return functionRow(node.name)?.keepsUnit ? left : undefined;
      case "modified":
      case "number":
      case "name":
      case "raw":
        return undefined;
    }
  });
  return findings;
}

function mismatch(node: Binary, left: string, right: string): Finding {
  const what = node.operator === "+" ? `adds ${right} to ${left}` : `subtracts ${right} from ${left}`;
  return finding("unit-mismatch", `This ${what}: convert one side, or use metrics with the same unit.`, at(node));
}

/** The unit in words, where it is sure and has a scale. */
function unitOfMetric(node: MetricQuery, catalog: MetricCatalog): string | undefined {
  const facts = catalog.metric(node.metric);
  const aggregator = node.aggregator ?? "avg";
  const unit = facts?.unit?.replace(/s$/, "");
  if (!facts || !unit || !SCALES.has(unit)) return undefined;
  // a count of samples has no unit, and as_count() takes "per second" away
  if (
    typeof aggregator !== "string" ||
    aggregatorRow(aggregator)?.keepsUnit === false ||
    readsAsCounter({ metric: node, around: [] })
  ) {
    return undefined;
  }
  return facts.perUnit === undefined ? plural(unit) : `${plural(unit)} per ${facts.perUnit}`;
}

function plural(unit: string): string {
  return unit === "percent" ? unit : `${unit}s`;
}
