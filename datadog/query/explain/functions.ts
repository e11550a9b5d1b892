import { own } from "../../json";
import { type Bound, bind, functionRow, numberOf, type Parameter, type Signature, wordOf } from "../functions";
import type { Argument, FunctionCall } from "../nodes";
import { print } from "../print";
import { eachOf, list, seconds } from "./words";

/** What a call computes, given what its series are. */
export function callInWords({ name, args }: FunctionCall, series: readonly string[]): string {
  const [inner] = series;
  if (inner === undefined) return `\`${name}()\``;
  const row = functionRow(name);
  if (!row) return `\`${name}()\` of ${list(series)}`;
  const operands = [...series];
  return inWords(row, args, (parameter, given) => {
    if (parameter.name === "series") return parameter.repeated ? list(series) : inner;
    if (parameter.kind !== "operand") return undefined;
    return given.map((each) => said(parameter, each) ?? operands.shift()).join();
  });
}

/** What a modifier adds: `, in steps of 1 minute (sums)`. */
export function argumentsInWords(row: Signature, args: readonly Argument[]): string {
  return inWords(row, args, () => undefined);
}

/** The row's sentence with what is given in its places; `instead` may say a parameter otherwise. */
function inWords(
  { sentences, parameters }: Signature,
  args: readonly Argument[],
  instead: (parameter: Parameter, given: readonly Argument[]) => string | undefined,
): string {
  const bound = bind(parameters, args);
  const form = sentences.find((each) => namesIn(each).every((name) => isGiven(name, bound))) ?? sentences.at(-1) ?? "";
  return form.replace(PLACE, (_, name: string) => {
    if (name === "settings") return settingsOf(args).map(print).join(", ");
    const parameter = parameters.find((each) => each.name === name);
    const given = bound.given.get(name) ?? [];
    if (!parameter) return "";
    return instead(parameter, given) ?? (given.map((each) => said(parameter, each) ?? print(each)).join(", ") || "…");
  });
}

const PLACE = /\{(\w+)\}/g;

const namesIn = (sentence: string) => [...sentence.matchAll(PLACE)].map(([, name]) => name ?? "");

const isGiven = (name: string, { given }: Bound) =>
  name === "settings" ? [...given.keys()].some((each) => each !== "series") : given.has(name);

/** What is not the series: a word may stand first where a name does not. */
const settingsOf = (args: readonly Argument[]) =>
  args.filter((argument, index) => index > 0 || wordOf(argument) !== undefined);

/** One argument in words; nothing for what computes a series. */
function said({ kind, words, otherwise }: Parameter, argument: Argument): string | undefined {
  const { value } = argument;
  if (value.kind === "keySet") return eachOf(value.keys);
  const number = numberOf(argument);
  const word = wordOf(argument);
  if (number !== undefined && kind === "seconds") return seconds(number);
  if (kind === "shift") return number === undefined ? `at another time (${print(value)})` : shiftInWords(number);
  if (kind === "calendarShift") return calendarInWords(word ?? "");
  if (kind === "any") return word ?? print(value);
  const text = word ?? (number === undefined ? undefined : print(value));
  if (text === undefined) return undefined;
  return own(words ?? {}, text) ?? otherwise?.replace("{}", text) ?? text;
}

/** `-604800` → `1 week earlier`. */
function shiftInWords(shift: number): string {
  return `${seconds(Math.abs(shift))} ${shift <= 0 ? "earlier" : "later"}`;
}

const CALENDAR: Readonly<Record<string, string>> = { d: "day", w: "week", mo: "month" };

/** `-1w` → `1 calendar week earlier`. */
function calendarInWords(shift: string): string {
  const [, amount, unit] = /^-(\d+)(mo|[dw])$/.exec(shift) ?? [];
  if (amount === undefined) return `at another time of the calendar (${shift})`;
  return `${amount} calendar ${CALENDAR[unit ?? ""]}${amount === "1" ? "" : "s"} earlier`;
}
