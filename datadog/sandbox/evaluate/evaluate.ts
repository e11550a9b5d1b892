import type { Expression, QueryList } from "../../query";
import type { Evaluated, EvaluateOptions } from "./types";

/**
 * A metric query or formula over a range of time, as dashboards and `GET /api/v1/query` have it: default rollups by the
 * length of the range, at most 1500 points.
 * @throws EvaluationError where a name, a function or an argument cannot be evaluated; it says which, where and why
 * @see https://docs.datadoghq.com/dashboards/functions/rollup/
 */
export function evaluateExpression(_expression: Expression | QueryList, _options: EvaluateOptions): Evaluated {
  throw new Error("not built yet");
}
