import type { Window } from "../../query";

/** Seconds of the buckets in which `require_full_window` looks for data. */
const BUCKETS: Readonly<Record<Window["unit"], number>> = {
  s: 60,
  m: 60,
  h: 600,
  d: 3600,
  w: 3600,
  mo: 14_400,
};

/** Seconds a bucket of a window, by the unit that the window is given in. */
export const coverageBucket = ({ unit }: Pick<Window, "unit">): number => BUCKETS[unit];

/**
 * Whether a window has enough data for `require_full_window`: its first bucket is not empty and at most three are.
 * @param filled oldest first, whether each bucket has data
 * @see https://docs.datadoghq.com/monitors/types/metric/#data-window
 */
export function isFullWindow(filled: readonly boolean[]): boolean {
  return filled[0] === true && filled.filter((has) => !has).length <= 3;
}
