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
  const { metric, times, values, step } = series;
  const tags = Object.freeze([...series.tags]); // which the store need not read again for each sample
  if (sentAs === "count" || sentAs === "rate") {
    const points = Array.from(values, (value, index) => [start + times[index]!, value] as const);
    store.submit({ metric, type: sentAs, interval: step, tags, points: points.filter(([, value]) => isPoint(value)) });
    return;
  }
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!isPoint(value)) continue;
    const time = start + times[index]!;
    if (sentAs === "counter") store.addCounter({ metric, tags, start: time, step, counts: [value] });
    else store.sample({ metric, type: sentAs, value, time, tags });
  }
}

const isPoint = (value: number) => !Number.isNaN(value);
