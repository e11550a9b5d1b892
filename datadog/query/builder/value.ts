import type { ArithmeticOperator, Expression } from "../nodes";
import { print } from "../print";
import { readExpression } from "./raw";

/** Anything that computes a series: a metric's selection, arithmetic over some, a function's result, a formula's name. */
export interface QueryValue {
  readonly node: Expression;
  /** The query as Datadog reads it. */
  readonly text: string;
}

/** Wherever a query goes: a value, or text in Datadog's own language, which is parsed and checked at once. */
export type QueryInput = QueryValue | string;

/** An operand of arithmetic. */
export type Operand = QueryInput | number;

/** A query that arithmetic can go on with. Immutable: every method returns a new value. */
export class ExpressionValue implements QueryValue {
  constructor(readonly node: Expression) {}

  get text(): string {
    return print(this.node);
  }

  /** `a + b` */
  plus(other: Operand): ExpressionValue {
    return this.combined("+", other);
  }

  /** `a - b` */
  minus(other: Operand): ExpressionValue {
    return this.combined("-", other);
  }

  /** `a * b` */
  times(other: Operand): ExpressionValue {
    return this.combined("*", other);
  }

  /**
   * `a / b`. A quotient of counts wants `as_count()` on both sides, which {@link ratio} writes: without it Datadog divides
   * point by point.
   */
  dividedBy(other: Operand): ExpressionValue {
    return this.combined("/", other);
  }

  /** `-a` */
  negated(): ExpressionValue {
    return new ExpressionValue({ kind: "unary", operator: "-", operand: this.node });
  }

  toString(): string {
    return this.text;
  }

  private combined(operator: ArithmeticOperator, other: Operand): ExpressionValue {
    return new ExpressionValue({ kind: "binary", operator, left: this.node, right: operandNode(other) });
  }
}

/** The tree of a query, whichever way it was given. */
export function expressionOf(input: QueryInput): Expression {
  if (typeof input === "string") return readExpression(input);
  if (input.node) return input.node;
  // The compiler says so too; this is for callers that it does not see.
  throw new TypeError("A metric alone is not a query: add a space aggregator, such as sum() or avg().");
}

/** The text of a query, whichever way it was given; raw text comes back in canonical form. */
export function queryText(input: QueryInput): string {
  return print(expressionOf(input));
}

/**
 * A query written in Datadog's own language, for what the typed way cannot say.
 * @throws QuerySyntaxError where the text is no query, pointing at the place
 */
export function rawQuery(text: string): ExpressionValue {
  return new ExpressionValue(readExpression(text));
}

/** A number as an expression: `constant(100).times(…)`. */
export function constant(value: number): ExpressionValue {
  return new ExpressionValue(numberNode(value));
}

function operandNode(operand: Operand): Expression {
  return typeof operand === "number" ? numberNode(operand) : expressionOf(operand);
}

/** A literal is never negative in the tree: the sign is a node of its own. */
export function numberNode(value: number): Expression {
  if (!Number.isFinite(value)) {
    const what = typeof value === "number" ? `the number ${value}` : `${value} in the place of a number`;
    throw new RangeError(`A query cannot contain ${what}: use a finite number.`);
  }
  const literal: Expression = { kind: "number", value: Math.abs(value) };
  return value < 0 ? { kind: "unary", operator: "-", operand: literal } : literal;
}
