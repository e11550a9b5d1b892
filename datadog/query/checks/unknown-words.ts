import type { Finding } from "../finding";
import { nearest } from "../nearest";
import type { Expression, MetricQuery, MonitorQuery } from "../nodes";
import { AGGREGATORS, FUNCTIONS, isPercentile, TIME_AGGREGATORS } from "../vocabulary";
import { at } from "./context";
import { leavesOf, visitExpressions } from "./expressions";
import { finding } from "./registry";

/** What people write for the aggregators, too far off for an edit distance. */
const SYNONYMS: Readonly<Record<string, string>> = {
  average: "avg",
  mean: "avg",
  total: "sum",
  maximum: "max",
  minimum: "min",
  latest: "last",
};

/** `average:system.load.1{*}`. */
export function unknownAggregator(expression: Expression): readonly Finding[] {
  return leavesOf(expression).flatMap(({ metric }) => {
    const { aggregator } = metric;
    if (typeof aggregator !== "string" || aggregator in AGGREGATORS || isPercentile(aggregator)) return [];
    const known = Object.keys(AGGREGATORS);
    const message = `"${aggregator}" is no aggregator: there are ${known.join(", ")} and percentiles such as p95.`;
    return [
      finding("unknown-aggregator", message, { ...startOf(metric, aggregator), suggestion: meant(aggregator, known) }),
    ];
  });
}

/** The aggregator stands at the start of a metric query. */
function startOf({ range }: MetricQuery, aggregator: string): Pick<Finding, "range"> {
  return range ? { range: { start: range.start, end: range.start + aggregator.length } } : {};
}

/** `average(last_5m):…`: what the monitor makes of its window. */
export function unknownTimeAggregator(monitor: MonitorQuery): readonly Finding[] {
  if (monitor.kind !== "metricAlert" && monitor.kind !== "changeAlert") return [];
  const { aggregator, range } = monitor;
  if (aggregator in TIME_AGGREGATORS || isPercentile(aggregator)) return [];
  const known = Object.keys(TIME_AGGREGATORS);
  const message = `"${aggregator}" is no aggregator over time: there are ${known.join(", ")}.`;
  const start = range && range.start + (monitor.kind === "changeAlert" ? monitor.method.length + 1 : 0);
  return [
    finding("unknown-aggregator", message, {
      ...(start === undefined ? {} : { range: { start, end: start + aggregator.length } }),
      suggestion: meant(aggregator, known),
    }),
  ];
}

function meant(word: string, known: readonly string[]): string | undefined {
  return SYNONYMS[word.toLowerCase()] ?? nearest(word, known);
}

/** A function that is not in Datadog's documentation; it may be newer than this list. */
export function unknownFunction(expression: Expression): readonly Finding[] {
  const findings: Finding[] = [];
  visitExpressions(expression, (node) => {
    if (node.kind !== "call" || node.name in FUNCTIONS) return;
    findings.push(
      finding("unknown-function", `"${node.name}" is no function that is known here: check its name.`, {
        ...at({ range: node.nameRange ?? node.range }),
        suggestion: nearest(node.name, Object.keys(FUNCTIONS)),
      }),
    );
  });
  return findings;
}
