/** Buckets of one length: bucket `i` covers [start + i × step, start + (i + 1) × step), in UNIX seconds. */
export interface Grid {
  readonly start: number;
  /** Seconds. */
  readonly step: number;
  /** Buckets. */
  readonly length: number;
}

/**
 * The buckets that start in [from, to): one that began before `from` is left out.
 * @param phase seconds by which the starts differ from multiples of `step` @default 0, which is UNIX alignment
 */
export function gridOf(from: number, to: number, step: number, phase = 0): Grid {
  const start = Math.ceil((from - phase) / step) * step + phase;
  return { start, step, length: Math.max(0, Math.ceil((to - start) / step)) };
}

export const gridEnd = ({ start, step, length }: Grid): number => start + step * length;

export const timeOf = ({ start, step }: Grid, index: number): number => start + index * step;

/** A graph has at most so many points a line. */
export const MOST_POINTS = 1500;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** The default rollup by the length of the range, in seconds: at most so long → line, bar, API. */
const DEFAULT_ROLLUPS = [
  { range: HOUR, line: 20, bar: MINUTE, api: 20 },
  { range: 4 * HOUR, line: MINUTE, bar: 2 * MINUTE, api: MINUTE },
  { range: DAY, line: 5 * MINUTE, bar: 20 * MINUTE, api: 5 * MINUTE },
  { range: 2 * DAY, line: 10 * MINUTE, bar: 30 * MINUTE, api: 10 * MINUTE },
  { range: 7 * DAY, line: HOUR, bar: 2 * HOUR, api: HOUR },
  { range: Number.POSITIVE_INFINITY, line: 4 * HOUR, bar: 12 * HOUR, api: 4 * HOUR },
] as const;

export type Display = "line" | "bar" | "api";

/**
 * Seconds a bucket of a graph over `range` seconds, without a rollup of its own.
 * @see https://docs.datadoghq.com/dashboards/functions/rollup/#rollup-interval-enforced-vs-custom
 */
export function defaultInterval(range: number, display: Display): number {
  return withinLimit(DEFAULT_ROLLUPS.find((row) => range <= row.range)![display], range);
}

/** The smallest multiple of `interval` with which `range` has no more points than a graph may have. */
export function withinLimit(interval: number, range: number): number {
  return interval * Math.max(1, Math.ceil(range / interval / MOST_POINTS));
}
