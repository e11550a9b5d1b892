import type { PointSource, Points, SampleList } from "./points";
import type { StoredType } from "./types";

/** The points of one metric under one set of tags. */
export interface Series {
  /** Sorted, each once. */
  readonly tags: readonly string[];
  readonly type: StoredType;
  /** Seconds that one value of a count or rate stands for. */
  readonly interval: number;
  /** What the values of a rate are: per second, or counted in `interval`. Other types have `value`. */
  readonly holds: "value" | "perSecond" | "counted";
  /** The points; of a distribution none, as its samples are in `samples`. */
  points(): Points;
  readonly samples?: SampleList;
}

/** A series with what fills it. */
export class StoredSeries implements Series {
  private lastPoints: Points | undefined;
  private lastVersion = -1;
  /** Counts the changes. */
  version = 0;

  constructor(
    readonly tags: readonly string[],
    readonly type: StoredType,
    readonly interval: number,
    readonly holds: Series["holds"],
    readonly source: PointSource | undefined,
    readonly samples: SampleList | undefined,
  ) {}

  points(): Points {
    if (!this.source) return NONE;
    if (this.lastVersion !== this.version || !this.lastPoints) {
      this.lastPoints = this.source.points();
      this.lastVersion = this.version;
    }
    return this.lastPoints;
  }

  prune(time: number): number {
    const dropped = (this.source?.prune(time) ?? 0) + (this.samples?.prune(time) ?? 0);
    this.version++;
    return dropped;
  }
}

const NONE: Points = { times: new Float64Array(), values: new Float64Array() };

/** Tags sorted, each once, without those that are empty. */
export function normalTags(tags: readonly string[] = []): readonly string[] {
  return [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ""))].sort();
}
