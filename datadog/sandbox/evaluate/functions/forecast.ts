import { deviation, median } from "../aggregate";
import type { Grid } from "../grid";
import { gridOf, timeOf } from "../grid";
import type { Frame } from "../leaf";
import { gaps, type Line, type SeriesSet } from "../series-set";
import { type Arguments, durationOf, type Evaluate } from "./implementation";
import { leastSquares, placesOf } from "./trend";

const DAY = 86_400;
const SEASONS: Readonly<Record<string, number>> = { hourly: 3600, daily: DAY, weekly: 7 * DAY };
const FEWEST_SEASONS = 2;
const MOST_SEASONS = 6;
/** Fewer points say nothing of what comes. */
const FEWEST_POINTS = 10;

export const FORECAST_NOTE =
  "forecast() is simplified: linear extends the least-squares line of the history, seasonal takes the median of up " +
  "to six seasons before; the band is deviations × the spread about them. Datadog's own models are not public.";

/**
 * Lines over a grid that may lie in the future, with their bands.
 * @param known UNIX seconds: nothing is known of what comes from then on
 * @see https://docs.datadoghq.com/monitors/types/forecasts/
 */
export function forecastSet(args: Arguments, frame: Frame, evaluate: Evaluate, known: number): SeriesSet {
  const deviations = args.number("deviations");
  const algorithm = args.word("algorithm", "linear");
  const season = SEASONS[args.word("seasonality", "weekly")] ?? SEASONS.weekly!;
  const history = durationOf(args.word("history")) ?? (algorithm === "seasonal" ? MOST_SEASONS * season : 7 * DAY);
  const { step } = frame.grid;
  const past = gridOf(known - history, known, step, frame.grid.start % step);
  const set = evaluate(args.expression("series"), { ...frame, grid: past, cut: known });
  const lines = set.lines.map((line): Line => {
    const band =
      algorithm === "seasonal"
        ? repeated(line.values, past, frame.grid, season, deviations)
        : straight(line.values, past, frame.grid, deviations, args.word("model") === "reactive");
    return { ...line, values: band.lower.map((lower, index) => (lower + band.upper[index]!) / 2), band };
  });
  return { grid: frame.grid, keys: set.keys, lines, zero: false };
}

/** The line of the history on; `reactive` looks at its last quarter alone. */
function straight(values: Float64Array, past: Grid, grid: Grid, deviations: number, reactive: boolean) {
  const all = placesOf(values);
  const places = reactive ? all.filter(({ index }) => index >= past.length * 0.75) : all;
  const band = { lower: gaps(grid.length), upper: gaps(grid.length) };
  const line = leastSquares(places);
  if (!line || places.length < FEWEST_POINTS) return band;
  const spread = deviation(places.map(({ index, value }) => value - line.level - line.slope * index));
  for (let index = 0; index < grid.length; index++) {
    const place = (timeOf(grid, index) - past.start) / past.step;
    const value = line.level + line.slope * place;
    band.lower[index] = value - deviations * spread;
    band.upper[index] = value + deviations * spread;
  }
  return band;
}

/** At each time the median of the same time in the seasons before. */
function repeated(values: Float64Array, past: Grid, grid: Grid, season: number, deviations: number) {
  const band = { lower: gaps(grid.length), upper: gaps(grid.length) };
  for (let index = 0; index < grid.length; index++) {
    const seasons: number[] = [];
    for (let back = 1; seasons.length < MOST_SEASONS; back++) {
      const place = Math.round((timeOf(grid, index) - back * season - past.start) / past.step);
      if (place < 0) break;
      const value = place < values.length ? values[place]! : Number.NaN;
      if (!Number.isNaN(value)) seasons.push(value);
    }
    if (seasons.length < FEWEST_SEASONS) continue;
    const center = median(seasons);
    const half = deviations * deviation(seasons);
    band.lower[index] = center - half;
    band.upper[index] = center + half;
  }
  return band;
}

/** On a graph: the line as it is, with the forecast's band over the same range. */
export function forecast(args: Arguments, frame: Frame, evaluate: Evaluate): SeriesSet {
  const set = evaluate(args.expression("series"), frame);
  const { lines } = forecastSet(args, frame, evaluate, frame.grid.start);
  const bands = new Map(lines.map((line) => [line.group.key, line.band]));
  return { ...set, lines: set.lines.map((line) => ({ ...line, band: bands.get(line.group.key) })) };
}
