import type { Samples } from "../series";
import { aggregated, quantileOfSorted, Sum } from "./aggregate";
import type { LeafPlan, SpaceMethod } from "./plan";
import { gaps } from "./series-set";

/**
 * The series of one group as one: aggregated over space, bucket by bucket. A percentile is one of a distribution, which
 * these are not: it gives no values.
 */
export function combined(columns: readonly Float64Array[], length: number, space: SpaceMethod): Float64Array {
  if (columns.length === 1 && PASSING.has(space.kind)) return columns[0]!;
  const result = gaps(length);
  if (space.kind === "percentile") return result;
  if (space.kind === "sum" || space.kind === "avg") {
    addUp(columns, result, space.kind === "avg");
    return result;
  }
  const present: number[] = [];
  for (let index = 0; index < length; index++) {
    present.length = 0;
    for (const column of columns) {
      const value = column[index]!;
      if (!Number.isNaN(value)) present.push(value);
    }
    if (present.length > 0) result[index] = oneOf(present, space);
  }
  return result;
}

/** What one value is its own result of. */
const PASSING: ReadonlySet<SpaceMethod["kind"]> = new Set(["avg", "sum", "min", "max"]);

function addUp(columns: readonly Float64Array[], result: Float64Array, average: boolean): void {
  for (let index = 0; index < result.length; index++) {
    const sum = new Sum();
    let count = 0;
    for (const column of columns) {
      const value = column[index]!;
      if (Number.isNaN(value)) continue;
      sum.add(value);
      count++;
    }
    if (count > 0) result[index] = average ? sum.value / count : sum.value;
  }
}

function oneOf(present: readonly number[], space: SpaceMethod): number {
  switch (space.kind) {
    case "countValues":
      return present.filter(space.passes).length;
    case "percentile":
      return quantileOfSorted(Float64Array.from(present).sort(), space.share);
    default:
      return aggregated(present, space.kind);
  }
}

/** Whether something counts or adds up the samples of a distribution, so that it is a count like any other. */
export const countsSamples = ({ kind }: SpaceMethod): boolean =>
  kind === "count" || kind === "countValues" || kind === "sum";

/**
 * The samples of a distribution, over time and space at once, as one value.
 * @param step seconds of the bucket that they are from
 */
export function ofSamples(samples: Samples, { space, reads }: Pick<LeafPlan, "space" | "reads">, step: number): number {
  const value = measured(samples, space);
  return reads === "rate" && countsSamples(space) ? value / step : value;
}

function measured(samples: Samples, space: SpaceMethod): number {
  switch (space.kind) {
    case "avg":
      return samples.sum / samples.count;
    case "sum":
    case "min":
    case "max":
    case "count":
      return samples[space.kind];
    case "stddev":
      return samples.deviation();
    case "percentile":
      return samples.quantile(space.share);
    case "countValues":
      return samples.countWhere(space.passes);
  }
}
