import type { Expression, Modifier } from "../nodes";
import { mapNode } from "../visit";
import { ExpressionValue, expressionOf, type QueryInput } from "./value";

/**
 * Something that can be counted. A gauge's selection is none: the type of its `asCount` is a sentence instead of a
 * method, which the compiler then shows.
 */
export type Countable = ExpressionValue & { readonly asCount?: () => unknown };

/**
 * How much of `whole` is `part`: `sum:errors{*}.as_count() / sum:runs{*}.as_count()`. With `as_count()` on both sides a
 * monitor divides the totals of its window; without, it divides point by point and sums the quotients.
 * @see https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/
 */
export function ratio(part: Countable | string, whole: Countable | string): ExpressionValue {
  return counted(part).dividedBy(counted(whole));
}

/**
 * The same query with `as_count()` on every metric in it, as an SLO counts its events.
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/metric/#define-queries
 */
export function counted(input: Countable | string): ExpressionValue {
  return new ExpressionValue(withCounts(input));
}

const AS_COUNT: Modifier = { kind: "modifier", name: "as_count", args: [] };

const withCounts = (input: QueryInput): Expression =>
  mapNode(expressionOf(input), {
    metric: (metric) => {
      const others = metric.modifiers.filter(({ name }) => name !== "as_count" && name !== "as_rate");
      return { ...metric, modifiers: [AS_COUNT, ...others] };
    },
  });
