import { type Finding, finding, quoteName } from "../../findings";
import { leavesOf } from "../ask";
import { isPercentile } from "../functions";
import type { Expression } from "../nodes";
import { at, type ExpressionContext } from "./context";

/** `p95:` of a metric that is no distribution, or whose percentiles are switched off: there is no data. */
export function percentileNotEnabled(expression: Expression, { catalog }: ExpressionContext): readonly Finding[] {
  return leavesOf(expression).flatMap(({ metric }) => {
    const facts = catalog?.metric(metric.metric);
    const { aggregator } = metric;
    if (!facts || typeof aggregator !== "string" || !isPercentile(aggregator)) return [];
    const place = at({ range: metric.range ?? metric.metricRange });
    if (facts.type === "distribution") {
      if (facts.percentiles !== false) return [];
      const message = `Percentiles of ${quoteName(metric.metric)} are not enabled: enable them in its tag configuration, or use max.`;
      return [finding("percentile-not-enabled", message, place)];
    }
    if (facts.type === "unknown") return [];
    const message = `${quoteName(metric.metric)} is a ${facts.type}, but only distributions have ${aggregator}: use avg or max.`;
    return [finding("percentile-not-enabled", message, place)];
  });
}
