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
  return new ExpressionValue(counted(part)).dividedBy(new ExpressionValue(counted(whole)));
}

const AS_COUNT: Modifier = { kind: "modifier", name: "as_count", args: [] };

/** The same expression with `as_count()` on every metric in it. */
const counted = (input: QueryInput): Expression =>
  mapNode(expressionOf(input), {
    metric: (metric) => {
      const others = metric.modifiers.filter(({ name }) => name !== "as_count" && name !== "as_rate");
      return { ...metric, modifiers: [AS_COUNT, ...others] };
    },
  });
