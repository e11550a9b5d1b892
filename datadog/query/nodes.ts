/**
 * The nodes of Datadog's query language: what the parser yields, the builder makes and the printer writes.
 *
 * Every node is plain, readonly data with a `kind`. `range` is there when the node was read from text and absent when
 * code built it; it takes no part in equality. There is no node for parentheses: the printer writes those that
 * precedence asks for, so two texts that mean the same have the same tree.
 *
 * @see https://docs.datadoghq.com/metrics/advanced-filtering/
 * @see https://docs.datadoghq.com/dashboards/functions/
 * @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */

import type { SourceRange } from "../findings";

interface NodeBase {
  /** Where the node stands in the text it was read from. */
  readonly range?: SourceRange;
}

// ---------------------------------------------------------------------------------------------- scopes

/** `*`: everything, as in `avg:system.load.1{*}`. */
export interface AnyScope extends NodeBase {
  readonly kind: "any";
}

/** `env:prod`, `host:web-*`, `group:` (an empty value is legal). The value is kept as written, wildcards included. */
export interface TagScope extends NodeBase {
  readonly kind: "tag";
  readonly key: string;
  readonly value: string;
}

/** `production`: a tag without a value. */
export interface BareScope extends NodeBase {
  readonly kind: "bareTag";
  readonly name: string;
}

/** `$env` (stands for `key:value`) or `$env.value` (the value alone); `name` is without the dollar and `.value`. */
export interface TemplateVariableScope extends NodeBase {
  readonly kind: "templateVariable";
  readonly name: string;
  readonly valueOnly: boolean;
}

/** `!status:ok` beside commas and alone, `NOT status:ok` beside AND, OR and IN. */
export interface NotScope extends NodeBase {
  readonly kind: "not";
  readonly operand: Scope;
}

/** `env:prod,role:db` (commas: every item must hold; items are tags, variables or their negation). */
export interface CommaScope extends NodeBase {
  readonly kind: "comma";
  readonly items: readonly Scope[];
}

/** `env:prod AND (role:db OR role:cache)`: two operands or more. */
export interface BooleanScope extends NodeBase {
  readonly kind: "and" | "or";
  readonly operands: readonly Scope[];
}

