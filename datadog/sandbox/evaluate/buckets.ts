import { lowerBound, Samples, type Series } from "../series";
import { aggregated, type TimeMethod } from "./aggregate";
import { type Grid, gridEnd, timeOf } from "./grid";
import type { LeafPlan } from "./plan";
import { gaps } from "./series-set";

/** What the points of a bucket become, beside the plan. */
export interface Bucketing {
  /** For what is read as it is stored, without a method of its own in the query. */
  readonly rawMethod: TimeMethod;
  /** Seconds between the points of a series. */
  readonly pointStep: number;
  /** UNIX seconds: points from then on do not count. */
  readonly cut: number;
}

/** Whether `as_count()` and `as_rate()` change what this series is read as. */
export const isCounted = (series: Series, reads: LeafPlan["reads"]): boolean =>
  reads !== "stored" && (series.type === "rate" || series.type === "count");

/** A series over the buckets of a grid: its points aggregated over time. */
export function bucketsOf(series: Series, grid: Grid, plan: LeafPlan, settings: Bucketing): Float64Array {
  const { times, values } = series.points();
  const column = gaps(grid.length);
  const counted = isCounted(series, plan.reads);
  const method = plan.method ?? (counted ? "sum" : settings.rawMethod);
  const factor = factorOf(series, grid, plan, method);
  const weight = plan.weighted && series.type === "gauge" && method === "avg" ? settings.pointStep / grid.step : 0;
  const end = Math.min(lowerBound(times, gridEnd(grid)), lowerBound(times, settings.cut));
  for (let index = lowerBound(times, grid.start); index < end; ) {
    const bucket = Math.floor((times[index]! - grid.start) / grid.step);
    const next = timeOf(grid, bucket + 1);
    const begin = index++;
    while (index < end && times[index]! < next) index++;
    let value =
      index - begin === 1 && method !== "count" && method !== "stddev"
        ? values[begin]!
        : aggregated(Array.from(values.subarray(begin, index)), method);
    if (method !== "count") value *= factor.times;
    if (method !== "count") value /= factor.over;
    column[bucket] = weight > 0 ? value * Math.min(1, (index - begin) * weight) : value;
  }
  return column;
}

/**
 * By what the stored values are multiplied and divided: counts and rates per second into one another. A count is divided
 * last, so that 3 counted in 10 s is 0.3 and 3 again.
 */
function factorOf(
  series: Series,
  grid: Grid,
  { reads }: LeafPlan,
  method: TimeMethod,
): { times: number; over: number } {
  const { holds, interval } = series;
  if (holds === "value") return { times: 1, over: 1 };
  if (reads === "stored") {
    return { times: 1, over: holds === "counted" && series.type === "rate" ? interval : 1 };
  }
  const times = holds === "perSecond" ? interval : 1;
  if (reads === "count") return { times, over: 1 };
  return { times, over: method === "sum" ? grid.step : interval };
}

/** The samples of a group's distributions in one bucket, together; nothing where there are none. */
export function samplesIn(members: readonly Series[], from: number, to: number): Samples | undefined {
  let all: Samples | undefined;
  for (const { samples } of members) {
    if (!samples) continue;
    const times = samples.times();
    for (let index = lowerBound(times, from); index < times.length && times[index]! < to; index++) {
      all ??= new Samples();
      all.merge(samples.at(times[index]!));
    }
  }
  return all;
}

/** When a series begins and ends; infinities turned inside out where it has nothing. */
export function spanOf(series: Series): { readonly first: number; readonly last: number } {
  const times = series.samples && series.type === "distribution" ? series.samples.times() : series.points().times;
  return {
    first: times[0] ?? Number.POSITIVE_INFINITY,
    last: times[times.length - 1] ?? Number.NEGATIVE_INFINITY,
  };
}
