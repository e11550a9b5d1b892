import type { StoredType } from "../series";

export type { StoredType };

/** Points of one metric under one set of tags, as they came in. */
export interface Submission {
  readonly metric: string;
  readonly type: StoredType;
  /** Seconds that one point of a count or rate stands for. */
  readonly interval?: number;
  readonly unit?: string;
  /** `key:value`, the host among them. */
  readonly tags: readonly string[];
  /** Time in seconds since 1970, then the value. */
  readonly points: readonly (readonly [time: number, value: number])[];
}

/** A metric that was submitted at least once. */
export interface KnownMetric {
  readonly name: string;
  readonly type: StoredType;
  readonly interval?: number;
  readonly unit?: string;
  /** Every `key:value` seen, in alphabetical order. */
  readonly tags: readonly string[];
  /** The latest points, oldest first, whatever their tags. */
  readonly points: readonly (readonly [time: number, value: number])[];
}

const most = { metrics: 50_000, tags: 10_000, points: 100 };

/** What the org knows of its metrics. Bounded: past 50,000 metrics, 10,000 tags or 100 points of one, it keeps what it has. */
export class KnownMetrics {
  private readonly metrics = new Map<string, Memory>();

  /** Datadog knows a metric once it was submitted; the type of the last submission counts. */
  submit({ metric, type, interval, unit, tags, points }: Submission): void {
    const memory = this.metrics.get(metric) ?? { type, tags: new Set(), points: [] };
    if (!this.metrics.has(metric)) {
      if (this.metrics.size >= most.metrics) return;
      this.metrics.set(metric, memory);
    }
    memory.type = type;
    memory.interval = interval ?? memory.interval;
    memory.unit = unit ?? memory.unit;
    for (const tag of tags) if (memory.tags.size < most.tags) memory.tags.add(tag);
    memory.points = [...memory.points, ...points.slice(-most.points)].slice(-most.points);
  }

  has(name: string): boolean {
    return this.metrics.has(name);
  }

  get(name: string): KnownMetric | undefined {
    const memory = this.metrics.get(name);
    return memory && { ...memory, name, tags: [...memory.tags].sort() };
  }

  /** In alphabetical order. */
  names(): string[] {
    return [...this.metrics.keys()].sort();
  }
}

interface Memory {
  type: StoredType;
  interval?: number;
  unit?: string;
  readonly tags: Set<string>;
  points: readonly (readonly [time: number, value: number])[];
}
