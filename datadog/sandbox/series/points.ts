import { lowerBound, Numbers } from "./numbers";
import { Samples, type SketchedSamples } from "./samples";

/** The agent makes one point of what it gets in so many seconds. */
export const FLUSH_INTERVAL = 10;

/** So long after the last sample of a counter the agent goes on sending 0. */
export const COUNTER_EXPIRY = 300;

/** Points in the order of time: UNIX seconds, each once, and the value at each. */
export interface Points {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** What makes the points of one series. */
export interface PointSource {
  points(): Points;
  /** Drops what is older than `time`; gives back how many numbers were dropped. */
  prune(time: number): number;
}

/** When the interval of so many seconds ends in which `time` is. */
const endOf = (time: number, seconds: number) => (Math.floor(time / seconds) + 1) * seconds;

export const flushStart = (time: number) => Math.floor(time / FLUSH_INTERVAL) * FLUSH_INTERVAL;

/** What becomes of values at one time: `last` replaces, `sum` adds. `resolution` is the seconds that count as one time. */
interface Merging {
  readonly how: "last" | "sum";
  readonly resolution: number;
  /** Seconds for which 0 follows each point, every `resolution`. @default 0 */
  readonly zeros?: number;
}

/** Points that are added one by one, in any order. What comes in order costs no sorting. */
export class PointList implements PointSource {
  private readonly times = new Numbers();
  private readonly values = new Numbers();
  private ordered = true;
  private made: Points | undefined;
  /** Until when values are at the same time as the last one. */
  private lastEnd = Number.NEGATIVE_INFINITY;

  private readonly isSum: boolean;

  constructor(private readonly merging: Merging) {
    this.isSum = merging.how === "sum";
  }

  /** @param capacity points that will come */
  reserve(capacity: number): void {
    this.times.reserve(this.times.length + capacity);
    this.values.reserve(this.values.length + capacity);
  }

  /** @returns how many numbers more are kept: 0 where the value joined the one before */
  add(time: number, value: number): number {
    if (this.join(time, value)) return 0;
    const { length } = this.times;
    this.made = undefined;
    if (length > 0 && time < this.times.at(length - 1)) this.ordered = false;
    this.times.push(time);
    this.values.push(value);
    this.lastEnd = endOf(time, this.merging.resolution);
    return 1;
  }

  /** Adds a value that is at the same time as the last one, and not before it. @returns whether it is */
  join(time: number, value: number): boolean {
    const last = this.times.length - 1;
    if (last < 0 || time >= this.lastEnd || time < this.times.at(last)) return false;
    this.made = undefined;
    this.times.set(last, time);
    this.values.set(last, this.isSum ? this.values.at(last) + value : value);
    return true;
  }

  points(): Points {
    this.made ??= this.make();
    return this.made;
  }

  prune(time: number): number {
    const { times, values } = this.compacted();
    const from = lowerBound(times, time);
    if (from === 0) return 0;
    this.times.replace(times.slice(from));
    this.values.replace(values.slice(from));
    this.made = undefined;
    return from;
  }

  /** Sorted, one point a time. */
  private compacted(): Points {
    if (!this.ordered) this.sort();
    return { times: this.times.view(), values: this.values.view() };
  }

  private sort(): void {
    const times = this.times.view();
    const values = this.values.view();
    // a sort is stable: of two values at one time the later arrival stays the later
    const order = Uint32Array.from(times, (_, index) => index).sort((a, b) => times[a]! - times[b]! || a - b);
    const merged = new PointList(this.merging);
    merged.reserve(order.length);
    for (const index of order) merged.add(times[index]!, values[index]!);
    this.times.replace(merged.times.view());
    this.values.replace(merged.values.view());
    this.lastEnd = merged.lastEnd;
    this.ordered = true;
  }

