import type { NodeBase } from "./base";
import type {
  Argument,
  Comparator,
  Expression,
  Keyword,
  NumberLiteral,
  RawText,
  StringLiteral,
  Unary,
} from "./expression";
import type { Search } from "./search";

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
