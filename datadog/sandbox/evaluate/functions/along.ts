import type { FunctionName } from "../../../query";
import { aggregated, median, Sum, type TimeMethod } from "../aggregate";
import { type Grid, gridEnd } from "../grid";
import type { Frame } from "../leaf";
import { FILL_LIMIT } from "../plan";
import { gaps, mapLines, oneLine, type SeriesSet } from "../series-set";
import type { Arguments, Evaluate, Implementation } from "./implementation";

/** A value and the one before it, gaps skipped; the first point has none before it and becomes a gap. */
function pairs(values: Float64Array, grid: Grid, of: (value: number, before: number, seconds: number) => number) {
  const result = gaps(values.length);
  let before = -1;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    if (before >= 0) result[index] = of(value, values[before]!, (index - before) * grid.step);
    before = index;
  }
  return result;
}

const rate = (seconds: number): Implementation => ({
  kind: "range",
  of: (set) =>
    mapLines(set, (values) => pairs(values, set.grid, (value, before, span) => ((value - before) / span) * seconds)),
});

/** One series for all groups: the seconds since the bucket before that had a point of any of them. */
function secondsBetween(set: SeriesSet): SeriesSet {
  const any = gaps(set.grid.length);
  for (const { values } of set.lines) for (let i = 0; i < any.length; i++) if (!Number.isNaN(values[i]!)) any[i] = 0;
  return oneLine(
    set,
    pairs(any, set.grid, (_value, _before, span) => span),
  );
}

const running = (grid: Grid, values: Float64Array, weighted: boolean): Float64Array => {
  const sum = new Sum();
  const result = gaps(values.length);
  let before = -1;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    if (!weighted) sum.add(value);
    else if (before >= 0) sum.add(value * (index - before) * grid.step);
    before = index;
    result[index] = sum.value;
  }
  return result;
};

/** At each point, what `of` makes of it and the points before it, `span` in all. Gaps stay and do not count. */
function overLast(values: Float64Array, span: number, of: (points: readonly number[]) => number): Float64Array {
  const points: number[] = [];
  return values.map((value) => {
    if (Number.isNaN(value)) return value;
    points.push(value);
    if (points.length > span) points.shift();
    return of(points);
  });
}

const smoothing = (span: number, of: (points: readonly number[]) => number): Implementation => ({
  kind: "range",
  of: (set) => mapLines(set, (values) => overLast(values, span, of)),
});

const mean = (points: readonly number[]) => aggregated(points, "avg");

/** Each point weighs 2 / (span + 1), what was before it the rest; the first point stands for itself. */
const ewma = (span: number): Implementation => ({
  kind: "range",
  of: (set) =>
    mapLines(set, (values) => {
      let average = Number.NaN;
      return values.map((value) => {
        if (Number.isNaN(value)) return value;
        average = Number.isNaN(average) ? value : average + (2 / (span + 1)) * (value - average);
        return average;
      });
    }),
});

/** Datadog chooses the span by an algorithm of its own; here it grows with the square root of the number of points. */
function autosmooth(set: SeriesSet, args: Arguments, frame: Frame): SeriesSet {
  if (frame.monitor) throw args.error("monitors cannot have autosmooth(); use ewma_5() or median_5()");
  const span = Math.max(3, Math.round(Math.sqrt(set.grid.length)));
  return mapLines(set, (values) => overLast(values, span, mean));
}

/** A gap within five minutes of a point holds its value, where gaps are not 0 anyway; any other gap is `fallback`. */
function withoutGaps(set: SeriesSet, fallback: number, { monitor }: Frame): SeriesSet {
  const end = gridEnd(set.grid);
  return mapLines(set, (values, { group, first, last }) => {
    // a group that is to come, or that a monitor has forgotten, does not exist
    if (monitor && group.key !== "*" && (first >= end || last < end - GROUP_RETENTION)) return values;
    let held = Number.NaN;
    let since = 0;
    return values.map((value) => {
      if (!Number.isNaN(value)) {
        held = value;
        since = 0;
        return value;
      }
      since += set.grid.step;
      return !set.zero && since <= FILL_LIMIT && !Number.isNaN(held) ? held : fallback;
    });
  });
}

/** Seconds for which a monitor remembers a group without data. */
const GROUP_RETENTION = 86_400;

/** Combines the points of the last `interval` seconds at each point; what came before the range counts too. */
function movingRollup(args: Arguments, frame: Frame, evaluate: Evaluate): SeriesSet {
  const { grid } = frame;
  const back = Math.max(0, Math.ceil(args.number("interval") / grid.step) - 1);
  const method = args.word("aggregator", "avg") as TimeMethod;
  const longer = { ...grid, start: grid.start - back * grid.step, length: grid.length + back };
  const set = evaluate(args.expression("series"), { ...frame, grid: longer });
  const moved = mapLines(set, (values) => {
    const result = gaps(grid.length);
    for (let index = 0; index < grid.length; index++) {
      const present = Array.from(values.subarray(index, index + back + 1)).filter((value) => !Number.isNaN(value));
      if (present.length > 0) result[index] = aggregated(present, method);
    }
    return result;
  });
  return { ...moved, grid };
}

/** Functions of a value and those before it. */
export const ALONG_FUNCTIONS = {
  cumsum: { kind: "range", of: (set) => mapLines(set, (values) => running(set.grid, values, false)) },
  integral: { kind: "range", of: (set) => mapLines(set, (values) => running(set.grid, values, true)) },
  per_second: rate(1),
  per_minute: rate(60),
  per_hour: rate(3600),
  derivative: rate(1),
  rate: rate(1),
  dt: { kind: "range", of: secondsBetween },
  diff: { kind: "beforeSpace", of: (values, grid) => pairs(values, grid, (value, before) => value - before) },
  monotonic_diff: {
    kind: "beforeSpace",
    of: (values, grid) => pairs(values, grid, (value, before) => (value > before ? value - before : 0)),
  },
  default_zero: { kind: "range", of: (set, _args, frame) => withoutGaps(set, 0, frame) },
  default: { kind: "range", of: (set, args, frame) => withoutGaps(set, args.number("settings"), frame) },
  autosmooth: {
    kind: "range",
    of: autosmooth,
    note: "autosmooth() is a rolling average over √n points here; Datadog chooses the span with its own algorithm.",
  },
  ewma_3: ewma(3),
  ewma_5: ewma(5),
  ewma_7: ewma(7),
  ewma_10: ewma(10),
  ewma_20: ewma(20),
  median_3: smoothing(3, median),
  median_5: smoothing(5, median),
  median_7: smoothing(7, median),
  median_9: smoothing(9, median),
  rollingavg_5: smoothing(5, mean),
  rollingavg_13: smoothing(13, mean),
  rollingavg_21: smoothing(21, mean),
  rollingavg_29: smoothing(29, mean),
  moving_rollup: { kind: "elsewhere", of: movingRollup },
} as const satisfies Partial<Record<FunctionName, Implementation>>;
