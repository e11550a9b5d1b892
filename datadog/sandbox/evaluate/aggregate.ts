/**
 * A sum that carries what rounding takes away, so that adding in another order, or in parts, gives the same number: a
 * count spread over six intervals is that count again.
 */
export class Sum {
  private high = 0;
  private low = 0;

  add(value: number): void {
    const sum = this.high + value;
    const rounded = sum - this.high;
    this.low += this.high - (sum - rounded) + (value - rounded);
    this.high = sum;
  }

  addSum(other: Sum): void {
    this.add(other.high);
    this.low += other.low;
  }

  get value(): number {
    return this.high + this.low;
  }
}

/** How the points of one bucket or window become one value. */
export type TimeMethod = "avg" | "sum" | "min" | "max" | "count" | "last" | "stddev" | "median" | `p${number}`;

/** The share that `p95` names: 0.95. Nothing for a word that names none. */
export function percentileOf(word: string): number | undefined {
  const match = /^(?:pc|p)(\d{1,3}(?:\.\d+)?)$/.exec(word);
  return match ? Number(match[1]) / 100 : undefined;
}

/** The value of rank ⌊share × (count − 1)⌋ among sorted values. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  return sorted.length === 0 ? Number.NaN : sorted[Math.floor(share * (sorted.length - 1) + 1e-9)]!;
}

/** The middle of some values; of an even number the mean of the middle two. NaN of none. */
export function median(values: ArrayLike<number>): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function sumOf(values: Iterable<number>): number {
  const sum = new Sum();
  for (const value of values) sum.add(value);
  return sum.value;
}

/** The spread about the average, of the whole population; NaN of none. */
export function deviation(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const mean = sumOf(values) / values.length;
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / values.length);
}

/** The values of [from, to) that are not gaps. */
export function presentIn(values: Float64Array, from = 0, to = values.length): number[] {
  const present: number[] = [];
  for (let index = Math.max(0, from); index < Math.min(to, values.length); index++) {
    const value = values[index]!;
    if (!Number.isNaN(value)) present.push(value);
  }
  return present;
}

/** Values, none of them a gap, as one. NaN of none, but for `count`. */
export function aggregated(values: readonly number[], method: TimeMethod): number {
  if (method === "count") return values.length;
  if (values.length === 0) return Number.NaN;
  switch (method) {
    case "sum":
      return sumOf(values);
    case "avg":
      return sumOf(values) / values.length;
    case "min":
      return values.reduce((least, value) => (value < least ? value : least));
    case "max":
      return values.reduce((most, value) => (value > most ? value : most));
    case "last":
      return values[values.length - 1]!;
    case "stddev":
      return deviation(values);
    case "median":
      return median(values);
    default:
      return quantileOfSorted(Float64Array.from(values).sort(), percentileOf(method) ?? 0.5);
  }
}
