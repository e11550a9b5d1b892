import { FILL_LIMIT, type Fill } from "./plan";

/**
 * Fills the gaps of several series of one query where another of them has a point: linear between two real samples, up to
 * five minutes after the first of them.
 * @param columns changed in place
 * @returns whether anything was filled
 * @see https://docs.datadoghq.com/metrics/guide/interpolation-the-fill-modifier-explained/
 */
export function interpolate(columns: readonly Float64Array[], step: number): boolean {
  if (columns.length < 2) return false;
  const length = columns[0]!.length;
  const present = new Uint8Array(length);
  for (const column of columns) {
    for (let index = 0; index < length; index++) if (!Number.isNaN(column[index]!)) present[index] = 1;
  }
  let filled = false;
  for (const column of columns) {
    fillLinear(column, step, FILL_LIMIT, (index) => {
      if (present[index] === 0) return false;
      filled = true;
      return true;
    });
  }
  return filled;
}

/** Fills the gaps of one series as `fill()` says, whatever other series have. */
export function fillGaps(column: Float64Array, step: number, { method, limit }: Fill): void {
  if (method === "linear") fillLinear(column, step, limit, () => true);
  if (method === "linear" || method === "null") return;
  let last = Number.NaN;
  let since = 0;
  for (let index = 0; index < column.length; index++) {
    const value = column[index]!;
    since = Number.isNaN(value) ? since + step : 0;
    if (!Number.isNaN(value)) last = value;
    else if (!Number.isNaN(last) && since <= limit) column[index] = method === "last" ? last : method;
  }
}

function fillLinear(column: Float64Array, step: number, limit: number, wanted: (index: number) => boolean): void {
  let before = -1;
  for (let index = 0; index < column.length; index++) {
    const value = column[index]!;
    if (Number.isNaN(value)) continue;
    if (before >= 0 && index - before > 1) {
      const start = column[before]!;
      const slope = (value - start) / (index - before);
      for (let gap = before + 1; gap < index && (gap - before) * step <= limit; gap++) {
        if (wanted(gap)) column[gap] = start + slope * (gap - before);
      }
    }
    before = index;
  }
}
