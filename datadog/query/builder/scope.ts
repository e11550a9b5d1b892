import type { NotScope, Scope, TagScope } from "../nodes";

type TagValue = string | number;

/**
 * What a tag must be: a value, in which `*` stands for anything; one of several; or not that (`{ not: "ok" }`).
 * `"$stage.value"` takes the value of a dashboard's template variable.
 */
export type TagFilter = TagValue | readonly TagValue[] | { readonly not: TagValue | readonly TagValue[] };

/** A template variable of a dashboard, such as `$env`: it stands for `key:value`, or for everything. */
export type TemplateVariable = `$${string}`;

/** A scope that `where()` has built: a conjunction, not yet in one of Datadog's two forms. */
export type Conditions = readonly Scope[];

/**
 * The conditions that `filters` asks for.
 * @throws RangeError on a key or value that cannot stand in a query, and on one that is undefined: without its condition,
 *   the query would be of more than was meant
 */
export function conditionsOf(filters: Readonly<Record<string, TagFilter>>): Conditions {
  return Object.entries(filters).map(([key, filter]) => condition(key, filter));
}

/** The condition of a template variable. */
export function variableCondition(variable: TemplateVariable): Scope {
  const name = variable.slice(1).replace(/\.value$/, "");
  if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) {
    throw new RangeError(
      `"${variable}" is not a template variable: use $ and a name with letters, digits, "_", "-", and ".", such as $env.`,
    );
  }
  return { kind: "templateVariable", name, valueOnly: variable.endsWith(".value") };
}

function condition(key: string, filter: TagFilter): Scope {
  checkKey(key);
  refuseMissing(key, filter);
  if (isNegation(filter)) return negation(key, filter.not);
  const values = valuesOf(key, filter);
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? tag(key, only) : oneOf(key, values, false);
}

function negation(key: string, excluded: TagValue | readonly TagValue[]): Scope {
  const values = valuesOf(key, excluded);
  const [only, ...others] = values;
  if (only === undefined || others.length > 0) return oneOf(key, values, true);
  const not: NotScope = { kind: "not", operand: tag(key, only) };
  return not;
}

/** `key IN (a, b)`. A list with wildcards becomes alternatives: `IN` compares whole values. */
function oneOf(key: string, values: readonly string[], negated: boolean): Scope {
  if (!values.some((value) => value.includes("*"))) return { kind: "in", key, values, negated };
  const alternatives: Scope = { kind: "or", operands: values.map((value) => tag(key, value)) };
  return negated ? { kind: "not", operand: alternatives } : alternatives;
}

function isNegation(filter: TagFilter): filter is { readonly not: TagValue | readonly TagValue[] } {
  return typeof filter === "object" && "not" in filter;
}

function valuesOf(key: string, filter: TagValue | readonly TagValue[]): readonly string[] {
  const given: readonly TagValue[] = Array.isArray(filter) ? filter : [filter];
  for (const value of given) refuseMissing(key, value);
  const values = given.map(String);
  if (values.length === 0) {
    throw new RangeError(`where() has an empty list for the tag "${key}": add at least one value, or remove the tag.`);
  }
  for (const value of values) checkValue(key, value);
  return values;
}

/** The compiler says so too; this is for callers that it does not see. */
function refuseMissing(key: string, value: unknown): void {
  if (value !== undefined && value !== null && !Number.isNaN(value)) return;
  throw new RangeError(`where() has the value ${value} for the tag "${key}": add a value, or leave out the tag.`);
}

function tag(key: string, value: string): TagScope {
  return { kind: "tag", key, value };
}

function checkKey(key: string): void {
  if (/^[\p{L}_@][\p{L}\p{N}_.@/-]*$/u.test(key)) return;
  throw new RangeError(
    `"${key}" is not a valid tag key in a query: it must start with a letter and contain only letters, digits, "_", "-", ".", and "/".`,
  );
}

/** Datadog keeps letters, digits and `_ - : . /` of a tag value and rewrites the rest to `_`; `*` is the wildcard. */
const VALUE = /^(\$[\p{L}_][\p{L}\p{N}_.-]*|[\p{L}\p{N}_\-:./*]+)$/u;

/** The longest tag, key and colon included. */
const LONGEST_TAG = 200;

/** @see https://docs.datadoghq.com/getting_started/tagging/#define-tags */
function checkValue(key: string, value: string): void {
  if (value === "") throw new RangeError(`where() has an empty value for the tag "${key}": add a value.`);
  if (!VALUE.test(value)) {
    const bad = [...value].find((character) => !VALUE.test(character)) ?? "";
    throw new RangeError(
      `"${value}" cannot be the value of the tag "${key}": it contains ${nameOf(bad)}, but Datadog keeps only letters, ` +
        `digits, "_", "-", ":", ".", and "/" in a tag ("*" is a wildcard); use a list for several values.`,
    );
  }
  if (key.length + 1 + value.length > LONGEST_TAG) {
    throw new RangeError(
      `The tag "${key}:${value.slice(0, 20)}…" has ${key.length + 1 + value.length} characters; Datadog truncates tags to ${LONGEST_TAG}.`,
    );
  }
}

function nameOf(character: string): string {
  const names: Readonly<Record<string, string>> = { " ": "a space", ",": "a comma", "{": "a brace", "}": "a brace" };
  return names[character] ?? `"${character}"`;
}
