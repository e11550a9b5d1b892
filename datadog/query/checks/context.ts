import type { Finding } from "../../findings";
import type { MetricCatalog } from "../catalog";
import type { Expression, MonitorQuery, QueryNode } from "../nodes";

/** What a check over an expression may ask about the place where it stands. */
export interface ExpressionContext {
  /** The metrics that are known. @default none: the checks that ask about metrics say nothing */
  readonly catalog?: MetricCatalog;
  /** The monitor that evaluates the expression. @default none: the expression is drawn on a dashboard */
  readonly monitor?: MonitorQuery;
  /** By how many seconds the monitor looks back further than now: its option `evaluation_delay`. @default 0 */
  readonly evaluationDelay?: number;
}

/** One rule over what computes a series. */
export type ExpressionCheck = (expression: Expression, context: ExpressionContext) => readonly Finding[];

/** One rule over a monitor query as a whole. */
export type MonitorCheck = (monitor: MonitorQuery, context: ExpressionContext) => readonly Finding[];

/** The place of `node`, as a part of a finding. */
export function at(node: Pick<QueryNode, "range">): Pick<Finding, "range"> {
  return node.range ? { range: node.range } : {};
}

/** `3600` → `1 hour`, `90` → `90 seconds`: the largest unit that divides it. */
export function secondsInWords(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ["week", 604_800],
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const [name, size] = units.find(([, length]) => seconds >= length && seconds % length === 0) ?? ["second", 1];
  const amount = seconds / size;
  return `${amount} ${name}${amount === 1 ? "" : "s"}`;
}
