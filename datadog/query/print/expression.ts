import { ARGUMENT_KEYWORDS } from "../functions";
import type {
  Argument,
  ArgumentValue,
  Binary,
  Expression,
  GroupKey,
  MetricQuery,
  Modified,
  Modifier,
  QueryList,
} from "../nodes";
import { quote } from "../strings";
import { printNumber } from "./number";
import { printScope } from "./scope";

/** How strongly an expression holds together; what is weaker than its place gets parentheses. */
const STRENGTH = { "+": 1, "-": 1, "*": 2, "/": 2, "%": 2, sign: 3, "^": 4, whole: 5 } as const;

export function printExpression(node: Expression): string {
  switch (node.kind) {
    case "metric":
      return printMetric(node);
    case "modified":
      return printModified(node);
    case "number":
      return printNumber(node.value);
    case "name":
      return node.name;
    case "unary":
      return node.operator + within(node.operand, STRENGTH.sign);
    case "binary":
      return printBinary(node);
    case "call":
      return `${node.name}(${printArguments(node.args)})`;
    case "raw":
      return node.text;
  }
}

export const printList = (node: QueryList) => node.items.map(printExpression).join(", ");

/** The text of an expression, in parentheses where it is weaker than `strength`. */
function within(node: Expression, strength: number): string {
  const text = printExpression(node);
  return strengthOf(node) < strength ? `(${text})` : text;
}

function strengthOf(node: Expression): number {
  if (node.kind === "binary") return STRENGTH[node.operator];
  if (node.kind === "unary" || (node.kind === "number" && node.value < 0)) return STRENGTH.sign;
  // Nothing is known of raw text: parentheses keep it together.
  return node.kind === "raw" ? 0 : STRENGTH.whole;
}

/** Follows the left operands in a loop: `a + b + c + …` may be as long as a query may be. */
function printBinary(node: Binary): string {
  const tail: string[] = [];
  let left: Expression = node;
  let strength: number = STRENGTH[node.operator];
  while (left.kind === "binary" && strengthOf(left) >= strength) {
    strength = STRENGTH[left.operator];
    const rightwards = left.operator === "^";
    // `a ^ -b` needs none: a sign cannot be read otherwise there.
    const right = within(left.right, rightwards ? STRENGTH.sign : strength + 1);
    tail.push(` ${left.operator} ${right}`);
    if (rightwards) strength++;
    left = left.left;
  }
  tail.push(within(left, strength));
  return tail.reverse().join("");
}

function printMetric(node: MetricQuery): string {
  const { aggregator, metric, scope } = node;
  return `${printAggregator(aggregator)}${metric}{${printScope(scope)}}${printSuffix(node.by, node.modifiers)}`;
}

function printAggregator(aggregator: MetricQuery["aggregator"]): string {
  if (aggregator === undefined) return "";
  if (typeof aggregator === "string") return `${aggregator}:`;
  return `${printCountValues(aggregator)}:`;
}

export const printCountValues = (node: { operator: string; value: number }) =>
  `count(v: v${node.operator}${printNumber(node.value)})`;

function printModified(node: Modified): string {
  const { operand } = node;
  // A number would swallow the dot, and what stands on a metric directly belongs to the metric.
  const bare = operand.kind === "call" || operand.kind === "name";
  const text = printExpression(operand);
  return `${bare ? text : `(${text})`}${printSuffix(node.by, node.modifiers)}`;
}

function printSuffix(by: readonly GroupKey[], modifiers: readonly Modifier[]): string {
  const keys = by.length === 0 ? "" : ` by {${by.map((key) => key.name).join(",")}}`;
  return modifiers.length === 0 ? keys : keys + modifiers.map(printModifierWithDot).join("");
}

const printModifierWithDot = (node: Modifier) => `.${printModifier(node)}`;

export const printModifier = (node: Modifier) => `${node.name}(${node.args.map(printModifierArgument).join(", ")})`;

function printModifierArgument({ name, value }: Argument): string {
  return (name === undefined ? "" : `${name}=`) + printValue(value);
}

const printArguments = (args: readonly Argument[]) =>
  args.map((argument, index) => printArgument(argument, index > 0 || argument.name !== undefined)).join(", ");

/** An argument; where a bare word would be read as a keyword, a query of that name stands in parentheses. */
export function printArgument({ name, value }: Argument, keywords = true): string {
  const ambiguous = value.kind === "name" && keywords && (name !== undefined || ARGUMENT_KEYWORDS.has(value.name));
  return (name === undefined ? "" : `${name}=`) + (ambiguous ? `(${value.name})` : printValue(value));
}

function printValue(value: ArgumentValue): string {
  if (value.kind === "string") return quote(value.value, "'");
  if (value.kind === "keyword") return value.value;
  if (value.kind === "keySet") return `{${value.keys.join(",")}}`;
  return printExpression(value);
}
