import type { FunctionName } from "../../../query";
import { aggregated, quantileOfSorted, type TimeMethod } from "../aggregate";
import { arithmetic } from "../arithmetic";
import { byKey, NOT_AVAILABLE, regroup } from "../groups";
import { gaps, type Line, mapLines, oneLine, type SeriesSet } from "../series-set";
import type { Arguments, Implementation } from "./implementation";

/** What all lines have in one bucket, gaps left out, as one value. */
type Reduce = (present: readonly number[]) => number;

/** The lines that belong together, bucket by bucket; a bucket in which none has a value is a gap. */
function reduced(lines: readonly Line[], length: number, reduce: Reduce): Float64Array {
  const values = gaps(length);
  for (let index = 0; index < length; index++) {
    const present: number[] = [];
    for (const line of lines) if (!Number.isNaN(line.values[index]!)) present.push(line.values[index]!);
    if (present.length > 0) values[index] = reduce(present);
  }
  return values;
}

/** One series without groups: how many groups pass in each bucket. */
const counting = (passes: (value: number) => boolean): Implementation => ({
  kind: "bucket",
  of: ([set]) =>
    oneLine(
      set!,
      reduced(set!.lines, set!.grid.length, (present) => present.filter(passes).length),
    ),
});

/**
 * `max(q by {cluster,host}, {cluster})` regroups by the keys, `max(a, b)` combines series group by group, `max(q)` makes
 * one series of all.
 * @see https://docs.datadoghq.com/metrics/nested-queries/#multilayer-aggregation
 */
function nested(sets: readonly SeriesSet[], keys: readonly string[] | undefined, reduce: Reduce): SeriesSet {
  const [first] = sets;
  const wanted = keys ?? (sets.length > 1 ? first!.keys : []);
  const gathered = new Map<string, Line[]>();
  for (const line of sets.flatMap(({ lines }) => lines)) {
    const { key } = regroup(line.group, wanted);
    gathered.set(key, [...(gathered.get(key) ?? []), line]);
  }
  const lines = [...gathered.values()].map(
    (members): Line => ({
      group: regroup(members[0]!.group, wanted),
      values: reduced(members, first!.grid.length, reduce),
      first: Math.min(...members.map((line) => line.first)),
      last: Math.max(...members.map((line) => line.last)),
    }),
  );
  return {
    grid: first!.grid,
    keys: wanted,
    lines: lines.sort((a, b) => byKey(a.group, b.group)),
    zero: sets.every(({ zero }) => zero),
  };
}

const nesting = (method: TimeMethod): Implementation => ({
  kind: "bucket",
  of: (sets, args) => nested(sets, args.keys(), (present) => aggregated(present, method)),
});

/** `percentile(q, 95, {keys})`, `percentile(q, 'p95')`. */
function percentile(sets: readonly SeriesSet[], args: Arguments): SeriesSet {
  const word = args.word("percentile");
  const share = (word === "" ? args.number("percentile") : Number(word.replace(/^pc?/, ""))) / 100;
  if (!(share >= 0 && share <= 1)) throw args.error("a percentile must be a number from 0 to 100");
  return nested(sets.slice(0, 1), args.keys(), (present) => quantileOfSorted(Float64Array.from(present).sort(), share));
}

const perSecondOfBucket = (set: SeriesSet): SeriesSet =>
  mapLines(set, (values) => values.map((value) => value / set.grid.step));

/** Functions of what all groups have in a bucket. */
export const ACROSS_FUNCTIONS = {
  // infinite values never get here: what is not finite is a gap
  count_nonzero: counting((value) => value !== 0),
  count_nonzero_finite: counting((value) => value !== 0),
  count_not_null: counting(() => true),
  exclude_null: {
    kind: "bucket",
    of: ([set]) => ({
      ...set!,
      lines: set!.lines.filter(({ group }) => !Object.values(group.tags).includes(NOT_AVAILABLE)),
    }),
  },
  throughput: { kind: "bucket", of: ([set]) => perSecondOfBucket(set!) },
  avg: nesting("avg"),
  sum: nesting("sum"),
  min: nesting("min"),
  max: nesting("max"),
  count: nesting("count"),
  stddev: nesting("stddev"),
  percentile: { kind: "bucket", of: percentile },
  pow: { kind: "bucket", of: ([base, exponent]) => arithmetic("^", base!, exponent!) },
} as const satisfies Partial<Record<FunctionName, Implementation>>;
