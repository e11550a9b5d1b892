import type { StorySeries } from "./feed";
import { NotationError, parseName, parseValues } from "./notation";
import type { Recorded } from "./recording";

/**
 * The values of one series from 00:00 on, one a step:
 * promtool's notation (`10x19`), a list (null is a gap), a function of the minute, or what was recorded.
 */
export type SeriesValues =
  | string
  | readonly (number | null | undefined)[]
  | ((minute: number) => number | null | undefined)
  | Recorded;

/** Series by metric and tags: `{ "pipeline.runs{status:failed}": "1x9" }`. */
export type SeriesInput = Readonly<Record<string, SeriesValues>>;

export interface SeriesInputOptions {
  /** Seconds from point to point. */
  readonly step: number;
  /** Seconds until which the story goes, for functions of time. @default as long as the longest of the other series */
  readonly until?: number;
}

/**
 * Series as they are written, with their points.
 * @throws NotationError at a mistake in a name or in the values, with the place
 * @throws RangeError where only functions of time are given, and no end
 */
export function seriesOf(input: SeriesInput, { step, until }: SeriesInputOptions): StorySeries[] {
  const entries = Object.entries(input);
  const fixed = entries.flatMap(([name, values]) =>
    typeof values === "function" ? [] : [fixedSeries(name, values, step)],
  );
  const end = until ?? Math.max(0, ...fixed.map((series) => series.end));
  return entries.map(([name, values]) => {
    if (typeof values !== "function") return fixed.find((series) => series.name === name)!;
    if (end === 0) throw new RangeError(`series "${name}" is a function of time: set { until: "02:00" }.`);
    const list = Array.from({ length: Math.ceil(end / step) }, (_, index) => values((index * step) / 60) ?? Number.NaN);
    return regular(name, Float64Array.from(list), step);
  });
}

function fixedSeries(
  name: string,
  values: Exclude<SeriesValues, (minute: number) => unknown>,
  step: number,
): StorySeries {
  try {
    if (typeof values === "string") return regular(name, parseValues(values), step);
    if ("points" in values) return recorded(name, values);
    return regular(name, numbersOf(values), step);
  } catch (error) {
    throw error instanceof NotationError ? error.of(name) : error;
  }
}

function numbersOf(values: readonly (number | null | undefined)[]): Float64Array {
  const numbers = new Float64Array(values.length);
  for (let index = 0; index < values.length; index++) numbers[index] = values[index] ?? Number.NaN;
  return numbers;
}

function regular(name: string, values: Float64Array, step: number): StorySeries {
  const times = multiples(step, values.length);
  return { name, ...named(name), times, values, step, end: values.length * step };
}

/** The longest list of multiples made last: the series of a story mostly have the same times. */
let made = { step: 0, times: new Float64Array() };

function multiples(step: number, count: number): Float64Array {
  if (made.step !== step || made.times.length < count) {
    made = { step, times: new Float64Array(count) };
    for (let index = 0; index < count; index++) made.times[index] = index * step;
  }
  return made.times.subarray(0, count);
}

function recorded(name: string, { points, step }: Recorded): StorySeries {
  const times = points.map(([time]) => time);
  return {
    name,
    ...named(name),
    times,
    values: points.map(([, value]) => value),
    step,
    end: (times.at(-1) ?? 0) + step,
  };
}

function named(name: string) {
  try {
    return parseName(name);
  } catch (error) {
    throw error instanceof NotationError ? error.of(name) : error;
  }
}
