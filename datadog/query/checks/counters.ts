import { type Finding, finding, quoteName } from "../../findings";
import { type Leaf, leavesOf, modifiersOf, readsAsCounter } from "../ask";
import { isCounter, type KnownMetric, type MetricCatalog } from "../catalog";
import { functionRow, modifierRow } from "../functions";
import type { Binary, Expression } from "../nodes";
import { foldExpression } from "../visit";
import { placeOf } from "./aggregators";
import { at, type ExpressionContext } from "./context";

/** Counters and gauges, read in the way of the other. */
export function countersAndGauges(expression: Expression, context: ExpressionContext): readonly Finding[] {
  const { catalog } = context;
  if (!catalog) return [];
  const leaves = leavesOf(expression);
  const ratio = context.monitor && !leaves.some(readsAsCounter) ? ratioOfCounts(expression, catalog) : undefined;
  const gauges = leaves.flatMap((leaf) => asCountOnGauge(leaf, catalog));
  if (ratio) return [...gauges, ratioFinding(ratio)];
  return [...gauges, ...leaves.flatMap((leaf) => rawCounter(leaf, catalog, context))];
}

/**
 * The outermost division of counts by counts. Only sums and multiples of metrics are looked into: a function between
 * may be there to make the ratio right.
 */
function ratioOfCounts(expression: Expression, catalog: MetricCatalog): Binary | undefined {
  let found: Binary | undefined;
  foldExpression<Held>(expression, (node, inside) => {
    if (node.kind === "number") return "nothing";
    if (node.kind === "metric") return isKnownCounter(node.metric, catalog) ? "counters" : "others";
    if (node.kind === "call" || inside.length === 0 || inside.includes("others")) return "others";
    // the outermost is met last
    if (node.kind === "binary" && node.operator === "/" && inside.every((held) => held === "counters")) found = node;
    return inside.includes("counters") ? "counters" : "nothing";
  });
  return found;
}

/** What metrics an expression holds. */
type Held = "counters" | "nothing" | "others";

function isKnownCounter(name: string, catalog: MetricCatalog): boolean {
  const facts = catalog.metric(name);
  return facts !== undefined && isCounter(facts);
}

function ratioFinding(ratio: Binary): Finding {
  return finding(
    "ratio-without-as-count",
    "This divides counts point by point and then aggregates the ratios: add .as_count() to both sides, so that " +
      "the totals over the window are divided.",
    at(ratio),
  );
}

function asCountOnGauge(leaf: Leaf, catalog: MetricCatalog): readonly Finding[] {
  const modifier = modifiersOf(leaf).find(({ name }) => modifierRow(name)?.readsCounters);
  const { metric } = leaf.metric;
  if (!modifier || catalog.metric(metric)?.type !== "gauge") return [];
  return [
    finding(
      "as-count-on-gauge",
      `${quoteName(metric)} is a gauge, so .${modifier.name}() has no effect: remove it.`,
      at(modifier.range ? modifier : leaf.metric),
    ),
  ];
}

/**
 * A graph of a count shows its single reports, which may be meant: of a total that no catalog marks as one, for example. A
 * counter that is stored per second misleads there too.
 */
function rawCounter(leaf: Leaf, catalog: MetricCatalog, { monitor }: ExpressionContext): readonly Finding[] {
  const facts = catalog.metric(leaf.metric.metric);
  if (!facts || !isCounter(facts) || facts.perUnit !== undefined || readsAsCounter(leaf)) return [];
  if (leaf.around.some((node) => node.kind === "call" && functionRow(node.name)?.takesCounters)) return [];
  if (facts.type === "count" && (!monitor || rollsUpSums(leaf))) return [];
  return [
    finding("counter-without-as-count", `${rawValue(facts)}: add .as_count() or .as_rate().`, placeOf(leaf.metric)),
  ];
}

function rawValue({ name, type, statsdInterval }: KnownMetric): string {
  return type === "rate"
    ? `${quoteName(name)} is a counter that Datadog stores as a per-second rate over ${statsdInterval} s, so this returns a fraction of the count`
    : `${quoteName(name)} is a count, and this returns the values of individual reports`;
}

/** `.rollup(sum, 60)` adds up the reports of a count, as `as_count()` does. */
function rollsUpSums(leaf: Leaf): boolean {
  return modifiersOf(leaf).some(({ name, args }) => {
    const method = name === "rollup" ? args[0]?.value : undefined;
    return (method?.kind === "keyword" || method?.kind === "string") && method.value === "sum";
  });
}
