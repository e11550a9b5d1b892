import { median, sumOf } from "../aggregate";
import type { Frame } from "../leaf";
import type { Line, SeriesSet } from "../series-set";
import type { Arguments } from "./implementation";

/** Fewer lines have no outlier among them. */
const FEWEST_LINES = 3;
/** MAD: the share of points beyond the tolerance that makes an outlier, in percent. */
const DEFAULT_PERCENTAGE = 50;

const TEXT =
  "outliers() is a plain version: DBSCAN compares each line's distance to the median line with the median distance, MAD " +
  "counts the points beyond tolerance × the median absolute deviation. Datadog's own versions differ in detail.";

/**
 * Marks the lines that behave unlike the others.
 * @see https://docs.datadoghq.com/monitors/types/outlier/
 */
export function outliers(set: SeriesSet, args: Arguments, frame: Frame): SeriesSet {
  frame.notes.set("outliers", { subject: "outliers", text: TEXT });
  const algorithm = args.word("algorithm", "DBSCAN").toLowerCase();
  const tolerance = args.number("tolerance");
  const percentage = args.number("percentage", DEFAULT_PERCENTAGE);
  const compared = set.lines.filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  if (compared.length < FEWEST_LINES) return { ...set, lines: set.lines.map((line) => ({ ...line, outlier: false })) };
  const columns = compared.map((line) => (algorithm.startsWith("scaled") ? scaled(line) : line.values));
  const middle = middleOf(columns, set.grid.length);
  const isOutlier = algorithm.endsWith("mad")
    ? byDeviation(columns, middle, tolerance, percentage / 100)
    : byDistance(columns, middle, tolerance);
  const marked = new Set(compared.filter((_, index) => isOutlier[index]));
  return { ...set, lines: set.lines.map((line) => ({ ...line, outlier: marked.has(line) })) };
}

/** A line over its own median, so that lines of different levels can be compared. */
function scaled({ values }: Line): Float64Array {
  const level = Math.abs(median(values.filter((value) => !Number.isNaN(value))));
  return level === 0 ? values : values.map((value) => value / level);
}

/** The median of all lines in each bucket. */
function middleOf(columns: readonly Float64Array[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, index) =>
    median(columns.map((values) => values[index]!).filter((value) => !Number.isNaN(value))),
  );
}

const differences = (values: Float64Array, middle: Float64Array): number[] =>
  Array.from(values, (value, index) => Math.abs(value - middle[index]!)).filter((each) => !Number.isNaN(each));

/** Rounding makes no outlier. */
const beyond = (value: number, limit: number, scale: number) => value > limit + 1e-9 * (1 + scale);

function byDistance(columns: readonly Float64Array[], middle: Float64Array, tolerance: number): readonly boolean[] {
  const distances = columns.map((values) => {
    const apart = differences(values, middle);
    return Math.sqrt(sumOf(apart.map((each) => each * each)) / Math.max(1, apart.length));
  });
  const limit = tolerance * median(distances);
  return distances.map((distance) => beyond(distance, limit, levelOf(middle)));
}

function byDeviation(
  columns: readonly Float64Array[],
  middle: Float64Array,
  tolerance: number,
  share: number,
): readonly boolean[] {
  const limit = tolerance * median(columns.flatMap((values) => differences(values, middle)));
  return columns.map((values) => {
    const apart = differences(values, middle);
    const far = apart.filter((each) => beyond(each, limit, levelOf(middle))).length;
    return far > 0 && far / apart.length >= share;
  });
}

const levelOf = (middle: Float64Array) => Math.abs(median(middle.filter((value) => !Number.isNaN(value))));
