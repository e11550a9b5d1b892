import { median, presentIn, quantileOfSorted } from "../aggregate";
import type { Grid } from "../grid";
import type { Frame } from "../leaf";
import { gaps, type Line, type SeriesSet } from "../series-set";
import type { Arguments, Evaluate } from "./implementation";

/** Seconds a season. */
const SEASONS: Readonly<Record<string, number>> = { hourly: 3600, daily: 86_400, weekly: 604_800 };

/** The seasonal algorithms want so many seasons, and look at most so far back. */
const FEWEST_SEASONS = 3;
const MOST_SEASONS = 6;
/** Buckets on either side of the same time of a season that tell how much values vary. */
const NEIGHBORS = 3;
/** Buckets before the range by which `basic` judges. */
const BASIC_HISTORY = 120;
const FEWEST_BASIC = 20;

export const ANOMALIES_NOTE =
  "anomalies() is simplified: basic compares with the range of the 120 buckets before, agile and robust with the " +
  "same time of up to six seasons before (of which three are needed). Datadog's own algorithms are not public.";

/**
 * Each line with the band of what is usual: center ± deviations × spread. Where there is too little history to tell, the
 * band is a gap.
 * @see https://docs.datadoghq.com/monitors/types/anomaly/
 */
export function anomalies(args: Arguments, frame: Frame, evaluate: Evaluate): SeriesSet {
  const deviations = args.number("deviations");
  const algorithm = args.word("algorithm", "basic");
  const operand = args.expression("series");
  const over = (grid: Grid) => evaluate(operand, { ...frame, grid });
  const season = SEASONS[args.word("seasonality", "weekly")] ?? SEASONS.weekly!;
  // the farthest first: the buckets from then on are made once, for all that follows
  if (algorithm !== "basic") over({ ...frame.grid, start: frame.grid.start - (MOST_SEASONS + 1) * season, length: 1 });
  const now = over(frame.grid);
  // count_default_zero: counts that are missing are 0
  const zero = now.zero && args.word("count_default_zero", "true") !== "false";
  const whole = zero ? withZeros(now) : now;
  const bands = algorithm === "basic" ? basic : seasonal;
  return { ...whole, lines: bands(whole, { over, deviations, season, zero, agile: algorithm === "agile" }) };
}

interface Judging {
  readonly over: (grid: Grid) => SeriesSet;
  readonly deviations: number;
  /** Seconds. */
  readonly season: number;
  readonly zero: boolean;
  /** Only the three nearest seasons count, so that a new level is learned sooner. */
  readonly agile: boolean;
}

/** Zeros in the gaps of what has begun. */
function withZeros(set: SeriesSet): SeriesSet {
  const lines = set.lines.map((line) => {
    const values = line.values.map((value, index) => {
      const time = set.grid.start + index * set.grid.step;
      return Number.isNaN(value) && time >= line.first - set.grid.step ? 0 : value;
    });
    return { ...line, values };
  });
  return { ...set, lines };
}

function basic(set: SeriesSet, { over, deviations, zero }: Judging): Line[] {
  const { grid } = set;
  const history = over({ ...grid, start: grid.start - BASIC_HISTORY * grid.step, length: BASIC_HISTORY });
  const before = new Map((zero ? withZeros(history) : history).lines.map((line) => [line.group.key, line.values]));
  return set.lines.map((line) => {
    const all = new Float64Array(BASIC_HISTORY + grid.length);
    all.set(before.get(line.group.key) ?? gaps(BASIC_HISTORY));
    all.set(line.values, BASIC_HISTORY);
    const band = { lower: gaps(grid.length), upper: gaps(grid.length) };
    // what is judged together is not part of what it is judged by: a step must not hide itself
    for (let index = 0; index < grid.length; index++) {
      const end = index - (index % JUDGED_TOGETHER);
      const known = presentIn(all, end, end + BASIC_HISTORY);
      if (known.length < FEWEST_BASIC) continue;
      const sorted = Float64Array.from(known).sort();
      const spread = (quantileOfSorted(sorted, 0.975) - quantileOfSorted(sorted, 0.025)) / 2;
      setBand(band, index, median(sorted), deviations * spread);
    }
    return { ...line, band };
  });
}

/** Buckets, beginning with the first of the range. */
const JUDGED_TOGETHER = 60;

function seasonal(set: SeriesSet, { over, deviations, season, zero, agile }: Judging): Line[] {
  const { grid } = set;
  const wide = { ...grid, length: grid.length + 2 * NEIGHBORS };
  const nearest = Array.from({ length: agile ? FEWEST_SEASONS : MOST_SEASONS }, (_, back) => {
    const start = grid.start - (back + 1) * season - NEIGHBORS * grid.step;
    const past = over({ ...wide, start });
    return new Map((zero ? withZeros(past) : past).lines.map((line) => [line.group.key, line.values]));
  });
  return set.lines.map((line) => {
    const past = nearest.flatMap((each) => each.get(line.group.key) ?? []);
    return { ...line, band: seasonalBand(past, grid.length, deviations) };
  });
}

function seasonalBand(past: readonly Float64Array[], length: number, deviations: number) {
  const band = { lower: gaps(length), upper: gaps(length) };
  // the usual value at each place, and how far each season was from it
  const centers = gaps(length + 2 * NEIGHBORS);
  for (let place = 0; place < centers.length; place++) {
    const known = past.map((values) => values[place]!).filter((value) => !Number.isNaN(value));
    if (known.length >= FEWEST_SEASONS) centers[place] = median(known);
  }
  for (let index = 0; index < length; index++) {
    const center = centers[index + NEIGHBORS]!;
    if (Number.isNaN(center)) continue;
    const distances: number[] = [];
    for (let place = index; place <= index + 2 * NEIGHBORS; place++) {
      for (const values of past) {
        const distance = Math.abs(values[place]! - centers[place]!);
        if (!Number.isNaN(distance)) distances.push(distance);
      }
    }
    setBand(band, index, center, deviations * spreadOf(distances));
  }
  return band;
}

/** The standard deviation that such distances from the middle have, outliers among them ignored. */
function spreadOf(distances: readonly number[]): number {
  const sorted = Float64Array.from(distances).sort();
  return quantileOfSorted(sorted, 0.68);
}

function setBand(
  band: { lower: Float64Array; upper: Float64Array },
  index: number,
  center: number,
  half: number,
): void {
  // rounding is no anomaly
  const width = half + 1e-9 * (1 + Math.abs(center));
  band.lower[index] = center - width;
  band.upper[index] = center + width;
}

/**
 * The share of points outside their band: what an anomaly monitor compares. NaN where no point can be judged.
 * @param direction which side counts
 */
export function shareOutside({ values, band }: Line, direction: string): number {
  let judged = 0;
  let outside = 0;
  for (const [index, value] of values.entries()) {
    const lower = band?.lower[index] ?? Number.NaN;
    if (Number.isNaN(value) || Number.isNaN(lower)) continue;
    judged++;
    const above = direction !== "below" && value > band!.upper[index]!;
    const below = direction !== "above" && value < lower;
    if (above || below) outside++;
  }
  return judged === 0 ? Number.NaN : outside / judged;
}
