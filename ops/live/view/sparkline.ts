const BARS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** No value. */
const GAP = "·";

/**
 * Values as bars, the newest on the right: from 0, or the least where it is lower, to the greatest.
 * @param values NaN is a gap
 * @param width how many of the latest are drawn
 */
export function sparkline(values: readonly number[], width: number): string {
  const shown = values.slice(-width);
  const known = shown.filter((value) => !Number.isNaN(value));
  const low = Math.min(0, ...known);
  const range = Math.max(...known) - low;
  const bar = (value: number) => BARS[range > 0 ? Math.round(((value - low) / range) * (BARS.length - 1)) : 0]!;
  return shown
    .map((value) => (Number.isNaN(value) ? GAP : bar(value)))
    .join("")
    .padStart(width);
}
