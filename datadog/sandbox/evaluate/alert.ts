import {
  type ChangeAlert,
  type Expression,
  type FormulaAlert,
  type MetricAlert,
  type MetricQuery,
  type Modified,
  mapNode,
  TIME_AGGREGATORS,
  type TimeAggregatorName,
  type Window,
  windowLength,
} from "../../query";
import { EvaluationError } from "./error";
import { metricsOf, normalized, type Queries } from "./normalize";

/** The monitor queries that look at series. */
export type SeriesAlert = MetricAlert | ChangeAlert | FormulaAlert;

/** What a monitor computes: an expression over a window, as one value a group. */
export interface AlertParts {
  readonly aggregator: TimeAggregatorName;
  readonly window: Window;
  /** Normalized. A change alert's is the difference it is about. */
  readonly expression: Expression;
}

export function partsOf(alert: SeriesAlert, queries: Queries): AlertParts {
  if (alert.kind === "formulaAlert") return formulaParts(alert, queries);
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

/** `formula("a / b").rollup("sum").by("k").last("15m")`. */
function formulaParts(alert: FormulaAlert, queries: Queries): AlertParts {
  const texts = new Map<string, readonly string[]>();
  for (const { name, args, range } of alert.calls) {
    if (name !== "last" && name !== "current" && name !== "rollup" && name !== "by") {
      throw new EvaluationError(`.${name}() of a formula monitor cannot be evaluated yet.`, range);
    }
    texts.set(
      name,
      args.flatMap((argument) => (argument.kind === "string" || argument.kind === "keyword" ? [argument.value] : [])),
    );
  }
  const by = (texts.get("by") ?? []).flatMap((text) => text.split(",")).map((key) => key.trim());
  const grouped: Modified = {
    kind: "modified",
    operand: alert.expression,
    by: by.filter((key) => key !== "").map((name) => ({ kind: "groupKey", name })),
    modifiers: [],
  };
  const expression = normalized(grouped, queries);
  const counts = metricsOf(expression).every(readsCounts);
  const aggregator = aggregatorOf(texts.get("rollup")?.[0] ?? (counts ? "sum" : "avg"), alert.range);
  return { aggregator, window: windowOf(alert, texts), expression };
}

function windowOf({ range }: FormulaAlert, texts: ReadonlyMap<string, readonly string[]>): Window {
  const form = texts.has("last") ? "last" : "current";
  const match = /^(\d+)(s|mo|m|h|d|w)$/.exec(texts.get(form)?.[0] ?? "");
  if (!match) throw new EvaluationError('A formula monitor needs a window such as .last("15m").', range);
  return { kind: "window", form, amount: Number(match[1]), unit: match[2] as Window["unit"] };
}

export const readsCounts = ({ modifiers }: MetricQuery): boolean => modifiers.some(({ name }) => name === "as_count");
