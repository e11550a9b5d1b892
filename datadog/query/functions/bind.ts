import type { Argument, ArgumentValue, MethodArgument } from "../nodes";
import type { Parameter } from "./row";

/** Which argument is which parameter. */
export interface Bound {
  /** The arguments of each parameter, by its name; none where it is left out. */
  readonly given: ReadonlyMap<string, readonly Argument[]>;
  /** What no parameter is there for. */
  readonly surplus: readonly Argument[];
  /** Parameters that are needed and not given. */
  readonly missing: readonly Parameter[];
}

/**
 * Tells which argument is which parameter: those with a name by it, the others in order. An optional parameter is left
 * out for an argument that only a later one takes: `rollup(60)` has no aggregator.
 */
export function bind(parameters: readonly Parameter[], args: readonly MethodArgument[]): Bound {
  const given = new Map<string, Argument[]>();
  const surplus: Argument[] = [];
  const places = parameters.filter(({ named }) => !named);
  let next = 0;
  for (const each of args) {
    const argument = asArgument(each);
    const byPlace = argument.name === undefined;
    const place = byPlace ? placeOf(argument, places, next, given) : -1;
    const parameter = byPlace ? places[place] : parameterOf(argument.name, parameters);
    if (!parameter || !takesAnother(parameter, given)) {
      surplus.push(argument);
      continue;
    }
    given.set(parameter.name, [...(given.get(parameter.name) ?? []), argument]);
    if (byPlace) next = Math.max(next, parameter.repeated ? place : place + 1);
  }
  const missing = parameters.filter((parameter) => !given.has(parameter.name) && isNeeded(parameter, given));
  return { given, surplus, missing };
}

/** The parameter of this name; settings that are not documented may have any. */
function parameterOf(name: string | undefined, parameters: readonly Parameter[]): Parameter | undefined {
  return (
    parameters.find((parameter) => parameter.name === name) ??
    parameters.find(({ kind, repeated }) => kind === "any" && repeated)
  );
}

function isNeeded(
  { optional, optionalBeside = {} }: Parameter,
  given: ReadonlyMap<string, readonly Argument[]>,
): boolean {
  if (optional) return false;
  return !Object.entries(optionalBeside).some(([name, words]) => {
    const word = wordOf(given.get(name)?.[0]);
    return word !== undefined && words.includes(word);
  });
}

/** The link of a chain has plain literals where a function has arguments. */
function asArgument(argument: MethodArgument): Argument {
  return argument.kind === "argument" ? argument : { kind: "argument", value: argument, range: argument.range };
}

/** The place of the parameter that an argument is for, from `next` on. */
function placeOf(
  argument: Argument,
  places: readonly Parameter[],
  next: number,
  given: ReadonlyMap<string, readonly Argument[]>,
): number {
  const { value } = argument;
  const start = places[next];
  // what may be left out may also come later: rollup(weekly, sum)
  const word = wordOf(argument);
  const lists = ({ values = [] }: Parameter) => values.some((known) => known === word);
  const listed = places.findIndex((place) => place.optional && !given.has(place.name) && lists(place));
  if (word !== undefined && listed >= 0 && !(start && lists(start))) return listed;
  if (!start || fits(value, start)) return next;
  for (let at = next; at < places.length; at++) {
    const place = places[at] as Parameter;
    if (fits(value, place) && takesAnother(place, given)) return at;
    if (!place.optional && !place.repeated) break;
  }
  return next;
}

/** Whether a value is at all of the sort that the parameter takes; if it is a good one is another question. */
function fits(value: ArgumentValue, { kind, values, repeated }: Parameter): boolean {
  if (kind === "any") return true;
  switch (value.kind) {
    case "keySet":
      return kind === "keys";
    case "string":
    case "keyword":
      return WORDS.has(kind) || (values ?? []).some((known) => known === value.value);
    case "number":
      return kind !== "keys" && !WORDS.has(kind) && !(kind === "series" && repeated);
    default:
      return kind === "series" || kind === "operand" || NUMBERS.has(kind);
  }
}

const WORDS: ReadonlySet<string> = new Set([
  "word",
  "boolean",
  "duration",
  "interval",
  "window",
  "calendarShift",
  "timeZone",
]);
const NUMBERS: ReadonlySet<string> = new Set(["number", "integer", "seconds", "shift", "interval"]);

function takesAnother(
  { name, repeated, afterWord }: Parameter,
  given: ReadonlyMap<string, readonly Argument[]>,
): boolean {
  if (given.has(name) && !repeated) return false;
  return afterWord === undefined || wordOf(given.get(afterWord)?.[0]) !== undefined;
}

/** The word that an argument is, quoted or not. */
export function wordOf(argument: Argument | undefined): string | undefined {
  const value = argument?.value;
  return value?.kind === "keyword" || value?.kind === "string" ? value.value : undefined;
}

/** The number that an argument is, with its sign. */
export function numberOf(argument: Argument | undefined): number | undefined {
  const value = argument?.value;
  if (value?.kind === "number") return value.value;
  if (value?.kind !== "unary" || value.operand.kind !== "number") return undefined;
  return value.operator === "-" ? -value.operand.value : value.operand.value;
}
