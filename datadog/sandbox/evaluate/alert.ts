import { own } from "../../json";
import {
  type ChangeAlert,
  countsIn,
  type Expression,
  type FormulaAlert,
  type GroupKey,
  groupsOfCalls,
  type MetricAlert,
  type MetricQuery,
  mapNode,
  TIME_AGGREGATORS,
  type TimeAggregatorName,
  textsOf,
  type Window,
  windowLength,
  windowOf,
} from "../../query";
import { EvaluationError } from "./error";
import { normalized, type Queries } from "./normalize";

/** The monitor queries that look at series. */
export type SeriesAlert = MetricAlert | ChangeAlert | FormulaAlert;

/** What a monitor computes: an expression over a window, as one value a group. */
export interface AlertParts {
  readonly aggregator: TimeAggregatorName;
  readonly window: Window;
  /** Normalized. A change alert's is the difference it is about. */
  readonly expression: Expression;
}

export function partsOf(alert: SeriesAlert, queries: Queries, outside: readonly string[]): AlertParts {
  if (alert.kind === "formulaAlert") return formulaParts(alert, queries, outside);
  const { window } = alert;
  const aggregator = aggregatorOf(alert.aggregator, alert.range);
  const expression = normalized(alert.expression, queries);
  if (alert.kind === "metricAlert") return { aggregator, window, expression };
  return { aggregator, window, expression: change(expression, alert.method, windowLength(alert.shift)) };
}

function aggregatorOf(word: string, range: EvaluationError["range"]): TimeAggregatorName {
  if (Object.hasOwn(TIME_AGGREGATORS, word)) return word as TimeAggregatorName;
  const known = Object.keys(TIME_AGGREGATORS).join(", ");
  throw new EvaluationError(`${word}(…) is not a time aggregator. Datadog has ${known}.`, range);
}

/**
 * `a - b` or `((a - b) / b) * 100`, where b is what a was before: arithmetic like any other, so that `as_count()` makes
 * it a change of totals.
 * @see https://docs.datadoghq.com/monitors/types/change-alert/
 */
function change(now: Expression, method: ChangeAlert["method"], seconds: number): Expression {
  const before = earlier(now, seconds);
  const difference: Expression = { kind: "binary", operator: "-", left: now, right: before };
  if (method === "change") return difference;
  // a tree of its own for each place: plans are kept by node
  const share: Expression = { kind: "binary", operator: "/", left: difference, right: earlier(now, seconds) };
  return { kind: "binary", operator: "*", left: share, right: { kind: "number", value: 100 } };
}

function earlier(expression: Expression, seconds: number): Expression {
  return mapNode<Expression>(expression, {
    metric: (metric: MetricQuery) => ({
      kind: "call",
      name: "timeshift",
      args: [
        { kind: "argument", value: { ...metric } },
        {
          kind: "argument",
          value: { kind: "unary", operator: "-", operand: { kind: "number", value: seconds } },
        },
      ],
    }),
  });
}

/** What can be asked of a formula and is nowhere documented, and what to use instead. */
const UNDOCUMENTED: Readonly<Record<string, string>> = {
  anomaly: "Datadog does not document what it compares. Use avg(last_1h):anomalies(…) over the metric instead",
  change: "Datadog does not document what it compares. Use change(avg(last_5m),last_1h):… or timeshift() instead",
  forecast: "Datadog does not document what it compares. Use max(next_1w):forecast(…) over the metric instead",
};

/** `formula("a / b").rollup("sum").by("k").last("15m")`. */
function formulaParts(alert: FormulaAlert, queries: Queries, outside: readonly string[]): AlertParts {
  for (const { name, range } of alert.calls) {
    if (!["last", "current", "rollup", "by"].includes(name)) {
      throw new EvaluationError(
        `.${name}() of a formula monitor cannot be evaluated: ${own(UNDOCUMENTED, name) ?? "only .rollup(), .by(), .last(), and .current() can"}.`,
        range,
      );
    }
  }
  const by = groupsOfCalls(alert.calls).map((name): GroupKey => ({ kind: "groupKey", name }));
  const expression = normalized({ kind: "modified", operand: alert.expression, by, modifiers: [] }, queries, outside);
  const window = windowOf(alert) ?? calendarWindow(alert);
  if (!window) throw new EvaluationError('A formula monitor needs a window such as .last("15m").', alert.range);
  const [method] = textsOf(alert.calls, "rollup");
  const aggregator = method ?? (countsIn(expression) === "all" ? "sum" : "avg");
  return { aggregator: aggregatorOf(aggregator, alert.range), window, expression };
}

/** `.current("1d")`. */
function calendarWindow({ calls }: FormulaAlert): Window | undefined {
  const [current] = textsOf(calls, "current");
  const [, amount, unit] = /^([1-9]\d*)(mo|[hdw])$/.exec(current ?? "") ?? [];
  if (amount === undefined) return undefined;
  return { kind: "window", form: "current", amount: Number(amount), unit: unit as Window["unit"] };
}
