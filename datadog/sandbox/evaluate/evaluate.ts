import { type Expression, fillVariables, type QueryList, type VariableValue, variablesInNode } from "../../query";
import { EvaluationError } from "./error";
import { evaluate, explicitStep, notesIn, prepare } from "./expression";
import { defaultInterval, type Grid, gridOf, withinLimit } from "./grid";
import { EVERYTHING } from "./groups";
import type { Frame } from "./leaf";
import { normalized } from "./normalize";
import type { Line, SeriesSet } from "./series-set";
import type { Evaluated, EvaluatedSeries, EvaluateOptions, Note } from "./types";

/**
 * A metric query or formula over a range of time, as dashboards and `GET /api/v1/query` have it: default rollups by the
 * length of the range, at most 1500 points.
 * @throws EvaluationError where a name, a function or an argument cannot be evaluated; it says which, where and why
 * @see https://docs.datadoghq.com/dashboards/functions/rollup/
 */
export function evaluateExpression(expression: Expression | QueryList, options: EvaluateOptions): Evaluated {
  const { store, from, to } = options;
  if (!(Number.isFinite(from) && Number.isFinite(to) && from <= to)) {
    throw new EvaluationError(`A range must start before it ends, but this one is from ${from} to ${to}.`);
  }
  const items = (expression.kind === "list" ? expression.items : [expression]).map((item) =>
    withoutVariables(normalized(item, options.queries, Object.keys(options.outside ?? {})), options.variables ?? {}),
  );
  for (const item of items) prepare(item);
  const range = to - from;
  const usual = options.interval ?? defaultInterval(range, options.display ?? "api");
  const asked = Math.max(0, ...items.map((item) => explicitStep(item) ?? 0));
  const step = withinLimit(asked > 0 ? asked : usual, range);
  const notes = new Map<string, Note>(items.flatMap((item) => [...notesIn(item)]));
  const frame: Frame = {
    store,
    grid: gridOf(from, to, step),
    cut: to,
    rawMethod: "avg",
    monitor: false,
    notes,
    filling: { steady: true },
    outside: options.outside,
    innerStep: (operand) => explicitStep(operand) ?? defaultInterval(range, options.display ?? "api"),
  };
  const series = items.flatMap((item, queryIndex) =>
    linesOf(evaluate(item, frame)).map((line) => seriesOf(line, queryIndex)),
  );
  const { start, length }: Grid = frame.grid;
  return { interval: step, start, length, series, notes: [...notes.values()] };
}

/** Template variables filled in; one that stands for nothing that is known stands for everything. */
function withoutVariables(expression: Expression, values: Readonly<Record<string, VariableValue>>): Expression {
  const others = variablesInNode(expression).filter(({ name }) => !Object.hasOwn(values, name));
  const everything = Object.fromEntries(others.map(({ name }) => [name, { values: [] }]));
  return fillVariables(expression, { ...everything, ...values });
}

/** The lines that have a point; a constant is a line of its own. */
function linesOf({ constant, grid, lines }: SeriesSet): readonly Line[] {
  if (constant !== undefined) {
    const values = new Float64Array(grid.length).fill(constant);
    return [{ group: EVERYTHING, values, first: grid.start, last: grid.start }];
  }
  return lines.filter(({ values }) => values.some((value) => !Number.isNaN(value)));
}

const seriesOf = ({ group, values, band, outlier }: Line, queryIndex: number): EvaluatedSeries => ({
  group,
  values: values.slice(),
  band,
  outlier,
  queryIndex,
});
