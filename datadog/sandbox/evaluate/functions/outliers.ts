import { median, sumOf } from "../aggregate";
import type { SeriesSet } from "../series-set";
import type { Arguments } from "./implementation";

/** Fewer lines have no outlier among them. */
const FEWEST_LINES = 3;
/** MAD: the share of points beyond the tolerance that makes an outlier, in percent. */
const DEFAULT_PERCENTAGE = 50;
/** The distance that the scaled variants take as usual at least, as a share of the median line's height. */
const CLOSE = 0.05;

export const OUTLIERS_NOTE =
  "outliers() is simplified: DBSCAN compares each line's distance to the median line with the median distance, MAD " +
  "counts the points beyond tolerance × the median absolute deviation. Datadog's own versions differ in detail.";

/**
 * Marks the lines that behave unlike the others.
 * @see https://docs.datadoghq.com/monitors/types/outlier/
 */
export function outliers(set: SeriesSet, args: Arguments): SeriesSet {
  const algorithm = args.word("algorithm", "DBSCAN").toLowerCase();
  const tolerance = args.number("tolerance");
  const percentage = args.number("percentage", DEFAULT_PERCENTAGE);
  const compared = set.lines.filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  if (compared.length < FEWEST_LINES) return { ...set, lines: set.lines.map((line) => ({ ...line, outlier: false })) };
  const columns = compared.map(({ values }) => values);
  const middle = middleOf(columns, set.grid.length);
  // the scaled variants find nothing in a cluster that is close for its height
  const least = algorithm.startsWith("scaled") ? CLOSE * levelOf(middle) : 0;
  const isOutlier = algorithm.endsWith("mad")
    ? byDeviation(columns, middle, (usual) => tolerance * Math.max(least, usual), percentage / 100)
    : byDistance(columns, middle, (usual) => tolerance * Math.max(least, usual));
  const marked = new Set(compared.filter((_, index) => isOutlier[index]));
  return { ...set, lines: set.lines.map((line) => ({ ...line, outlier: marked.has(line) })) };
}

/** The median of all lines in each bucket. */
function middleOf(columns: readonly Float64Array[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, index) =>
    median(columns.map((values) => values[index]!).filter((value) => !Number.isNaN(value))),
  );
}

const differences = (values: Float64Array, middle: Float64Array): number[] =>
  Array.from(values, (value, index) => Math.abs(value - middle[index]!)).filter((each) => !Number.isNaN(each));

/** How far a line may be off, given how far is usual. */
type Limit = (usual: number) => number;

/** Rounding makes no outlier. */
const beyond = (value: number, limit: number, scale: number) => value > limit + 1e-9 * (1 + scale);

function byDistance(columns: readonly Float64Array[], middle: Float64Array, limitOf: Limit): readonly boolean[] {
  const distances = columns.map((values) => {
    const apart = differences(values, middle);
    return Math.sqrt(sumOf(apart.map((each) => each * each)) / Math.max(1, apart.length));
  });
  const limit = limitOf(median(distances));
  return distances.map((distance) => beyond(distance, limit, levelOf(middle)));
}

function byDeviation(
  columns: readonly Float64Array[],
  middle: Float64Array,
  limitOf: Limit,
  share: number,
): readonly boolean[] {
  const limit = limitOf(median(columns.flatMap((values) => differences(values, middle))));
  return columns.map((values) => {
    const apart = differences(values, middle);
    const far = apart.filter((each) => beyond(each, limit, levelOf(middle))).length;
    return far > 0 && far / apart.length >= share;
  });
}

const levelOf = (middle: Float64Array) => Math.abs(median(middle.filter((value) => !Number.isNaN(value))));
