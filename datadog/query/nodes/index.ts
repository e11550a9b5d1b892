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

import type {
  Argument,
  CountValues,
  Expression,
  GroupKey,
  KeySet,
  Keyword,
  Modifier,
  QueryList,
  StringLiteral,
} from "./expression";
import type { Comparison, CompositeExpression, DynamicComparison, MethodCall, MonitorQuery, Window } from "./monitor";
import type { Scope } from "./scope";
import type { Search } from "./search";

export type * from "./expression";
export * from "./monitor";
export type * from "./scope";
export type * from "./search";

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
