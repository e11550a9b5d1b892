import type { Expression } from "../../query";
import type { SeriesStore } from "../series";
import type { TimeMethod } from "./aggregate";
import { bucketsOf, samplesIn } from "./buckets";
import { fillGaps, interpolate } from "./fill";
import { type Grid, gridEnd, timeOf } from "./grid";
import type { LeafPlan } from "./plan";
import { gaps, type Line, type SeriesSet } from "./series-set";
import { combined, ofSamples } from "./space";
import { interpolates, type LeafTable, type TableGroup, tableOf } from "./table";
import type { Note, OutsideSeries } from "./types";

/** Where and how an expression is evaluated. */
export interface Frame {
  readonly store: SeriesStore;
  readonly grid: Grid;
  /** UNIX seconds: points from then on do not count, which makes the last bucket a partial one. */
  readonly cut: number;
  /** How the points of a bucket become one where the query does not say. */
  readonly rawMethod: TimeMethod;
  /** Evaluate as a monitor does: series that lack a tag of `by` are left out. */
  readonly monitor: boolean;
  /** What the reader should know, by subject. */
  readonly notes: Map<string, Note>;
  /** Becomes false once gaps of a series are filled: a part of the result is then no longer the result of a part. */
  readonly filling: { steady: boolean };
  /** What names stand for that are not over metrics. @default none */
  readonly outside?: Readonly<Record<string, OutsideSeries>>;
  /** The seconds a bucket that an expression has where it stands alone. */
  readonly innerStep: (expression: Expression) => number;
}

/** What becomes of each series between the aggregation over time and that over space. */
export type BeforeSpace = (values: Float64Array, grid: Grid) => Float64Array;

/** A metric query over a grid: time, gaps, then space. */
export function evaluateLeaf(plan: LeafPlan, frame: Frame, beforeSpace?: BeforeSpace): SeriesSet {
  const { grid, store, rawMethod, monitor } = frame;
  // fill() looks back: what it repeats may have been sent before the window
  const lookBack = plan.fill && plan.fill.method !== "null" ? Math.ceil(plan.fill.limit / grid.step) : 0;
  const from = { ...grid, start: grid.start - lookBack * grid.step, length: grid.length + lookBack };
  const table = tableOf(store, plan, from, { rawMethod, strict: monitor });
  if (!table.steady) frame.filling.steady = false;
  if (table.withoutSamples) noteWithoutSamples(plan, frame);
  const offset = Math.round((grid.start - table.grid.start) / grid.step);
  const whole = frame.cut >= gridEnd(grid);
  const lines =
    table.steady && whole && !beforeSpace
      ? table.groups.map((group): Line => lineOf(group, part(group.column, offset, grid.length)))
      : linesOf({ table, plan, frame, from, lookBack, beforeSpace });
  return { grid, keys: plan.by, lines, zero: table.zero };
}

interface Piece {
  readonly table: LeafTable;
  readonly plan: LeafPlan;
  readonly frame: Frame;
  /** The grid with what `fill()` looks back to. */
  readonly from: Grid;
  /** How many buckets that is more. */
  readonly lookBack: number;
  readonly beforeSpace: BeforeSpace | undefined;
}

/** From the series of the table, each with its gaps filled within the grid. */
function linesOf({ table, plan, frame, from, lookBack, beforeSpace }: Piece): Line[] {
  const offset = Math.round((from.start - table.grid.start) / from.step);
  const partial = frame.cut < gridEnd(from);
  const bucketing = { rawMethod: frame.rawMethod, pointStep: frame.store.step, cut: frame.cut };
  const columns = new Map<Float64Array, Float64Array>();
  const gauges: Float64Array[] = [];
  for (const member of table.groups.flatMap(({ members }) => members)) {
    if (columns.has(member.column)) continue;
    const column = partial
      ? bucketsOf(member.series, from, plan, bucketing)
      : part(member.column, offset, from.length).slice();
    columns.set(member.column, column);
    if (plan.fill) fillGaps(column, from.step, plan.fill);
    else if (interpolates(member)) gauges.push(column);
  }
  interpolate(gauges, from.step);
  return table.groups.map((group): Line => {
    const own = group.members.map(({ column }) => columns.get(column)!.subarray(lookBack));
    if (group.distributions.length > 0) own.push(samplesColumn(group, plan, frame));
    const ready = beforeSpace ? own.map((values) => beforeSpace(values, frame.grid)) : own;
    const passes = group.distributions.length > 0 && ready.length === 1;
    return lineOf(group, passes ? ready[0]! : combined(ready, frame.grid.length, plan.space));
  });
}

function samplesColumn({ distributions }: TableGroup, plan: LeafPlan, { grid, cut }: Frame): Float64Array {
  const column = gaps(grid.length);
  for (let index = 0; index < grid.length; index++) {
    const samples = samplesIn(distributions, timeOf(grid, index), Math.min(cut, timeOf(grid, index + 1)));
    if (samples) column[index] = ofSamples(samples, plan, grid.step);
  }
  if (plan.fill) fillGaps(column, grid.step, plan.fill);
  return column;
}

const lineOf = ({ group, first, last }: TableGroup, values: Float64Array): Line => ({ group, values, first, last });

/** `length` values from `offset` on; gaps where there are none. */
function part(column: Float64Array, offset: number, length: number): Float64Array {
  if (offset >= 0 && offset + length <= column.length) return column.subarray(offset, offset + length);
  const padded = gaps(length);
  const from = Math.max(0, offset);
  const to = Math.min(column.length, offset + length);
  if (from < to) padded.set(column.subarray(from, to), from - offset);
  return padded;
}

function noteWithoutSamples({ metric, node }: LeafPlan, { notes }: Frame): void {
  const text = `${node.aggregator}:${metric} has no values for series that are not distributions: only distributions keep the samples that percentiles need.`;
  notes.set(`percentile ${metric}`, { subject: metric, text });
}
