import type { SeriesStore } from "../../datadog/sandbox/series";

/** How a metric is sent: as DogStatsD types, or as `count` and `rate` points as an integration submits them. */
export const SENT_AS = ["counter", "gauge", "distribution", "histogram", "set", "count", "rate"] as const;

export type SentAs = (typeof SENT_AS)[number];

/** Points of one series, in seconds from the beginning of the story. */
export interface StorySeries {
  /** As it was written: `pipeline.runs{status:failed}`. */
  readonly name: string;
  readonly metric: string;
  readonly tags: readonly string[];
  readonly times: ArrayLike<number>;
  /** NaN is a gap. */
  readonly values: ArrayLike<number>;
  /** Seconds that one value stands for. */
  readonly step: number;
  /** Seconds until which it goes, gaps at the end included. */
  readonly end: number;
}

/**
 * Puts a series into a store as it would come in. The value of a counter is the count of its step, spread evenly over the
 * 10 s intervals that the agent flushes; the value of a rate is per second; anything else is one sample or point a step.
 * @param start UNIX seconds of the beginning of the story
 */
export function feed(store: SeriesStore, series: StorySeries, sentAs: SentAs, start: number): void {
  const { metric, tags, step, times, values } = series;
  if (sentAs === "count" || sentAs === "rate") {
    store.submitColumns({ metric, type: sentAs, interval: step, tags, start, times, values });
  } else if (sentAs === "counter") {
    store.addCounter({ metric, tags, start, times, step, counts: values });
  } else {
    store.sampleColumns({ metric, type: sentAs, tags, start, times, values });
  }
}
