/** Numbers in one typed array that grows as they are added. */
export class Numbers {
  private array: Float64Array;
  length = 0;

  constructor(capacity = 16) {
    this.array = new Float64Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.array.length) this.reserve(this.length + 1);
    this.array[this.length++] = value;
  }

  /** Makes room, so that `capacity` numbers fit without another copy. */
  reserve(capacity: number): void {
    if (capacity <= this.array.length) return;
    const grown = new Float64Array(Math.max(capacity, Math.ceil(this.array.length * 1.5)));
    grown.set(this.array.subarray(0, this.length));
    this.array = grown;
  }

  at(index: number): number {
    return this.array[index]!;
  }

  set(index: number, value: number): void {
    this.array[index] = value;
  }

  /** The numbers, without a copy: valid until the next change. */
  view(): Float64Array {
    return this.array.subarray(0, this.length);
  }

  /** Puts these numbers in the place of all. */
  replace(values: Float64Array): void {
    this.array = values;
    this.length = values.length;
  }
}

/** The first index at which `sorted` is `least` or more. */
export function lowerBound(sorted: ArrayLike<number>, least: number, length: number = sorted.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
