import { isTimeZone } from "../../findings";
import type { Argument } from "../nodes";
import { print } from "../print";
import { numberOf, wordOf } from "./bind";
import type { Parameter, ParameterKind } from "./row";

/** A kind of argument: whether a value is good, and what to write. Both are asked once the listed values are not it. */
interface Kind {
  readonly takes: (argument: Argument, parameter: Parameter) => boolean;
  /** What to write, after "use": `a number of 1 or more`. */
  readonly allowed: (parameter: Parameter) => string;
}

/** Seconds of the units in which durations are written. */
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, mo: 2_592_000 };

/** The seconds of `5m`, `1h`, `7d`; a month counts as 30 days. Nothing for what is not a duration. */
export function durationSeconds(text: string): number | undefined {
  const [, amount, unit = ""] = /^([1-9]\d{0,5})(mo|[smhdw])$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (UNITS[unit] ?? 1);
}

const isWithin = (value: number, { minimum, maximum, exclusive }: Parameter) =>
  (minimum === undefined || (exclusive ? value > minimum : value >= minimum)) &&
  (maximum === undefined || value <= maximum);

/** `from 0 to 600`, `above 0`, `of 1 or more`. */
function rangeText({ minimum, maximum, exclusive }: Parameter): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return exclusive ? ` above ${minimum}` : ` of ${minimum} or more`;
  return maximum === undefined ? "" : ` of ${maximum} or less`;
}

/** A number, or arithmetic over names and numbers, whose value nobody knows here. */
function takesNumber(argument: Argument, parameter: Parameter, isGood: (value: number) => boolean): boolean {
  const number = numberOf(argument);
  if (number !== undefined) return isGood(number) && isWithin(number, parameter);
  return isComputed(argument);
}

/** True for what computes a value: neither a word nor tag keys, nor a number. */
function isComputed({ value }: Argument): boolean {
  return value.kind !== "string" && value.kind !== "keyword" && value.kind !== "keySet" && value.kind !== "number";
}

const isMetric = ({ value }: Argument) => value.kind === "metric";

const numeric = (what: string, isGood: (value: number) => boolean): Kind => ({
  takes: (argument, parameter) => !isMetric(argument) && takesNumber(argument, parameter, isGood),
  allowed: (parameter) => `${what}${rangeText(parameter)}`,
});

/** A word, of which `isGood` says if it will do. */
const worded = (allowed: string, isGood: (word: string, parameter: Parameter) => boolean): Kind => ({
  takes: (argument, parameter) => {
    const word = wordOf(argument);
    return word !== undefined && isGood(word, parameter);
  },
  allowed: () => allowed,
});

/** What each kind of argument takes, beside the values that a parameter lists. */
export const KINDS: Readonly<Record<ParameterKind, Kind>> = {
  series: { takes: isComputed, allowed: () => "a query" },
  operand: {
    takes: (argument) => isComputed(argument) || numberOf(argument) !== undefined,
    allowed: () => "a query or a number",
  },
  number: numeric("a number", Number.isFinite),
  integer: numeric("a whole number", Number.isInteger),
  seconds: numeric("a whole number of seconds", Number.isInteger),
  shift: numeric("a whole number of seconds, below 0 for the past", Number.isInteger),
  word: worded("text in quotes", (word) => word.trim() !== ""),
  boolean: worded("'true' or 'false'", (word) => word === "true" || word === "false"),
  duration: {
    takes: (argument, parameter) => {
      const length = durationSeconds(wordOf(argument) ?? "");
      return length !== undefined && isWithin(length, parameter);
    },
    allowed: ({ minimum, maximum }) =>
      [
        maximum === undefined ? "a time such as 5m, 1h or 7d" : "a time such as 5m or 1h",
        ...(minimum === undefined ? [] : [`at least ${durationText(minimum)}`]),
        ...(maximum === undefined ? [] : [`at most ${durationText(maximum)}`]),
      ].join(", "),
  },
  interval: {
    takes: (argument, parameter) => {
      const word = wordOf(argument);
      if (word === undefined) return takesNumber(argument, { ...parameter, minimum: 1 }, Number.isInteger);
      return /^[1-9]\d*$/.test(word) || durationSeconds(word) !== undefined;
    },
    allowed: () => "a whole number of seconds such as 60, or a time such as '60m'",
  },
  window: worded("a window such as last_15m", (word) => durationSeconds(word.replace(/^last_/, "")) !== undefined),
  calendarShift: worded("a number of days, weeks or months ago, such as -1d, -2w or -1mo", (word) =>
    /^-[1-9]\d{0,4}(d|w|mo)$/.test(word),
  ),
  timeZone: worded("an IANA time zone such as Europe/Paris, or UTC", isTimeZone),
  keys: { takes: ({ value }) => value.kind === "keySet", allowed: () => "tag keys in braces, such as {host}" },
  any: { takes: () => true, allowed: () => "a value" },
};

const isNumeric: ReadonlySet<ParameterKind> = new Set(["number", "integer", "seconds", "shift"]);

/** Whether a parameter takes the argument. A template variable of a dashboard may hold anything. */
export function takes(parameter: Parameter, argument: Argument): boolean {
  const { kind, values, pattern } = parameter;
  const word = wordOf(argument);
  if ((word ?? print(argument.value)).startsWith("$")) return true;
  if (isListed(word ?? numberOf(argument), parameter)) return true;
  if (word !== undefined && pattern?.test(word)) return true;
  // what is listed is all there is, but for words beside a number
  const open = !values || (isNumeric.has(kind) && values.every((value) => typeof value === "string"));
  return (open || isFormulaName(argument)) && KINDS[kind].takes(argument, parameter);
}

const isFormulaName = ({ value }: Argument) => value.kind === "name";

function isListed(value: string | number | undefined, { values = [], anyCase }: Parameter): boolean {
  if (!anyCase || typeof value !== "string") return values.some((known) => known === value);
  return values.some((known) => String(known).toLowerCase() === value.toLowerCase());
}

/** What may be written for a parameter: `avg, sum, min, max or count`. */
export function allowedText(parameter: Parameter): string {
  const { kind, values = [], patternText, includes } = parameter;
  if (includes) return `${choice(includes)} among them`;
  const open = isNumeric.has(kind) && values.every((value) => typeof value === "string");
  const own = values.length === 0 || open ? [KINDS[kind].allowed(parameter)] : [];
  return choice([...own, ...values.map(String), ...(patternText ? [patternText] : [])]);
}

/** `a`, `a or b`, `a, b or c`. */
function choice(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
}

/** `172800` → `2d`. */
function durationText(seconds: number): string {
  const unit = seconds % 86_400 === 0 ? "d" : seconds % 3600 === 0 ? "h" : "m";
  return `${seconds / (UNITS[unit] ?? 1)}${unit}`;
}