  private make(): Points {
    const { times, values } = this.compacted();
    const { resolution, zeros = 0 } = this.merging;
    const isWhole = resolution === 1 || times.every((time) => time % resolution === 0);
    const starts = isWhole ? times : times.map((time) => Math.floor(time / resolution) * resolution);
    return zeros > 0 ? withZeros({ times: starts, values }, resolution, zeros) : { times: starts, values };
  }
}

/** The points, and 0 every `step` seconds until `span` seconds after each. */
function withZeros({ times, values }: Points, step: number, span: number): Points {
  const zerosAfter = (index: number) => {
    const next = index + 1 < times.length ? times[index + 1]! - step : Number.POSITIVE_INFINITY;
    return Math.floor((Math.min(times[index]! + span, next) - times[index]!) / step);
  };
  let length = times.length;
  for (let index = 0; index < times.length; index++) length += zerosAfter(index);
  const filled = { times: new Float64Array(length), values: new Float64Array(length) };
  let at = 0;
  for (let index = 0; index < times.length; index++) {
    filled.times[at] = times[index]!;
    filled.values[at++] = values[index]!;
    for (let zero = 1, count = zerosAfter(index); zero <= count; zero++)
      filled.times[at++] = times[index]! + zero * step;
  }
  return filled;
}

/** How many different values a set had in each interval. */
export class SetPoints implements PointSource {
  private readonly members = new Map<number, Set<string>>();

  /** @returns how many values more are kept */
  add(time: number, member: string): number {
    const start = flushStart(time);
    const members = this.members.get(start) ?? new Set();
    const before = members.size;
    members.add(member);
    if (before === 0) this.members.set(start, members);
    return members.size - before;
  }

  points(): Points {
    const times = Float64Array.from(this.members.keys()).sort();
    return { times, values: times.map((time) => this.members.get(time)!.size) };
  }

  prune(time: number): number {
    let dropped = 0;
    for (const [start, members] of this.members) {
      if (start >= time) continue;
      dropped += members.size;
      this.members.delete(start);
    }
    return dropped;
  }
}

/** The samples of a distribution or a histogram, together for each interval. */
export class SampleList {
  private readonly intervals = new Map<number, Samples>();
  private starts: Float64Array | undefined;
  /** The interval that was added to last: samples mostly come in the order of time. */
  private latest: { readonly start: number; readonly samples: Samples } | undefined;

  /** @returns how many numbers more are kept */
  add(time: number, value: number, weight: number): number {
    const samples = this.intervalAt(time);
    const before = samples.size;
    samples.add(value, weight);
    return samples.size - before;
  }

  /** @returns how many numbers more are kept */
  addBins(time: number, sketched: SketchedSamples): number {
    const samples = this.intervalAt(time);
    const before = samples.size;
    samples.addBins(sketched);
    return samples.size - before;
  }

  /** When intervals with samples begin, in order. */
  times(): Float64Array {
    this.starts ??= Float64Array.from(this.intervals.keys()).sort();
    return this.starts;
  }

  at(time: number): Samples {
    return this.intervals.get(time)!;
  }

  private intervalAt(time: number): Samples {
    const { latest } = this;
    if (latest !== undefined && time >= latest.start && time < latest.start + FLUSH_INTERVAL) return latest.samples;
    const start = flushStart(time);
    const samples = this.intervals.get(start) ?? new Samples();
    if (samples.size === 0) {
      this.intervals.set(start, samples);
      this.starts = undefined;
    }
    this.latest = { start, samples };
    return samples;
  }

  prune(time: number): number {
    let dropped = 0;
    this.latest = undefined;
    for (const [start, samples] of this.intervals) {
      if (start >= time) continue;
      dropped += samples.size;
      this.intervals.delete(start);
      this.starts = undefined;
    }
    return dropped;
  }
}

/** One of the five metrics that the agent makes of a histogram. */
export class HistogramPart implements PointSource {
  constructor(
    private readonly samples: SampleList,
    private readonly measure: (samples: Samples) => number,
  ) {}

  points(): Points {
    const times = this.samples.times();
    return { times, values: times.map((time) => this.measure(this.samples.at(time))) };
  }

  /** The samples are pruned once, not for each of the five. */
  prune(): number {
    return 0;
  }
}
