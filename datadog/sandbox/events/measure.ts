import { facetValues } from "./facets";
import type { StoredEvent } from "./types";

/** How events become a number: `count`, `cardinality` of a facet, `avg` of a measure … */
export interface Measure {
  readonly method: string;
  /** The facet or measure. @default none, for `count` */
  readonly facet?: string;
}

/** The measures there are, over the numbers of a facet. */
const METHODS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  avg: (values) => METHODS.sum!(values) / values.length,
  min: (values) => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  max: (values) => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  median: (values) => percentile(values, 50),
};

/** Whether a measure of this name can be taken: `count`, `cardinality`, `avg`, `pc95` … */
export function isMeasure(method: string): boolean {
  return (
    method === "count" || method === "cardinality" || Object.hasOwn(METHODS, method) || rankOf(method) !== undefined
  );
}

/** What events come to; nothing where there is none, or none with the facet. */
export function measure(events: readonly StoredEvent[], { method, facet }: Measure): number | undefined {
  if (events.length === 0) return undefined;
  if (method === "count" || facet === undefined) return events.length;
  const values = events.flatMap((event) => facetValues(event, facet));
  if (method === "cardinality") return new Set(values.map(String)).size;
  const numbers = values.map(Number).filter((value) => Number.isFinite(value));
  if (numbers.length === 0) return undefined;
  const rank = rankOf(method);
  return rank === undefined ? METHODS[method]?.(numbers) : percentile(numbers, rank);
}

/** `pc95`, `p95`: 95. */
function rankOf(method: string): number | undefined {
  const [, rank] = /^pc?(\d{1,2}(?:\.\d+)?)$/.exec(method) ?? [];
  return rank === undefined ? undefined : Number(rank);
}

/** Between the two values next to the rank, linearly. */
function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = ((sorted.length - 1) * rank) / 100;
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below + (above - below) * (at - Math.floor(at));
}
