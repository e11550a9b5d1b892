import type { CounterSteps, Sample, SeriesSettings, StoredPoints } from "./types";

/**
 * Points by metric and set of tags. The order in which points and tags arrive does not matter. Bounded: see
 * {@link SeriesSettings}.
 */
export class SeriesStore {
  /** Seconds between the points of a series, see {@link SeriesSettings.step}. */
  readonly step: number;

  constructor(settings: SeriesSettings = {}) {
    this.step = settings.step ?? 10;
  }

  /** Adds points as they are stored. */
  submit(_points: StoredPoints): void {
    throw new Error("not built yet");
  }

  /** Adds one sample of a client; the agent's aggregation over 10 s is done here. */
  sample(_sample: Sample): void {
    throw new Error("not built yet");
  }

  /** Adds the counts of a counter: each is spread evenly over the 10 s intervals of its step. */
  addCounter(_steps: CounterSteps): void {
    throw new Error("not built yet");
  }

  /** The metrics that have points, in alphabetical order. */
  metrics(): readonly string[] {
    return [];
  }

  /** The tag sets of a metric, each sorted. */
  tagSets(_metric: string): readonly (readonly string[])[] {
    return [];
  }
}