/** `env IN (prod, staging)`, `env NOT IN (dev)`, and `env:(prod OR staging)`, which means the first. No wildcards. */
export interface InScope extends NodeBase {
  readonly kind: "in";
  readonly key: string;
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** What stands between the braces of a metric query. */
export type Scope =
  | AnyScope
  | TagScope
  | BareScope
  | TemplateVariableScope
  | NotScope
  | CommaScope
  | BooleanScope
  | InScope;

// --------------------------------------------------------------------------------- metric queries, formulas

/**
 * The operators of arithmetic, weakest first: `+ -`, then `* / %`, then a sign, then `^`. All join from the left but `^`,
 * which joins from the right.
 */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "^";

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

// ----------------------------------------------------------------------------------------- monitor queries

/** How a value is compared, as in `> 5` and `count(v: v>=0)`. */
export type Comparator = "<" | "<=" | ">" | ">=" | "==" | "!=";

/** `> 3`, at the end of a monitor query. The value may be negative. */
export interface Comparison extends NodeBase {
  readonly kind: "comparison";
  readonly operator: Comparator;
  readonly value: number;
}

export type WindowUnit = "s" | "m" | "h" | "d" | "w" | "mo";

/**
 * `> threshold`: the threshold is computed by the query in `options.thresholds.critical_query`. Documented for metric
 * monitors whose query is a formula, in preview.
 * @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
export interface DynamicComparison extends NodeBase {
  readonly kind: "dynamicComparison";
  readonly operator: Comparator;
}

/** `last_5m`, `next_12h` (forecasts), `current_1mo` (calendar), `5m_ago` (the shift of a change alert). */
export interface Window extends NodeBase {
  readonly kind: "window";
  readonly form: "last" | "next" | "current" | "ago";
  readonly amount: number;
  readonly unit: WindowUnit;
}

/**
 * `sum(last_5m):sum:pipeline.runs{status:failed}.as_count() > 3`. Anomaly, forecast and outlier monitors have this
 * shape too: their expression is a call of `anomalies`, `forecast` or `outliers`.
 */
export interface MetricAlert extends NodeBase {
  readonly kind: "metricAlert";
  /** The time aggregator: `avg`, `sum`, `min`, `max`, `percentile` … */
  readonly aggregator: string;
  readonly window: Window;
  readonly expression: Expression;
  readonly comparison: Comparison;
}

/** `pct_change(avg(last_5m),last_1h):avg:system.load.1{*} by {host} > 50`. */
export interface ChangeAlert extends NodeBase {
  readonly kind: "changeAlert";
  readonly method: "change" | "pct_change";
  readonly aggregator: string;
  readonly window: Window;
  readonly shift: Window;
  readonly expression: Expression;
  readonly comparison: Comparison;
}

/** `.rollup("cardinality", "@usr.id")`: one link of the chain that the newer monitor queries are written as. */
export interface MethodCall extends NodeBase {
  readonly kind: "method";
  readonly name: string;
  readonly args: readonly MethodArgument[];
}

/** Positional ones stand as they are; a named one (`anomaly(direction="above")`) is an `argument`. */
export type MethodArgument = StringLiteral | NumberLiteral | Keyword | Unary | Argument;

/**
 * `"http.can_connect".over("*").by("host","url").last(4).count_by_status()`. A comparison stands only where the share of
 * hosts is asked for (`.pct_by_status()`), and there it may be left out.
 */
export interface ServiceCheckAlert extends NodeBase {
  readonly kind: "serviceCheck";
  readonly check: string;
  readonly calls: readonly MethodCall[];
  readonly comparison?: Comparison;
}

/** The searches that a monitor can count. */
export const SEARCH_SOURCES = [
  "logs",
  "events",
  "rum",
  "trace-analytics",
  "audits",
  "ci-pipelines",
  "ci-tests",
  "database-monitoring",
  "network-performance",
  "network-path",
  "llm-observability",
  "processes",
  "error-tracking",
  "error-tracking-rum",
  "error-tracking-logs",
  "error-tracking-traces",
] as const;

export type SearchSource = (typeof SEARCH_SOURCES)[number];

/** `logs("service:api status:error").index("*").rollup("count").by("@http.url").last("5m") > 10`. */
export interface SearchAlert extends NodeBase {
  readonly kind: "searchAlert";
  readonly source: SearchSource;
  readonly search: Search;
  readonly calls: readonly MethodCall[];
  readonly comparison: Comparison;
}

/** `formula("query1 / query2 * 100").last("15m") > 5`; the names are those of `options.variables`. */
export interface FormulaAlert extends NodeBase {
  readonly kind: "formulaAlert";
  readonly expression: Expression;
  readonly calls: readonly MethodCall[];
  readonly comparison: Comparison | DynamicComparison;
}

/** `error_budget("id").over("7d") > 75`, `burn_rate("id").over("30d").long_window("1h").short_window("5m") > 14.4`. */
export interface SloAlert extends NodeBase {
  readonly kind: "sloAlert";
  readonly measure: "error_budget" | "burn_rate";
  readonly slo: string;
  readonly calls: readonly MethodCall[];
  readonly comparison: Comparison;
}

/** `123`: a monitor's id inside a composite. */
export interface MonitorReference extends NodeBase {
  readonly kind: "monitorId";
  readonly id: string;
}

/** `!456`. */
export interface CompositeNot extends NodeBase {
  readonly kind: "compositeNot";
  readonly operand: CompositeExpression;
}

/** `123 && 456`, `123 || 456`: two operands or more. */
export interface CompositeBoolean extends NodeBase {
  readonly kind: "compositeAnd" | "compositeOr";
  readonly operands: readonly CompositeExpression[];
}

export type CompositeExpression = MonitorReference | CompositeNot | CompositeBoolean;

/** `(123 && !456) || 789`. */
export interface CompositeAlert extends NodeBase {
  readonly kind: "composite";
  readonly expression: CompositeExpression;
}

export type MonitorQuery =
  | MetricAlert
  | ChangeAlert
  | ServiceCheckAlert
  | SearchAlert
  | FormulaAlert
  | SloAlert
  | CompositeAlert
  | RawText;

// ------------------------------------------------------------------------------------------ search syntax

/** `*` or nothing: every event. */
export interface SearchAny extends NodeBase {
  readonly kind: "searchAny";
}

/**
 * `timeout`, `"Stream aborted mid-flight"`, `Cass*`: free text. Unquoted text is kept as written, backslashes included;
 * `CIDR(@ip,10.0.0.0/8)` is one such term.
 */
export interface SearchTerm extends NodeBase {
  readonly kind: "searchTerm";
  readonly text: string;
  readonly quoted: boolean;
  /** `"stream aborted"~2`: how many words may stand between those in quotes. @default none */
  readonly proximity?: number;
}

/**
 * `status:error`, `@http.url:"/a b"`, `@usr.id:*`. `key` is kept with its `@`; an unquoted value as written, backslashes
 * included. No value (`service:`) is an empty one, quoted.
 */
export interface SearchFacet extends NodeBase {
  readonly kind: "searchFacet";
  readonly key: string;
  readonly value: string;
  readonly quoted: boolean;
  /** `@msg:"stream aborted"~2`: how many words may stand between those in quotes. @default none */
  readonly proximity?: number;
}

/** `@duration:>=100`, `@http.status_code:[400 TO 499]` (inclusive), `{1 TO 5}` (exclusive). */
export interface SearchRange extends NodeBase {
  readonly kind: "searchRange";
  /** Absent inside `key:(…)`, where the group has the key. */
  readonly key?: string;
  readonly low?: { readonly value: string; readonly inclusive: boolean };
  readonly high?: { readonly value: string; readonly inclusive: boolean };
}

/** `service:(api OR worker)`, `@code:([100 TO 199] OR 404)`: a search whose free terms and ranges are values of `key`. */
export interface SearchFacetGroup extends NodeBase {
  readonly kind: "searchFacetGroup";
  readonly key: string;
  readonly operand: Search;
}

/** `-status:ok`, `NOT status:ok`. */
export interface SearchNot extends NodeBase {
  readonly kind: "searchNot";
  readonly operand: Search;
}

/** `a AND b`, `a b` (a space means AND), `a OR b`: two operands or more. */
export interface SearchBoolean extends NodeBase {
  readonly kind: "searchAnd" | "searchOr";
  readonly operands: readonly Search[];
}

/** The search syntax of logs, events, spans and the other explorers. */
export type Search = SearchAny | SearchTerm | SearchFacet | SearchRange | SearchFacetGroup | SearchNot | SearchBoolean;

// -------------------------------------------------------------------------------------------------- all

/** Every node there is. */
export type QueryNode =
  | Scope
  | CountValues
  | Modifier
  | GroupKey
  | Expression
  | Argument
  | StringLiteral
  | Keyword
  | KeySet
  | QueryList
  | Comparison
  | DynamicComparison
  | Window
  | MethodCall
  | MonitorQuery
  | CompositeExpression
  | Search;

/** The name of a node's kind; a visitor is a `Record` over it, so a new kind fails to compile until it is handled. */
export type NodeKind = QueryNode["kind"];
