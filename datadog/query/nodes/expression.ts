import type { SourceRange } from "../../findings";
import type { NodeBase } from "./base";
import type { Scope } from "./scope";

/**
 * The operators of arithmetic, weakest first: `+ -`, then `* / %`, then a sign, then `^`. All join from the left but `^`,
 * which joins from the right.
 */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "^";

/** How a value is compared, as in `> 5` and `count(v: v>=0)`. */
export type Comparator = "<" | "<=" | ">" | ">=" | "==" | "!=";

/** `count(v: v>=0)`: the number of points that pass, as a space aggregator. */
export interface CountValues extends NodeBase {
  readonly kind: "countValues";
  readonly operator: Comparator;
  readonly value: number;
}

/** `.rollup(sum, 60)`, `.as_count()`, `.fill(last, 300)`: name and arguments as written. */
export interface Modifier extends NodeBase {
  readonly kind: "modifier";
  readonly name: string;
  readonly args: readonly Argument[];
}

/**
 * `sum:pipeline.runs{status:failed} by {user}.as_count()`: one metric, aggregated over space.
 * `aggregator` is absent where the text has none (Datadog then averages); `by` is empty without grouping.
 */
export interface MetricQuery extends NodeBase {
  readonly kind: "metric";
  readonly aggregator?: string | CountValues;
  readonly metric: string;
  /** Where the metric's name stands. */
  readonly metricRange?: SourceRange;
  readonly scope: Scope;
  readonly by: readonly GroupKey[];
  readonly modifiers: readonly Modifier[];
}

/** One key of `by {stage}`; a template variable may stand in its place on dashboards (`by {$group}`). */
export interface GroupKey extends NodeBase {
  readonly kind: "groupKey";
  readonly name: string;
}

/** `(a + b) by {host}.rollup(sum, 60)`, `query1.as_count()`: grouping and modifiers on something that is no metric. */
export interface Modified extends NodeBase {
  readonly kind: "modified";
  readonly operand: Expression;
  readonly by: readonly GroupKey[];
  readonly modifiers: readonly Modifier[];
}

/** `100`, `0.5`, `1e6`. Always zero or more: a sign is a `unary` node. */
export interface NumberLiteral extends NodeBase {
  readonly kind: "number";
  readonly value: number;
}

/** `query1`, `q_failed`: a name in a formula. */
export interface FormulaName extends NodeBase {
  readonly kind: "name";
  readonly name: string;
}

/** `-a`, `+a`. */
export interface Unary extends NodeBase {
  readonly kind: "unary";
  readonly operator: "-" | "+";
  readonly operand: Expression;
}

/** `a / b`. */
export interface Binary extends NodeBase {
  readonly kind: "binary";
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `top(avg:system.load.1{*} by {host}, 10, 'mean', 'desc')`, `anomalies(…, 'agile', 2, direction='both')`. */
export interface FunctionCall extends NodeBase {
  readonly kind: "call";
  readonly name: string;
  readonly nameRange?: SourceRange;
  readonly args: readonly Argument[];
}

/** One argument: `60`, `'mean'`, `direction='both'`, `{host}`. */
export interface Argument extends NodeBase {
  readonly kind: "argument";
  readonly name?: string;
  readonly value: ArgumentValue;
}

/** `'mean'` or `"mean"`; canonical text has single quotes. */
export interface StringLiteral extends NodeBase {
  readonly kind: "string";
  readonly value: string;
}

/** `sum`, `zero`, `linear`: an unquoted word that is neither a metric nor a formula's name. */
export interface Keyword extends NodeBase {
  readonly kind: "keyword";
  readonly value: string;
}

/** `{host, env}` as an argument. */
export interface KeySet extends NodeBase {
  readonly kind: "keySet";
  readonly keys: readonly string[];
}

export type ArgumentValue = Expression | StringLiteral | Keyword | KeySet;

/**
 * Text that is taken as it stands: only for what cannot be read, such as a query with `${…}` in it. The parser gives it
 * for `no_query` alone, which the monitors of synthetic tests have.
 */
export interface RawText extends NodeBase {
  readonly kind: "raw";
  readonly text: string;
}

/** What computes a series: the metric language, and formulas (the same language with names in place of metrics). */
export type Expression = MetricQuery | Modified | NumberLiteral | FormulaName | Unary | Binary | FunctionCall | RawText;

/** `avg:a{*}, avg:b{*}`: several queries on one line, as old dashboard widgets have them. Two items or more. */
export interface QueryList extends NodeBase {
  readonly kind: "list";
  readonly items: readonly Expression[];
}
