import {
  bind,
  type CountValues,
  type MetricQuery,
  MODIFIERS,
  type Modifier,
  numberOf,
  print,
  wordOf,
} from "../../query";
import { percentileOf, type TimeMethod } from "./aggregate";
import { EvaluationError } from "./error";
import { matcherOf } from "./scope";

/** How the series of a group become one. */
export type SpaceMethod =
  | { readonly kind: "avg" | "sum" | "min" | "max" | "count" | "stddev" }
  | { readonly kind: "percentile"; readonly share: number }
  | { readonly kind: "countValues"; readonly passes: (value: number) => boolean };

/** What `fill()` asks for; without it a gauge is interpolated, anything else is not. */
export interface Fill {
  /** A number is put into gaps as it is; zero is the number 0. */
  readonly method: "null" | "last" | "linear" | number;
  /** Seconds after a real sample. */
  readonly limit: number;
}

/** A metric query, read: what to take from the store, and what becomes of it. */
export interface LeafPlan {
  readonly node: MetricQuery;
  readonly metric: string;
  /** Which sets of tags the scope takes. */
  readonly matches: (tags: readonly string[]) => boolean;
  /** Which answer of the store this is, as text: queries that differ in nothing else share what is computed. */
  readonly key: string;
  readonly by: readonly string[];
  readonly space: SpaceMethod;
  /** What `as_count()` and `as_rate()` make of counts and rates. */
  readonly reads: "stored" | "count" | "rate";
  /** How an explicit rollup combines the points of a bucket. @default by what is read, and by the monitor */
  readonly method?: TimeMethod;
  /** Seconds a bucket of an explicit rollup. */
  readonly interval?: number;
  readonly fill?: Fill;
  readonly weighted: boolean;
}

/** Seconds of the longest gap that is filled: by default, and by `fill()` without a limit. */
export const FILL_LIMIT = 300;

const CALENDAR: Readonly<Record<string, number>> = { daily: 86_400, weekly: 604_800 };

/** A metric query as a plan. */
export function planOf(node: MetricQuery): LeafPlan {
  const { modifiers } = node;
  const by = node.by.map(({ name }) => name);
  const reads = modifiers.findLast(({ name }) => name === "as_count" || name === "as_rate")?.name;
  const rollup = modifiers.findLast(({ name }) => name === "rollup");
  const fill = modifiers.findLast(({ name }) => name === "fill");
  refuseUnknown(modifiers);
  return {
    node,
    metric: node.metric,
    matches: matcherOf(node.scope),
    key: `${print({ ...node, by: [], modifiers: [] })} by ${by.join(",")}`,
    by,
    space: spaceMethodOf(node),
    reads: reads === "as_count" ? "count" : reads === "as_rate" ? "rate" : "stored",
    ...(rollup && rollupOf(rollup)),
    fill: fill && fillOf(fill),
    weighted: modifiers.some(({ name }) => name === "weighted"),
  };
}

function refuseUnknown(modifiers: readonly Modifier[]): void {
  for (const { name, range } of modifiers) {
    if (!Object.hasOwn(MODIFIERS, name))
      throw new EvaluationError(`.${name}() cannot be evaluated: it is unknown.`, range);
  }
}

function rollupOf(modifier: Modifier): Pick<LeafPlan, "method" | "interval"> {
  const { given } = bind(MODIFIERS.rollup.parameters, modifier.args);
  const method = wordOf(given.get("aggregator")?.[0]);
  const seconds = numberOf(given.get("interval")?.[0]);
  const calendar = wordOf(given.get("interval")?.[0]);
  if (given.has("calendar") || (calendar !== undefined && !(calendar in CALENDAR))) {
    const message = `${print(modifier)} cannot be evaluated: the only supported calendar buckets are daily and weekly, in UTC. Use one of them, or a number of seconds such as 2592000 for 30 days.`;
    throw new EvaluationError(message, modifier.range);
  }
  const interval = calendar === undefined ? seconds : CALENDAR[calendar];
  if (interval !== undefined && !(Number.isInteger(interval) && interval > 0)) {
    throw new EvaluationError(`${print(modifier)} needs a whole number of seconds above 0.`, modifier.range);
  }
  return { method: method === undefined ? undefined : (method as TimeMethod), interval };
}

function fillOf(modifier: Modifier): Fill {
  const { given } = bind(MODIFIERS.fill.parameters, modifier.args);
  const word = wordOf(given.get("method")?.[0]);
  const number = numberOf(given.get("method")?.[0]);
  const limit = numberOf(given.get("limit")?.[0]) ?? FILL_LIMIT;
  if (word === "null" || word === "last" || word === "linear") return { method: word, limit };
  if (word !== undefined && word !== "zero") {
    const message = `${print(modifier)} cannot be evaluated: fill() accepts linear, last, zero, null, or a number.`;
    throw new EvaluationError(message, modifier.range);
  }
  return { method: number ?? 0, limit };
}

function spaceMethodOf(node: MetricQuery): SpaceMethod {
  const { aggregator = "avg" } = node;
  if (typeof aggregator !== "string") return { kind: "countValues", passes: comparison(aggregator) };
  switch (aggregator) {
    case "avg":
    case "sum":
    case "min":
    case "max":
    case "count":
    case "stddev":
      return { kind: aggregator };
    default: {
      const share = percentileOf(aggregator);
      if (share !== undefined) return { kind: "percentile", share };
      const message = `${aggregator}: cannot be evaluated: a line has one value per bucket. Use avg, sum, min, max, count, stddev, or a percentile.`;
      throw new EvaluationError(message, node.range);
    }
  }
}

function comparison({ operator, value }: CountValues): (other: number) => boolean {
  switch (operator) {
    case "<":
      return (other) => other < value;
    case "<=":
      return (other) => other <= value;
    case ">":
      return (other) => other > value;
    case ">=":
      return (other) => other >= value;
    case "==":
      return (other) => other === value;
    case "!=":
      return (other) => other !== value;
  }
}
