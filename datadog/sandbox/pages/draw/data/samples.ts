import { fillVariables, metricsIn } from "../../../../query";
import { scopeMatcher } from "../../../evaluate";
import { lowerBound, type Series } from "../../../series";
import { CannotDraw, withPlace } from "./problem";
import type { AskedQuery } from "./request";
import type { View } from "./view";

/** Samples in buckets of time. */
export interface SampleBuckets {
  /** UNIX seconds of the first bucket. */
  readonly start: number;
  readonly interval: number;
  readonly buckets: readonly (readonly { readonly value: number; readonly count: number }[])[];
}

/** Of more samples in a bucket, so many percentiles stand for all. */
const MOST = 200;

/**
 * All samples of a distribution metric; of any other metric, the points of its series.
 * @param interval seconds a bucket
 */
export function samplesOver({ text, expression }: AskedQuery, view: View, interval: number): SampleBuckets {
  const [metric, ...others] = expression ? metricsIn(fillVariables(expression, view.variables)) : [];
  if (!metric || others.length > 0) throw new CannotDraw("A histogram is of one metric.", text);
  const matches = withPlace(text, () => scopeMatcher(metric.scope));
  const series = view.series.series(metric.metric).filter(({ tags }) => matches(tags));
  const length = Math.max(1, Math.ceil((view.to - view.from) / interval));
  const buckets = Array.from({ length }, (_, index) => {
    const from = view.from + index * interval;
    return series.flatMap((one) => valuesOf(one, from, Math.min(view.to, from + interval)));
  });
  return { start: view.from, interval, buckets };
}

function valuesOf(series: Series, from: number, to: number): { value: number; count: number }[] {
  if (series.type !== "distribution" || !series.samples) {
    const { times, values } = series.points();
    return Array.from(values.subarray(lowerBound(times, from), lowerBound(times, to)), (value) => ({
      value,
      count: 1,
    }));
  }
  const times = series.samples.times();
  const found: { value: number; count: number }[] = [];
  for (let index = lowerBound(times, from); index < times.length && times[index]! < to; index++) {
    const samples = series.samples.at(times[index]!);
    const parts = Math.min(MOST, Math.max(1, Math.round(samples.count)));
    for (let part = 0; part < parts; part++) {
      const value = samples.quantile(parts === 1 ? 0.5 : part / (parts - 1));
      found.push({ value, count: samples.count / parts });
    }
  }
  return found;
}
