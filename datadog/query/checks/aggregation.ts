import { type Finding, finding, quoteName } from "../../findings";
import { countsGroupsBelow, groupsOfCalls, leavesOf, modifiersOf } from "../ask";
import type { MonitorQuery } from "../nodes";
import { at, type ExpressionContext } from "./context";

/** Functions that judge each point by itself, whatever aggregates the window. */
const POINT_BY_POINT: ReadonlySet<string> = new Set(["anomalies", "forecast", "outliers"]);

/** What makes no total of a window. */
const NOT_TOTAL: ReadonlySet<string> = new Set(["avg", "min", "max"]);

/**
 * `avg(last_5m):sum:x{*}.as_count()`: a count is for adding up; of the averages, highs and lows of its buckets nobody knows
 * how long the buckets are.
 * @see https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/
 */
export function asCountAggregator(monitor: MonitorQuery, { catalog }: ExpressionContext): readonly Finding[] {
  if (monitor.kind !== "metricAlert" && monitor.kind !== "changeAlert") return [];
  const { aggregator } = monitor;
  if (!NOT_TOTAL.has(aggregator)) return [];
  const counted = leavesOf(monitor.expression).find((leaf) => {
    const isJudged = leaf.around.some((node) => node.kind === "call" && POINT_BY_POINT.has(node.name));
    // for `as-count-on-gauge` and `summed-total`
    const type = catalog?.metric(leaf.metric.metric)?.type;
    return (
      !isJudged && type !== "gauge" && type !== "total" && modifiersOf(leaf).some(({ name }) => name === "as_count")
    );
  });
  const modifier = counted && modifiersOf(counted).find(({ name }) => name === "as_count");
  if (!counted || !modifier) return [];
  const message =
    `A count should be summed over a window, but ${quoteName(aggregator)} takes the ${WHAT[aggregator]} of buckets instead: ` +
    "use sum(…) for the count, or .as_rate() for a rate.";
  return [finding("as-count-aggregator", message, at(modifier.range ? modifier : counted.metric))];
}

const WHAT: Readonly<Record<string, string>> = { avg: "average", min: "lowest", max: "highest" };

/**
 * `logs(…).by("service") … < 1`: a group without events does not exist, so that one that falls silent does not alert.
 * @see https://docs.datadoghq.com/monitors/types/log/#no-data-and-below-alerts
 */
export function belowWithGroups(monitor: MonitorQuery): readonly Finding[] {
  if (monitor.kind !== "searchAlert" || !countsGroupsBelow(monitor)) return [];
  const { calls } = monitor;
  const keys = groupsOfCalls(calls).join(", ");
  const message =
    `A group of ${quoteName(keys)} without events does not exist, so this does not alert when one group has no events, only when ` +
    `all of them have none: remove .by() and search for the one that matters.`;
  return [finding("below-with-groups", message, at(calls.find(({ name }) => name === "by") ?? monitor))];
}
