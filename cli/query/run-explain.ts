import { type TextKind, textKindOf } from "../../datadog/lint";
import {
  explain,
  type ParseResult,
  parseFormula,
  parseMetricQuery,
  parseMonitorQuery,
  type QueryNode,
  showProblem,
} from "../../datadog/query";
import { EXIT_OK, EXIT_WRONG, type Output } from "./output";

const PARSERS: Readonly<Record<TextKind, (text: string) => ParseResult<QueryNode>>> = {
  metric: parseMetricQuery,
  formula: parseFormula,
  monitor: parseMonitorQuery,
};

/** Says in English what a query computes; a query that cannot be read is shown with a caret where it goes wrong. */
export function runExplain(given: string, as: TextKind | undefined, output: Output): number {
  const query = given === "-" ? output.stdin().toString("utf8").trim() : given;
  const kind = as ?? textKindOf([query.trim()]);
  const result = PARSERS[kind](query);
  if (result.ok) {
    output.out(`${explain(result.node)}\n`);
    return EXIT_OK;
  }
  for (const problem of result.errors) output.err(`${showProblem(query, problem)}\n`);
  return EXIT_WRONG;
}
