import type { FunctionName } from "../../../query";
import { deviation, median, sumOf } from "../aggregate";
import { gaps, mapLines } from "../series-set";
import type { Implementation } from "./implementation";

/** A straight line through points: value = level + slope × index. */
export interface Straight {
  readonly level: number;
  readonly slope: number;
}

interface Place {
  readonly index: number;
  readonly value: number;
}

export function placesOf(values: Float64Array): readonly Place[] {
  const places: Place[] = [];
  for (const [index, value] of values.entries()) if (!Number.isNaN(value)) places.push({ index, value });
  return places;
}

/** Least squares; of one point a level line, of none nothing. */
export function leastSquares(places: readonly Place[]): Straight | undefined {
  if (places.length === 0) return undefined;
  const middle = sumOf(places.map(({ index }) => index)) / places.length;
  const level = sumOf(places.map(({ value }) => value)) / places.length;
  const spread = sumOf(places.map(({ index }) => (index - middle) ** 2));
  const slope = spread === 0 ? 0 : sumOf(places.map(({ index, value }) => (index - middle) * (value - level))) / spread;
  return { level: level - slope * middle, slope };
}

/** At most so many points are compared with one another; of more, every so manieth. */
const MOST_COMPARED = 400;

/** The median of the slopes between all points (Theil and Sen): outliers do not bend it. */
function theilSen(all: readonly Place[]): Straight | undefined {
  if (all.length === 0) return undefined;
  const every = Math.ceil(all.length / MOST_COMPARED);
  const places = all.filter((_, index) => index % every === 0);
  const slopes: number[] = [];
  for (let left = 0; left < places.length; left++) {
    for (let right = left + 1; right < places.length; right++) {
      slopes.push((places[right]!.value - places[left]!.value) / (places[right]!.index - places[left]!.index));
    }
  }
  const slope = slopes.length === 0 ? 0 : median(slopes);
  return { level: median(places.map(({ index, value }) => value - slope * index)), slope };
}

function drawn(values: Float64Array, line: Straight | undefined): Float64Array {
  const result = gaps(values.length);
  if (line) for (let index = 0; index < values.length; index++) result[index] = line.level + line.slope * index;
  return result;
}

/** A level for each stretch between two changes, which are looked for by halving where that explains most. */
function steps(values: Float64Array): Float64Array {
  const places = placesOf(values);
  const result = gaps(values.length);
  const noise = deviation(places.slice(1).map(({ value }, index) => value - places[index]!.value)) / Math.SQRT2;
  const worth = 2 * Math.log(Math.max(2, places.length)) * Math.max(noise * noise, Number.MIN_VALUE);
  const open: [number, number][] = places.length > 0 ? [[0, places.length]] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next;
    const split = bestSplit(places, from, to);
    if (split && split.gain > worth) open.push([from, split.at], [split.at, to]);
    else {
      const level = sumOf(places.slice(from, to).map(({ value }) => value)) / (to - from);
      const end = to < places.length ? places[to]!.index : values.length;
      result.fill(level, from === 0 ? 0 : places[from]!.index, end);
    }
  }
  return result;
}

/** Where [from, to) is best cut in two, and by how much that lowers the sum of squares. */
function bestSplit(places: readonly Place[], from: number, to: number): { at: number; gain: number } | undefined {
  let best: { at: number; gain: number } | undefined;
  const total = sumOf(places.slice(from, to).map(({ value }) => value));
  let left = 0;
  for (let at = from + 1; at < to; at++) {
    left += places[at - 1]!.value;
    const [before, after] = [at - from, to - at];
    const gain = (before * after * (left / before - (total - left) / after) ** 2) / (to - from);
    if (!best || gain > best.gain) best = { at, gain };
  }
  return best;
}

/**
 * Functions that draw a trend in the place of each line.
 * @see https://docs.datadoghq.com/dashboards/functions/regression/
 */
export const TREND_FUNCTIONS = {
  trend_line: { kind: "range", of: (set) => mapLines(set, (values) => drawn(values, leastSquares(placesOf(values)))) },
  robust_trend: {
    kind: "range",
    of: (set) => mapLines(set, (values) => drawn(values, theilSen(placesOf(values)))),
    note: "robust_trend() is the median of all slopes here; Datadog uses Huber loss.",
  },
  piecewise_constant: {
    kind: "range",
    of: (set) => mapLines(set, steps),
    note: "piecewise_constant() splits a line wherever the split explains more than noise would; Datadog's own algorithm is not documented.",
  },
} as const satisfies Partial<Record<FunctionName, Implementation>>;
