import type { Grid } from "./grid";
import { EVERYTHING } from "./groups";
import type { EvaluatedSeries, Group } from "./types";

/** One group's values over the buckets of a grid; NaN is a gap. */
export interface Line {
  readonly group: Group;
  readonly values: Float64Array;
  /** UNIX seconds of its first and last point in the store, wherever the grid is. */
  readonly first: number;
  readonly last: number;
  readonly band?: EvaluatedSeries["band"];
  readonly outlier?: boolean;
}

/** What an expression gives: lines, one a group, or one number. */
export interface SeriesSet {
  readonly grid: Grid;
  /** The keys of `by`. */
  readonly keys: readonly string[];
  readonly lines: readonly Line[];
  /** Whether a gap is 0 beside another operand, as that of counts and rates is. */
  readonly zero: boolean;
  /** A constant: it goes with every group, and has no line of its own. */
  readonly constant?: number;
}

export const constantSet = (grid: Grid, constant: number): SeriesSet => ({
  grid,
  keys: [],
  lines: [],
  zero: true,
  constant,
});

/** The same lines with other values. */
export function mapLines(set: SeriesSet, change: (values: Float64Array, line: Line) => Float64Array): SeriesSet {
  return { ...set, lines: set.lines.map((line) => ({ ...line, values: change(line.values, line) })) };
}

/** Each value by itself; gaps stay. What is not finite becomes a gap. */
export function mapValues(set: SeriesSet, change: (value: number) => number): SeriesSet {
  if (set.constant !== undefined) return { ...set, constant: change(set.constant) };
  return mapLines(set, (values) => {
    const changed = gaps(values.length);
    for (let index = 0; index < values.length; index++) {
      if (Number.isNaN(values[index]!)) continue;
      const value = change(values[index]!);
      if (Number.isFinite(value)) changed[index] = value;
    }
    return changed;
  });
}

/** One line without groups, in the place of all. */
export function oneLine(set: SeriesSet, values: Float64Array): SeriesSet {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const line of set.lines) {
    first = Math.min(first, line.first);
    last = Math.max(last, line.last);
  }
  return { ...set, keys: [], lines: [{ group: EVERYTHING, values, first, last }] };
}

export const gaps = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);
