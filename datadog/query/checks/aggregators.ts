import { type Finding, finding, quoteName } from "../../findings";
import { leavesOf } from "../ask";
import type { Expression, MetricQuery } from "../nodes";
import { at } from "./context";

/** A metric that no aggregator stands before: Datadog averages it, sums and counts too. */
export function noAggregator(expression: Expression): readonly Finding[] {
  return leavesOf(expression).flatMap(({ metric }) =>
    metric.aggregator === undefined
      ? [
          finding(
            "no-aggregator",
            `${quoteName(metric.metric)} has no space aggregator, so Datadog averages it: add \`avg:\` before it, or \`sum:\` for a count.`,
            placeOf(metric),
          ),
        ]
      : [],
  );
}

/** Where the metric's name stands, or the query as a whole. */
export function placeOf(metric: MetricQuery): Pick<Finding, "range"> {
  return at({ range: metric.metricRange ?? metric.range });
}
