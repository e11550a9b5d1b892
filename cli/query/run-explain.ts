import type { CheckId, Finding, SourceRange } from "../../datadog/findings";
import { type TextKind, textKindOf } from "../../datadog/lint";
import {
  checkFormula,
  checkMetricQuery,
  checkMonitorQuery,
  explain,
  type ParseResult,
  parseFormula,
  parseMetricQuery,
  parseMonitorQuery,
  type QueryNode,
  showProblem,
} from "../../datadog/query";
import { readInput } from "./input";
import { EXIT_OK, EXIT_WRONG, type Output } from "./output";

const PARSERS: Readonly<Record<TextKind, (text: string) => ParseResult<QueryNode>>> = {
  metric: parseMetricQuery,
  formula: parseFormula,
  monitor: parseMonitorQuery,
};

const CHECKS: Readonly<Record<TextKind, (text: string) => readonly Finding[]>> = {
  metric: checkMetricQuery,
  formula: checkFormula,
  monitor: checkMonitorQuery,
};

const UNKNOWN: readonly CheckId[] = ["unknown-function", "misspelled-function", "unknown-method", "unknown-aggregator"];

/** Nobody can say what a function does that Datadog's documentation does not have. */
const isInexplicable = (found: Finding): found is Finding & { readonly range: SourceRange } =>
  found.range !== undefined && UNKNOWN.includes(found.check);

/** Says in English what a query computes; a query that cannot be read is shown with a caret where it goes wrong. */
export function runExplain(given: string, as: TextKind | undefined, output: Output): number {
  const query = given === "-" ? readInput("-", output.stdin).text.trim() : given;
  const kind = as ?? textKindOf([query.trim()]);
  const result = PARSERS[kind](query);
  const problems = result.ok ? CHECKS[kind](query).filter(isInexplicable) : result.errors;
  if (result.ok && problems.length === 0) {
    output.out(`${(output.fit ?? String)(explain(result.node))}\n`);
    return EXIT_OK;
  }
  for (const problem of problems) output.err(`${showProblem(query, problem)}\n`);
  return EXIT_WRONG;
}
