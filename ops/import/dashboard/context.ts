import { isDeepStrictEqual } from "node:util";
import { type Code, call, exported, json, list, type Modules, object, resultOf, value } from "../../../datadog/code";
import type * as definitions from "../../../datadog/definitions";
import { isObject, type JsonObject } from "../../../datadog/json";
import { DEFINITIONS_MODULE } from "../code-file";
import type { MetricsInCode } from "../metrics-in-code";

/** What the code of a dashboard's widgets may use. */
export interface DashboardContext {
  readonly metrics: MetricsInCode;
  readonly modules: Modules;
  /** Whether queries become function calls even where that changes their spaces and parentheses. */
  readonly reformat: boolean;
}

/** A function of `datadog/definitions`. */
export const ofDefinitions = (name: keyof typeof definitions): Code => exported(DEFINITIONS_MODULE, name);

/** More fields than these replaced say less than the JSON itself. */
const MOST_REPLACED = 6;

/** Arguments of a call and its settings, of which those without a value are left out. */
export interface CallParts {
  readonly name: keyof typeof definitions;
  readonly args: readonly Code[];
  readonly settings: Readonly<Record<string, Code | undefined>>;
}

/** The call of a function whose settings come last. */
export function callWith({ name, args, settings }: CallParts): Code {
  const given = object(settings);
  const isEmpty = given.kind === "object" && given.entries.length === 0;
  return call(ofDefinitions(name), ...args, ...(isEmpty ? [] : [given]));
}

/** What code gives, or nothing where a function refuses what it is given. */
export function attempt(code: Code, { modules }: DashboardContext): unknown {
  try {
    return resultOf(code, modules);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/**
 * The fields that an object has and what was made has not, or has otherwise; `undefined` for those that it lacks.
 * @returns nothing where these are too many, or one of them is among `kept`
 */
export function replacements(
  wanted: JsonObject,
  made: JsonObject,
  kept: readonly string[],
): Record<string, unknown> | undefined {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(made)])];
  const different = names.filter((name) => !isDeepStrictEqual(wanted[name], made[name]));
  if (different.length > MOST_REPLACED || different.some((name) => kept.includes(name))) return undefined;
  return Object.fromEntries(different.map((name) => [name, wanted[name]]));
}

/** An object of settings; nothing for one without any. */
export function fieldsCode(fields: Readonly<Record<string, unknown>>): Code | undefined {
  return Object.keys(fields).length === 0 ? undefined : json(fields);
}

export const texts = (words: readonly string[]) => list(words.map((word) => value(word)));

/** Whether an object has no other fields than these, and all of `needed`. */
export function hasOnly(
  plain: unknown,
  allowed: readonly string[],
  needed: readonly string[] = allowed,
): plain is JsonObject {
  if (!isObject(plain)) return false;
  return Object.keys(plain).every((key) => allowed.includes(key)) && needed.every((key) => plain[key] !== undefined);
}
