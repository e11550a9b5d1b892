import { DDSketch } from "@datadog/sketches-js";

/** Up to so many samples are kept as they are: their percentiles are exact. More become a sketch. */
export const EXACT_SAMPLES = 2048;

/** How near a percentile of a sketch is, relative to the true value. Datadog's own sketches have the same. */
const RELATIVE_ACCURACY = 0.01;

/** Samples of which only their number in each bin is known, and the exact count, sum, smallest, and largest. */
export interface SketchedSamples {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly bins: readonly (readonly [value: number, samples: number])[];
}

/**
 * Samples of a distribution as one: exact while there are few, a DDSketch when there are many. Count, sum, smallest and
 * largest are exact either way.
 * @see https://docs.datadoghq.com/metrics/distributions/
 */
export class Samples {
  count = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  private values: number[] = [];
  private weights: number[] | undefined;
  private sketch: DDSketch | undefined;

  /** @param weight how many samples this one stands for: 1 / sample rate */
  add(value: number, weight = 1): void {
    this.count += weight;
    this.sum += value * weight;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (this.sketch) {
      this.sketch.accept(value, weight);
      return;
    }
    if (weight !== 1) this.weights ??= this.values.map(() => 1);
    this.values.push(value);
    this.weights?.push(weight);
    if (this.values.length > EXACT_SAMPLES) this.becomeSketch();
  }

  /** Adds samples of which another sketch has only the bins, and the exact figures. */
  addBins({ count, sum, min, max, bins }: SketchedSamples): void {
    const before = { count: this.count, sum: this.sum, min: this.min, max: this.max };
    for (const [value, weight] of bins) this.add(value, weight);
    this.count = before.count + count;
    this.sum = before.sum + sum;
    this.min = Math.min(before.min, min);
    this.max = Math.max(before.max, max);
  }

  merge(other: Samples): void {
    if (!other.sketch) {
      for (const [index, value] of other.values.entries()) this.add(value, other.weights?.[index] ?? 1);
      return;
    }
    this.becomeSketch();
    this.sketch!.merge(other.sketch);
    this.count += other.count;
    this.sum += other.sum;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
  }

  /**
   * The sample below which the share `quantile` lies: the one of rank ⌊quantile × (count − 1)⌋, as a DDSketch ranks them.
   * NaN without samples.
   * @param quantile 0 to 1
   */
  quantile(quantile: number): number {
    if (this.count === 0) return Number.NaN;
    if (this.sketch) {
      const value = this.sketch.getValueAtQuantile(quantile);
      return Math.min(this.max, Math.max(this.min, value));
    }
    return this.ranked(Math.floor(quantile * (this.count - 1) + 1e-9));
  }

  /**
   * The percentile as the agent takes it of a histogram: the sample of rank ⌊(percentile × count − 1) / 100⌋. NaN without
   * samples.
   * @param percentile 1 to 100
   */
  percentile(percentile: number): number {
    if (this.sketch || this.count === 0) return this.quantile(percentile / 100);
    return this.ranked(Math.floor((percentile * this.count - 1) / 100));
  }

  /** The sample that has `rank` samples before it. */
  private ranked(rank: number): number {
    const order = this.values.map((_, index) => index).sort((a, b) => this.values[a]! - this.values[b]!);
    let passed = 0;
    for (const index of order) {
      passed += this.weights?.[index] ?? 1;
      if (passed > rank) return this.values[index]!;
    }
    return this.max;
  }

  /** How many samples pass `test`; of a sketch, by the values that its bins stand for. */
  countWhere(test: (value: number) => boolean): number {
    if (this.sketch) return this.countOfSketch(test);
    let count = 0;
    for (const [index, value] of this.values.entries()) if (test(value)) count += this.weights?.[index] ?? 1;
    return count;
  }

  /** The spread about the average, of the whole population. */
  deviation(): number {
    if (this.count === 0) return Number.NaN;
    const mean = this.sum / this.count;
    let squares = 0;
    this.each((value, weight) => {
      squares += weight * (value - mean) ** 2;
    });
    return Math.sqrt(squares / this.count);
  }

  /** How many numbers this holds in memory. */
  get size(): number {
    return this.sketch ? EXACT_SAMPLES : this.values.length;
  }

  private countOfSketch(test: (value: number) => boolean): number {
    let count = 0;
    this.each((value, weight) => {
      if (test(value)) count += weight;
    });
    return count;
  }

  private each(visit: (value: number, weight: number) => void): void {
    if (!this.sketch) {
      for (const [index, value] of this.values.entries()) visit(value, this.weights?.[index] ?? 1);
      return;
    }
    const { mapping, store, negativeStore, zeroCount } = this.sketch;
    for (const [index, weight] of negativeStore.bins.entries()) {
      if (weight > 0) visit(-mapping.value(index + negativeStore.offset), weight);
    }
    if (zeroCount > 0) visit(0, zeroCount);
    for (const [index, weight] of store.bins.entries()) {
      if (weight > 0) visit(mapping.value(index + store.offset), weight);
    }
  }

  private becomeSketch(): void {
    if (this.sketch) return;
    this.sketch = new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY });
    for (const [index, value] of this.values.entries()) this.sketch.accept(value, this.weights?.[index] ?? 1);
    this.values = [];
    this.weights = undefined;
  }
}
