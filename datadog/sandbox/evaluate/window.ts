import type { ChangeAlert, FormulaAlert, MetricAlert } from "../../query";
import type { SeriesStore } from "../series";
import type { WindowEvaluator, WindowOptions } from "./types";

/** The monitor queries that look at series. */
export type SeriesAlert = MetricAlert | ChangeAlert | FormulaAlert;

/**
 * Compiles a monitor's query. Evaluations of monitors on one store share what they have in common.
 * @throws EvaluationError where something in the query cannot be evaluated; it says what, where and why
 * @see https://docs.datadoghq.com/monitors/types/metric/
 */
export function windowEvaluator(
  _query: SeriesAlert,
  _store: SeriesStore,
  _options: WindowOptions = {},
): WindowEvaluator {
  throw new Error("not built yet");
}
