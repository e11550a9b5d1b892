import { aggregated, presentIn, Sum, type TimeMethod } from "./aggregate";
import { type Sweep, swept } from "./sweep";

/** Buckets a block. */
const BLOCK = 64;

/**
 * Windows over a column of values (NaN is a gap), each computed from the blocks it covers whole and the buckets at its
 * two ends: a day of minutes takes 150 steps where it has 1440 values, in whatever order windows are asked for.
 */
export class Windows {
  private blocks: readonly Block[] | undefined;

  constructor(readonly values: Float64Array) {}

  /** The buckets [from, to) as one value; NaN where all are gaps. */
  value(from: number, to: number, method: TimeMethod): number {
    const low = Math.max(0, from);
    const high = Math.min(to, this.values.length);
    if (high <= low) return Number.NaN;
    if (method === "sum" || method === "avg") return this.sum(low, high, method);
    if (method === "min" || method === "max") return this.extreme(low, high, method);
    if (method === "last") return this.last(low, high);
    const present = presentIn(this.values, low, high);
    return present.length === 0 ? Number.NaN : aggregated(present, method);
  }

  /** The values of many windows, one after the other; NaN where all are gaps. */
  sweep(sweep: Sweep, method: TimeMethod): Float64Array {
    const { begin, length, stride, count } = sweep;
    const windows = (_: unknown, index: number) =>
      this.value(begin + index * stride, begin + index * stride + length, method);
    return swept(this.values, sweep, method) ?? Float64Array.from({ length: count }, windows);
  }

  /** Whether a bucket of [from, to) has a value. */
  hasValue(from: number, to: number): boolean {
    const high = Math.min(to, this.values.length);
    for (let index = Math.max(0, from); index < high; ) {
      const whole = index % BLOCK === 0 && index + BLOCK <= high;
      if (whole ? this.block(index / BLOCK).count > 0 : !Number.isNaN(this.values[index]!)) return true;
      index += whole ? BLOCK : 1;
    }
    return false;
  }

  private sum(low: number, high: number, method: "sum" | "avg"): number {
    const sum = new Sum();
    let count = 0;
    for (let index = low; index < high; ) {
      if (index % BLOCK === 0 && index + BLOCK <= high) {
        const block = this.block(index / BLOCK);
        sum.addSum(block.sum);
        count += block.count;
        index += BLOCK;
        continue;
      }
      const value = this.values[index++]!;
      if (Number.isNaN(value)) continue;
      sum.add(value);
      count++;
    }
    if (count === 0) return Number.NaN;
    return method === "sum" ? sum.value : sum.value / count;
  }

  private extreme(low: number, high: number, method: "min" | "max"): number {
    const sign = method === "max" ? 1 : -1;
    let best = Number.NEGATIVE_INFINITY;
    for (let index = low; index < high; ) {
      if (index % BLOCK === 0 && index + BLOCK <= high) {
        const block = this.block(index / BLOCK);
        if (block.count > 0) best = Math.max(best, sign === 1 ? block.max : -block.min);
        index += BLOCK;
        continue;
      }
      const value = sign * this.values[index++]!;
      if (value > best) best = value;
    }
    return best === Number.NEGATIVE_INFINITY ? Number.NaN : sign * best;
  }

  private last(low: number, high: number): number {
    for (let index = high - 1; index >= low; index--) {
      const value = this.values[index]!;
      if (!Number.isNaN(value)) return value;
    }
    return Number.NaN;
  }

  private block(index: number): Block {
    this.blocks ??= blocksOf(this.values);
    return this.blocks[index]!;
  }
}

interface Block {
  readonly sum: Sum;
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

function blocksOf(values: Float64Array): readonly Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start + BLOCK <= values.length; start += BLOCK) {
    const sum = new Sum();
    const present = presentIn(values, start, start + BLOCK);
    for (const value of present) sum.add(value);
    blocks.push({ sum, count: present.length, min: Math.min(...present), max: Math.max(...present) });
  }
  return blocks;
}
