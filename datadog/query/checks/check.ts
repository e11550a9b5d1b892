import { byPlace, type Finding, finding } from "../../findings";
import type { Expression, MonitorQuery, QueryList } from "../nodes";
import { parseFormula, parseMetricQuery, parseMonitorQuery, parseSearch } from "../parse";
import type { ParseResult, SyntaxProblem } from "../problems";
import { asCountAggregator, belowWithGroups } from "./aggregation";
import { noAggregator } from "./aggregators";
import { algorithmArguments } from "./algorithms";
import { constantComparison } from "./constant-comparison";
import type { ExpressionCheck, ExpressionContext, MonitorCheck } from "./context";
import { countersAndGauges } from "./counters";
import { unknownMetricsAndTags } from "./known-metrics";
import { forbiddenFunction, forbiddenNesting, templateVariable } from "./monitor-only";
import { percentileNotEnabled } from "./percentiles";
import { rollupInMonitor } from "./rollup-in-monitor";
import { summedTotal } from "./totals";
import { unitMismatch } from "./units";
import { unknownAggregator, unknownFunction, unknownMethod, unknownTimeAggregator } from "./unknown-words";
import { unknownWindow } from "./windows";
import { wrongArgument, wrongChain } from "./wrong-argument";

/** What is known beside the query. */
export type CheckOptions = Pick<ExpressionContext, "catalog" | "evaluationDelay">;

const EXPRESSION_CHECKS: readonly ExpressionCheck[] = [
  unknownAggregator,
  noAggregator,
  unknownFunction,
  wrongArgument,
  algorithmArguments,
  forbiddenNesting,
  forbiddenFunction,
  templateVariable,
  rollupInMonitor,
  countersAndGauges,
  summedTotal,
  percentileNotEnabled,
  unknownMetricsAndTags,
  unitMismatch,
];

const MONITOR_CHECKS: readonly MonitorCheck[] = [
  unknownTimeAggregator,
  unknownWindow,
  unknownMethod,
  wrongChain,
  asCountAggregator,
  belowWithGroups,
  constantComparison,
];

/** Checks a metric query as dashboards have it: one expression over metrics, or several on one line. */
export function checkMetricQuery(
  query: string | Expression | QueryList,
  options: CheckOptions = {},
): readonly Finding[] {
  return read(query, parseMetricQuery, (node) =>
    byPlace((node.kind === "list" ? node.items : [node]).flatMap((item) => checkExpression(item, options))),
  );
}

/** Checks a formula: an expression over the names of queries. */
export function checkFormula(formula: string | Expression, options: CheckOptions = {}): readonly Finding[] {
  return read(formula, parseFormula, (node) => byPlace(checkExpression(node, options)));
}

/** Checks the query of a monitor, whatever its type; its message and options are for `checkMonitor`. */
export function checkMonitorQuery(query: string | MonitorQuery, options: CheckOptions = {}): readonly Finding[] {
  return read(query, parseMonitorQuery, (monitor) => {
    const context: ExpressionContext = { ...options, monitor };
    const inside =
      "expression" in monitor && monitor.kind !== "composite" ? checkExpression(monitor.expression, context) : [];
    return byPlace([...inside, ...MONITOR_CHECKS.flatMap((check) => check(monitor, context))]);
  });
}

/** Checks a search, such as the one that a log widget shows: that it can be read. */
export function checkSearch(search: string): readonly Finding[] {
  return read(search, parseSearch, () => []);
}

function checkExpression(expression: Expression, context: ExpressionContext): readonly Finding[] {
  return EXPRESSION_CHECKS.flatMap((check) => check(expression, context));
}

type Raw = { readonly kind: "raw"; readonly text: string };

/** Reads what is still text. Text with `${…}` in it is made elsewhere, and says nothing before that. */
function read<T extends { readonly kind: string }>(
  query: string | T | Raw,
  parse: (text: string) => ParseResult<T>,
  check: (node: T) => readonly Finding[],
): readonly Finding[] {
  const text = typeof query === "string" ? query : isRaw(query) ? query.text : undefined;
  if (text === undefined) return check(query as T);
  if (text.includes("${")) return [];
  const result = parse(text);
  return result.ok ? check(result.node) : result.errors.map(syntaxFinding);
}

function isRaw(node: { readonly kind: string }): node is Raw {
  return node.kind === "raw";
}

function syntaxFinding({ check, message, range, suggestion }: SyntaxProblem): Finding {
  return finding(check ?? "syntax", message, { range, suggestion });
}
