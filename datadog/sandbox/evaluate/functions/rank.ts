import type { FunctionName } from "../../../query";
import { aggregated, presentIn, sumOf } from "../aggregate";
import { byKey } from "../groups";
import type { Line, SeriesSet } from "../series-set";
import type { Arguments, Implementation } from "./implementation";

/** What a line is ranked by, over the whole range; NaN for a line without points. */
const MEASURES: Readonly<Record<string, (line: Line, step: number) => number>> = {
  mean: ({ values }) => aggregated(presentIn(values), "avg"),
  max: ({ values }) => aggregated(presentIn(values), "max"),
  min: ({ values }) => aggregated(presentIn(values), "min"),
  sum: ({ values }) => aggregated(presentIn(values), "sum"),
  last: ({ values }) => aggregated(presentIn(values), "last"),
  l2norm: ({ values }) => Math.sqrt(sumOf(presentIn(values).map((value) => value * value))),
  norm: ({ values }) => Math.sqrt(sumOf(presentIn(values).map((value) => value * value))),
  area: ({ values }, step) => sumOf(presentIn(values)) * step,
};

interface Ranking {
  readonly limit: number;
  readonly by: string;
  readonly order: string;
  /** How many of the first are left out. @default 0 */
  readonly offset?: number;
}

/** The first of a ranking; equal ones in alphabetical order. Lines without points are in none. */
function ranked(set: SeriesSet, { limit, by, order, offset = 0 }: Ranking): SeriesSet {
  const measure = MEASURES[by] ?? MEASURES.mean!;
  const sign = order === "asc" ? 1 : -1;
  const lines = set.lines
    .map((line) => ({ line, rank: measure(line, set.grid.step) }))
    .filter(({ line }) => presentIn(line.values).length > 0)
    .sort((a, b) => sign * (a.rank - b.rank) || byKey(a.line.group, b.line.group))
    .slice(offset, offset + limit)
    .map(({ line }) => line)
    .sort((a, b) => byKey(a.group, b.group));
  return { ...set, lines };
}

const rankingOf = (args: Arguments): Ranking => ({
  limit: args.number("limit"),
  by: args.word("by", "mean"),
  order: args.word("dir", "desc"),
});

type Shorthand = Exclude<Extract<FunctionName, `top${number}${string}` | `bottom${number}${string}`>, "top_offset">;

const ENDS = ["", "_mean", "_max", "_min", "_last", "_area", "_l2norm", "_norm"] as const;

/** `top5`, `bottom20_max` … */
function shorthands(): Readonly<Record<Shorthand, Implementation>> {
  const rows: Record<string, Implementation> = {};
  for (const [name, order] of [["top", "desc"] as const, ["bottom", "asc"] as const]) {
    for (const limit of [5, 10, 15, 20]) {
      for (const end of ENDS) {
        const ranking = { limit, by: end.slice(1) || "mean", order };
        rows[`${name}${limit}${end}`] = { kind: "range", of: (set) => ranked(set, ranking) };
      }
    }
  }
  return rows as Record<Shorthand, Implementation>;
}

/**
 * Functions that keep some lines.
 * @see https://docs.datadoghq.com/dashboards/functions/rank/
 */
export const RANK_FUNCTIONS = {
  top: { kind: "range", of: (set, args) => ranked(set, rankingOf(args)) },
  top_offset: {
    kind: "range",
    of: (set, args) => ranked(set, { ...rankingOf(args), offset: args.number("offset", 0) }),
  },
  ...shorthands(),
} as const satisfies Partial<Record<FunctionName, Implementation>>;
