import { type Code, call, local, method, value } from "../../code";
import { own } from "../../json";
import { metricsIn } from "../ask";
import type { ArithmeticOperator, Binary, ChangeAlert, Expression, MetricAlert } from "../nodes";
import { printWindow } from "../print/monitor";
import { mapNode, nodesOf } from "../visit";
import { callCodes } from "./function-call";
import { metricCode } from "./metric";
import { asInput, fromQuery, rawCode, type ToCodeSettings, verified } from "./settings";

export { type MetricCode, QUERY_MODULE, type ToCodeSettings } from "./settings";

/** Past so many nodes a query stays text: nobody could read it as calls. */
const MOST_NODES = 400;

/**
 * The calls of the builder that give a query: `sum("last_5m", runs.sum().asCount()).above(3)`. What the builder has no calls
 * for is text inside of it, so that nothing is lost. Code that is given was tried: it gives this very node.
 * @returns nothing where the builder refuses the text too, and for an alert that it cannot make
 */
export function toCode(node: Expression | MetricAlert | ChangeAlert, settings: ToCodeSettings = {}): Code | undefined {
  if (node.kind === "metricAlert" || node.kind === "changeAlert") return alertCode(node, settings);
  if (nodesOf(node).length > MOST_NODES) return verified(rawCode(node), node, settings);
  return expressionCode(node, settings);
}

function expressionCode(node: Expression, settings: ToCodeSettings): Code | undefined {
  return verified(typedCode(node, settings), node, settings) ?? verified(rawCode(node), node, settings);
}

function typedCode(node: Expression, settings: ToCodeSettings): Code | undefined {
  switch (node.kind) {
    case "metric":
      return metricCode(node, settings);
    case "number":
      return call(fromQuery("constant"), value(node.value));
    case "name":
      return settings.names?.includes(node.name) ? local(node.name) : undefined;
    case "unary": {
      if (node.operator !== "-") return undefined;
      const number = signedNumber(node);
      if (number !== undefined) return call(fromQuery("constant"), value(number));
      const inner = expressionCode(node.operand, settings);
      return inner && method(inner, "negated");
    }
    case "binary":
      return ratioCode(node, settings) ?? arithmeticCode(node, settings);
    case "call": {
      const [first] = node.args;
      if (first === undefined || first.name !== undefined || !isExpression(first.value)) return undefined;
      const query = expressionCode(first.value, settings);
      if (query === undefined) return undefined;
      return callCodes(node, query).find((code) => verified(code, node, settings));
    }
    case "modified":
    case "raw":
      return undefined;
  }
}

const isExpression = (of: { readonly kind: string }): of is Expression =>
  of.kind !== "string" && of.kind !== "keyword" && of.kind !== "keySet";

// ------------------------------------------------------------------------------------------ arithmetic

const METHODS: Readonly<Partial<Record<ArithmeticOperator, string>>> = {
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "dividedBy",
};

function arithmeticCode({ operator, left, right }: Binary, settings: ToCodeSettings): Code | undefined {
  const name = METHODS[operator];
  if (name === undefined) return undefined;
  const on = expressionCode(left, settings);
  const number = signedNumber(right);
  const other = number === undefined ? expressionCode(right, settings) : value(number);
  return on && other && method(on, name, asInput(other));
}

/** A number with its sign. */
function signedNumber(node: Expression): number | undefined {
  if (node.kind === "number") return node.value;
  return node.kind === "unary" && node.operator === "-" && node.operand.kind === "number"
    ? -node.operand.value
    : undefined;
}

/** A quotient of counts: `ratio(errors.sum(), runs.sum())`. */
function ratioCode(node: Binary, settings: ToCodeSettings): Code | undefined {
  if (node.operator !== "/" || !isCounted(node.left) || !isCounted(node.right)) return undefined;
  const [part, whole] = [node.left, node.right].map((side) => expressionCode(withoutCounts(side), settings));
  return part && whole && verified(call(fromQuery("ratio"), asInput(part), asInput(whole)), node, settings);
}

/** Whether every metric, of which there is one, begins with `as_count()`. */
function isCounted(node: Expression): boolean {
  const metrics = metricsIn(node);
  return metrics.length > 0 && metrics.every(({ modifiers: [first] }) => first?.name === "as_count");
}

const withoutCounts = (node: Expression) =>
  mapNode(node, { metric: (metric) => ({ ...metric, modifiers: metric.modifiers.slice(1) }) });

// ---------------------------------------------------------------------------------------------- alerts

const COMPARISONS: Readonly<Record<string, string>> = {
  ">": "above",
  ">=": "atOrAbove",
  "<": "below",
  "<=": "atOrBelow",
};

const TIME_AGGREGATORS = ["sum", "avg", "min", "max", "percentile"] as const;

function alertCode(node: MetricAlert | ChangeAlert, settings: ToCodeSettings): Code | undefined {
  const { window, comparison } = node;
  const compared = own(COMPARISONS, comparison.operator);
  const aggregator = TIME_AGGREGATORS.find((known) => known === node.aggregator);
  const query = toCode(node.expression, settings);
  if (compared === undefined || aggregator === undefined || query === undefined || window.unit === "s")
    return undefined;
  const over = call(fromQuery(aggregator), value(printWindow(window)), asInput(query));
  const { critical, levels } = settings.thresholds ?? { critical: value(comparison.value) };
  const code = method(changeCode(over, node) ?? over, compared, critical, ...(levels === undefined ? [] : [levels]));
  return verified(code, node, settings);
}

function changeCode(over: Code, node: MetricAlert | ChangeAlert): Code | undefined {
  if (node.kind === "metricAlert") return undefined;
  return method(over, node.method === "change" ? "changeSince" : "percentChangeSince", value(printWindow(node.shift)));
}
