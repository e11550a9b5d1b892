import { own } from "../../json";
import type { Argument, FunctionCall } from "../nodes";
import { print } from "../print";
import { wordOf } from "./metric";
import { list, seconds } from "./words";

/** How a function is said of `inner`, which is what it is given; the other arguments are still as written. */
type Phrase = (inner: string, args: readonly Argument[]) => string;

const of =
  (head: string): Phrase =>
  (inner) =>
    `${head} ${inner}`;
const after =
  (tail: string): Phrase =>
  (inner) =>
    `${inner}, ${tail}`;
const bound =
  (tail: string): Phrase =>
  (inner, [limit]) =>
    `${inner}, ${tail} ${limit ? print(limit) : "a bound"}`;

const PHRASES: Readonly<Record<string, Phrase>> = {
  abs: of("the absolute value of"),
  log2: of("the logarithm to base 2 of"),
  log10: of("the logarithm to base 10 of"),
  cumsum: of("the running total of"),
  integral: of("the running total over time of"),
  default_zero: after("gaps taken as 0"),
  default: bound("gaps taken as"),
  exclude_null: after("without the groups that lack a tag"),
  clamp_min: bound("raised to at least"),
  clamp_max: bound("lowered to at most"),
  cutoff_min: bound("without values below"),
  cutoff_max: bound("without values above"),
  count_nonzero: of("the number of non-zero series of"),
  count_nonzero_finite: of("the number of non-zero series of"),
  count_not_null: of("the number of reporting series of"),
  per_second: of("the change per second of"),
  per_minute: of("the change per minute of"),
  per_hour: of("the change per hour of"),
  rate: of("the change per second of"),
  derivative: of("the slope of"),
  dt: of("the seconds between the points of"),
  diff: of("the change from point to point of"),
  monotonic_diff: of("the increase (resets left out) from point to point of"),
  throughput: of("the events per second of"),
  autosmooth: after("smoothed over a span that Datadog chooses"),
  robust_trend: of("the trend (outliers ignored) of"),
  trend_line: of("the straight trend of"),
  piecewise_constant: of("the trend in steps of"),
  hour_before: after("an hour earlier"),
  day_before: after("a day earlier"),
  week_before: after("a week earlier"),
  month_before: after("28 days earlier"),
  timeshift: (inner, [shift]) => `${inner}, ${shift ? shiftInWords(print(shift)) : "at another time"}`,
  calendar_shift: (inner, [shift, zone]) => `${inner}, ${calendarInWords(shift, zone)}`,
  moving_rollup: (inner, [span, method]) =>
    `${inner}, ${COMBINED[(method && wordOf(method)) ?? "avg"] ?? "combined"} over a moving window${
      span?.value.kind === "number" ? ` of ${seconds(span.value.value)}` : ""
    }`,
  round: after("rounded"),
  floor: after("rounded down"),
  ceil: after("rounded up"),
  reduce: (inner, [method]) => `${inner}, reduced to one value${method ? ` (${print(method)})` : ""}`,
  top: (inner, [count, measure, order]) => {
    const extreme = order && wordOf(order) === "asc" ? "lowest" : "highest";
    return `the ${count ? print(count) : "first"} series of ${inner} that have the ${extreme} ${measureInWords(measure)}`;
  },
  anomalies: (inner, args) => `${inner}, with the range that is usual for it${settings(args)}`,
  outliers: (inner, args) => `${inner}, with the series marked that behave unlike the others${settings(args)}`,
  forecast: (inner, args) => `${inner}, with its forecast${settings(args)}`,
};

const COMBINED: Readonly<Record<string, string>> = {
  avg: "averaged",
  sum: "added up",
  min: "the lowest value",
  max: "the highest value",
};

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

function measureInWords(measure: Argument | undefined): string {
  const word = measure && wordOf(measure);
  return word === undefined ? "values" : (own(MEASURES, word) ?? word);
}

/** The functions whose names hold their numbers. */
const FAMILIES: readonly (readonly [RegExp, (parts: readonly string[]) => Phrase])[] = [
  [/^ewma_(\d+)$/, ([, span]) => after(`smoothed by an exponentially weighted average over ${span} points`)],
  [/^median_(\d+)$/, ([, span]) => after(`smoothed by the median of ${span} points`)],
  [/^rollingavg_(\d+)$/, ([, span]) => after(`smoothed by the average of ${span} points`)],
  [
    /^(top|bottom)(\d+)(?:_(\w+))?$/,
    ([, end, count, measure]) =>
      (inner) => {
        const extreme = end === "top" ? "highest" : "lowest";
        return `the ${count} series of ${inner} that have the ${extreme} ${own(MEASURES, measure ?? "mean") ?? measure}`;
      },
  ],
];

/** `avg(query1, query2)`: functions of several series. */
const OF_SEVERAL: Readonly<Record<string, string>> = {
  avg: "the average of",
  sum: "the sum of",
  min: "the lowest of",
  max: "the highest of",
  count: "the number of series of",
};

/** What a call computes, given what its series are. */
export function callInWords({ name, args }: FunctionCall, series: readonly string[]): string {
  const settingsOf = args.filter((argument, index) => index > 0 || wordOf(argument) !== undefined);
  if (name === "pow" && args.length === 2) return power(args, series);
  const several = own(OF_SEVERAL, name);
  if (several !== undefined && series.length > 0) return `${several} ${list(series)}`;
  const inner = series[0];
  if (inner === undefined) return `\`${name}()\``;
  const phrase = own(PHRASES, name) ?? familyOf(name);
  return phrase ? phrase(inner, settingsOf) : `\`${name}()\` of ${list(series)}`;
}

/** `pow(2, x)`, `pow(x, 2)`, `pow(x, y)`: what is no number is the next series. */
function power(args: readonly Argument[], series: readonly string[]): string {
  const rest = [...series];
  const operands = args.map((argument) => (isNumber(argument) ? print(argument) : rest.shift()));
  return operands.join(" to the power of ");
}

const isNumber = ({ value }: Argument) =>
  value.kind === "number" || (value.kind === "unary" && value.operand.kind === "number");

function familyOf(name: string): Phrase | undefined {
  for (const [pattern, phrase] of FAMILIES) {
    const match = pattern.exec(name);
    if (match) return phrase(match);
  }
  return undefined;
}

/** `-604800` → `1 week earlier`. */
function shiftInWords(text: string): string {
  const shift = Number(text);
  if (!Number.isFinite(shift)) return `at another time (${text})`;
  return `${seconds(Math.abs(shift))} ${shift <= 0 ? "earlier" : "later"}`;
}

const CALENDAR: Readonly<Record<string, string>> = { h: "hour", d: "day", w: "week", mo: "month" };

function calendarInWords(shift: Argument | undefined, zone: Argument | undefined): string {
  const text = (shift && wordOf(shift)) ?? "";
  const match = /^-(\d+)(mo|[hdw])$/.exec(text);
  const where = zone && wordOf(zone) ? ` in ${wordOf(zone)}` : "";
  if (!match) return `at another time of the calendar (${text})${where}`;
  const [, amount, unit] = match;
  return `${amount} calendar ${CALENDAR[unit ?? ""]}${amount === "1" ? "" : "s"} earlier${where}`;
}

/** ` ('linear', 1)`: settings that are best read as they are written. */
function settings(args: readonly Argument[]): string {
  return args.length === 0 ? "" : ` (${args.map((argument) => print(argument)).join(", ")})`;
}
