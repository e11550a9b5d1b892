import { family, functionsPage, type Parameter, row, SERIES } from "./row";

const RANK = functionsPage("rank");

/** By what series are ranked, over the time that is evaluated. */
export const RANK_METHODS = ["mean", "max", "min", "sum", "last", "l2norm", "area"] as const;
export const RANK_ORDERS = ["asc", "desc"] as const;
/** How many series are kept. 15 and 20 are documented for the shorthands; dashboards of Datadog's have them in `top()`. */
export const RANK_LIMITS = [5, 10, 15, 20, 25, 50, 100] as const;
/** The limits of `top5()` and its kin. */
export const SHORTHAND_LIMITS = [5, 10, 15, 20] as const;
/** What may follow `top5` and `bottom5`; nothing means by the mean. `norm` is older than `l2norm`. */
export const SHORTHAND_ENDS = ["", "_mean", "_max", "_min", "_last", "_area", "_l2norm", "_norm"] as const;

/** What a ranking goes by, in words. */
const MEASURES: Readonly<Record<string, string>> = {
  mean: "average",
  max: "peak",
  min: "low",
  sum: "sum",
  last: "last value",
  l2norm: "Euclidean norm",
  norm: "Euclidean norm",
  area: "area",
};

const by: Parameter = { name: "by", kind: "word", values: RANK_METHODS, words: MEASURES, called: "ranking" };
const order: Parameter = {
  name: "dir",
  kind: "word",
  values: RANK_ORDERS,
  words: { asc: "lowest", desc: "highest" },
  called: "direction",
};
const limit: Parameter = { name: "limit", kind: "integer", values: RANK_LIMITS, called: "number of series" };
const SENTENCE = "the {limit} series of {series} with the {dir} {by}";

const shorthand = (end: "top" | "bottom", count: number, suffix: string) =>
  row(
    RANK,
    [SERIES],
    `the ${count} series of {series} with the ${end === "top" ? "highest" : "lowest"} ${MEASURES[suffix.slice(1) || "mean"]}`,
    { values: "kept" },
  );

const shorthands = <const Limit extends (typeof SHORTHAND_LIMITS)[number]>(limit: Limit) => ({
  ...family(`top${limit}`, SHORTHAND_ENDS, (suffix) => shorthand("top", limit, suffix)),
  ...family(`bottom${limit}`, SHORTHAND_ENDS, (suffix) => shorthand("bottom", limit, suffix)),
});

/** Functions that keep some series of a grouped query. */
export const RANK_FUNCTIONS = {
  top: row(RANK, [SERIES, limit, by, order], SENTENCE, { values: "kept" }),
  top_offset: row(
    RANK,
    [SERIES, limit, by, order, { name: "offset", kind: "integer", minimum: 0 }],
    `${SENTENCE}, after the first {offset}`,
    { values: "kept", documented: false },
  ),
  ...shorthands(5),
  ...shorthands(10),
  ...shorthands(15),
  ...shorthands(20),
} as const;
