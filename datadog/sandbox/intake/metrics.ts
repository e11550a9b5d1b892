import { KeptMap } from "../kept-map";
import type { SeriesStore, StoredPoints, StoredType } from "../series";

/** Points of one metric under one set of tags, as they came in. */
export interface Submission extends StoredPoints {
  readonly unit?: string;
}

/** A metric that was submitted at least once. */
export interface KnownMetric {
  readonly name: string;
  readonly type: StoredType;
  /** Seconds that one value of a count or rate stands for. */
  readonly interval?: number;
  readonly unit?: string;
  /** Every `key:value` seen, in alphabetical order. */
  readonly tags: readonly string[];
}

type Declared = Pick<KnownMetric, "type" | "interval" | "unit">;

const mostDeclared = 50_000;

/**
 * What the org knows of its metrics: those that have series, and those that were submitted without a point. Bounded: past
 * 50,000 metrics it remembers no unit or type of another.
 */
export class KnownMetrics {
  /** What was said of each, for what saves it. */
  readonly kept = new KeptMap<string, Declared>();

  constructor(private readonly series: SeriesStore) {
    series.onMetric = (name, first) => {
      if (!this.kept.has(name) && this.kept.size < mostDeclared) this.kept.set(name, declaredBy(first));
    };
  }

  /** Datadog knows a metric once it was submitted; the type of the last submission counts. */
  submit(submission: Submission): void {
    const { metric, type, interval, unit, points } = submission;
    const before = this.kept.get(metric);
    const now: Declared = { type, interval: interval ?? before?.interval, unit: unit ?? before?.unit };
    const isNews = type !== before?.type || now.interval !== before.interval || now.unit !== before.unit;
    if (isNews && (before !== undefined || this.kept.size < mostDeclared)) this.kept.set(metric, now);
    if (points.length > 0) this.series.submit(submission);
  }

  has(name: string): boolean {
    return this.kept.has(name) || this.series.has(name);
  }

  get(name: string): KnownMetric | undefined {
    const declared = this.kept.get(name) ?? this.stored(name);
    if (declared === undefined) return undefined;
    return { ...declared, name, tags: [...new Set(this.series.tagSets(name).flat())].sort() };
  }

  /** In alphabetical order. */
  names(): string[] {
    return [...new Set([...this.kept.keys(), ...this.series.metrics()])].sort();
  }

  private stored(name: string): Declared | undefined {
    const [first] = this.series.series(name);
    return first && declaredBy(first);
  }
}

/** What a series says of its metric. */
function declaredBy({ type, interval }: { readonly type: StoredType; readonly interval: number }): Declared {
  return type === "rate" || type === "count" ? { type, interval } : { type };
}
