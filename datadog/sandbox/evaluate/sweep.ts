import type { TimeMethod } from "./aggregate";

/** Windows of one length over a column, one after the other: window i covers `length` buckets from `begin + i × stride` on. */
export interface Sweep {
  /** May lie before the column: what is outside of it is a gap. */
  readonly begin: number;
  readonly length: number;
  readonly stride: number;
  readonly count: number;
}

/**
 * What all windows of a sweep come to, NaN where all is gaps. A window is put together of the end of one stretch of
 * `length` buckets and the beginning of the next, so that each bucket is looked at twice, however long the windows.
 * @returns nothing for a method that looks at all values of a window at once
 */
export function swept(values: Float64Array, sweep: Sweep, method: TimeMethod): Float64Array | undefined {
  const { length, count } = sweep;
  if (length <= 0) return new Float64Array(count).fill(Number.NaN);
  switch (method) {
    case "sum":
    case "avg":
      return inStretches(values, sweep, new RunningSum(length, method === "avg"));
    case "max":
      return inStretches(values, sweep, new RunningMost(length, 1));
    case "min":
      return inStretches(values, sweep, new RunningMost(length, -1));
    case "last":
      return lasts(values, sweep);
    default:
      return undefined;
  }
}

/** What is known of a part of a window. */
interface Running {
  clear(): void;
  /** NaN is a gap. */
  add(value: number): void;
  /** Keeps what was added since it was cleared as the end of a stretch, from `at` on. */
  keep(at: number): void;
  /** The end of a stretch from `at` on, and what was added since it was cleared. */
  withEnd(at: number): number;
}

function inStretches(values: Float64Array, sweep: Sweep, running: Running): Float64Array {
  const { begin, length, stride, count } = sweep;
  const result = new Float64Array(count);
  const last = begin + (count - 1) * stride;
  for (let start = begin; start <= last; start += length) {
    running.clear();
    for (let at = length - 1; at >= 0; at--) {
      running.add(values[start + at] ?? Number.NaN);
      running.keep(at);
    }
    running.clear();
    for (let at = 0; at < length && start + at <= last; at++) {
      const place = start + at - begin;
      if (place % stride === 0) result[place / stride] = running.withEnd(at);
      running.add(values[start + length + at] ?? Number.NaN);
    }
  }
  return result;
}

/** A sum that carries what rounding takes away, as `Sum` does. */
class RunningSum implements Running {
  private high = 0;
  private low = 0;
  private count = 0;
  private readonly highs: Float64Array;
  private readonly lows: Float64Array;
  private readonly counts: Int32Array;

  constructor(
    length: number,
    private readonly average: boolean,
  ) {
    this.highs = new Float64Array(length);
    this.lows = new Float64Array(length);
    this.counts = new Int32Array(length);
  }

  clear(): void {
    this.high = this.low = this.count = 0;
  }

  add(value: number): void {
    if (Number.isNaN(value)) return;
    const sum = this.high + value;
    const rounded = sum - this.high;
    this.low += this.high - (sum - rounded) + (value - rounded);
    this.high = sum;
    this.count++;
  }

  keep(at: number): void {
    this.highs[at] = this.high;
    this.lows[at] = this.low;
    this.counts[at] = this.count;
  }

  withEnd(at: number): number {
    const count = this.count + this.counts[at]!;
    if (count === 0) return Number.NaN;
    const end = this.highs[at]!;
    const sum = this.high + end;
    const rounded = sum - this.high;
    const total = sum + (this.low + this.lows[at]! + (this.high - (sum - rounded) + (end - rounded)));
    return this.average ? total / count : total;
  }
}

class RunningMost implements Running {
  private most = Number.NEGATIVE_INFINITY;
  private readonly ends: Float64Array;

  constructor(
    length: number,
    /** -1 for the least. */
    private readonly sign: 1 | -1,
  ) {
    this.ends = new Float64Array(length);
  }

  clear(): void {
    this.most = Number.NEGATIVE_INFINITY;
  }

  add(value: number): void {
    if (this.sign * value > this.most) this.most = this.sign * value;
  }

  keep(at: number): void {
    this.ends[at] = this.most;
  }

  withEnd(at: number): number {
    const most = Math.max(this.most, this.ends[at]!);
    return most === Number.NEGATIVE_INFINITY ? Number.NaN : this.sign * most;
  }
}

function lasts(values: Float64Array, { begin, length, stride, count }: Sweep): Float64Array {
  const result = new Float64Array(count).fill(Number.NaN);
  let found = -1;
  let next = 0;
  for (let index = 0; index < count; index++) {
    const from = begin + index * stride;
    for (; next < Math.min(from + length, values.length); next++) if (!Number.isNaN(values[next]!)) found = next;
    if (found >= from && found >= 0) result[index] = values[found]!;
  }
  return result;
}
