import type { z } from "zod";
import { nearest } from "./nearest";

/** The way to a value: `["options", "thresholds", "warning"]`. */
export type Path = readonly PropertyKey[];

/** An issue of a schema in words. */
export interface WordedIssue {
  readonly path: Path;
  readonly message: string;
  /** The key that is what is wrong, rather than its value. */
  readonly key?: UnknownKey;
}

/** A key that an object does not have. */
export interface UnknownKey {
  readonly name: string;
  /** The keys that it may have. */
  readonly known: readonly string[];
}

type Issue = z.core.$ZodIssue;

interface Draft extends WordedIssue {
  /** Whether a required value is missing. */
  readonly missing?: boolean;
  /** The path of the key that an unknown key was probably meant to be. */
  readonly meant?: string;
}

/**
 * What a schema finds wrong with `input`, in sentences that say what is allowed.
 * @param whole what `input` is called
 */
export function wordIssues(
  issues: readonly Issue[],
  schema: z.ZodType,
  input: unknown,
  whole = "the file",
): WordedIssue[] {
  const drafts = issues.flatMap(ofMeantOption).flatMap((issue) => worded(issue, schema, input, whole));
  const meant = new Set(drafts.map(({ meant }) => meant));
  // A required key that was mistyped is one mistake, not two.
  return drafts.filter(({ path, missing }) => !(missing && meant.has(pathText(path))));
}

/** Of a union whose options nothing tells apart but their form, the issues of the one that the value is nearest to. */
function ofMeantOption(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || !issue.message.startsWith("Invalid ")) return [issue];
  const options = issue.errors.map((inner) => inner.flatMap(ofMeantOption));
  const about = (inner: readonly Issue[]) => inner.filter(({ path }) => path.length === 0).length;
  const [nearest = []] = options.sort((a, b) => about(a) - about(b) || a.length - b.length);
  if (nearest.some(({ path, code }) => path.length === 0 && code !== "unrecognized_keys")) return [issue];
  return nearest.length === 0 ? [issue] : nearest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function worded(issue: Issue, schema: z.ZodType, input: unknown, whole: string): Draft[] {
  if (issue.code !== "unrecognized_keys") {
    const missing = issue.code === "invalid_type" && valueAt(input, issue.path) === undefined;
    return [{ path: issue.path, message: issueMessage(issue, input, whole), missing }];
  }
  const allowed = keysAt(schema, issue.path, input);
  return issue.keys.map((key) => {
    const meant = meantName(key, allowed);
    const where = issue.path.length === 0 ? "" : ` in ${pathText(issue.path)}`;
    return {
      path: [...issue.path, key],
      message: `unknown key "${key}"${where}${didYouMean(key, allowed)}`,
      key: { name: key, known: allowed },
      meant: meant && pathText([...issue.path, meant]),
    };
  });
}

/** The name that an unknown one was probably meant to be: the nearest, or one that it is the beginning of. */
export function meantName(word: string, known: readonly string[]): string | undefined {
  return nearest(word, known) ?? known.find((name) => word.length > 2 && name.startsWith(word));
}

/** How a message goes on after an unknown name: `, did you mean "a"? Known are a, b` or `; known are a, b`. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = meantName(word, known);
  const list = known.join(", ");
  return meant === undefined ? `; expected one of ${list}` : `, did you mean "${meant}"? Expected one of ${list}`;
}

/** The keys that the object under `path` may have; of a union, those of the option that `input` names. */
function keysAt(schema: z.ZodType, path: Path, input: unknown): string[] {
  let here = optionOf(schema, input);
  let value = input;
  for (const step of path) {
    value = valueAt(value, [step]);
    if (here.type === "union") here = here.options.map(unwrap).find((option) => hasStep(option, step)) ?? here;
    if (here.type === "object") here = optionOf(here.shape[String(step)], value);
    else if (here.type === "array") here = optionOf(here.element, value);
    else if (here.type === "record") here = optionOf(here.valueType, value);
  }
  const options = here.type === "union" ? here.options.map(unwrap) : [here];
  return [...new Set(options.flatMap((option) => (option.type === "object" ? Object.keys(option.shape) : [])))];
}

function hasStep(option: Definition, step: PropertyKey): boolean {
  if (option.type === "object") return Object.hasOwn(option.shape, step);
  return option.type === "array" || option.type === "record";
}

type Definition = ReturnType<typeof unwrap>;

function optionOf(schema: z.core.$ZodType | undefined, value: unknown): Definition {
  const definition = unwrap(schema);
  if (definition.type !== "union" || !("discriminator" in definition)) return definition;
  const key = String(definition.discriminator);
  const option = definition.options.map(unwrap).find((each) => {
    const name = each.type === "object" ? unwrap(each.shape[key]) : undefined;
    return name?.type === "literal" && name.values.includes(valueAt(value, [key]) as never);
  });
  return option ?? definition;
}

/** What is inside `optional`, `default`, a pipe and their kin. Asked by name, so that zod itself need not be loaded here. */
function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodTypes["_zod"]["def"] | { readonly type: "missing" } {
  if (schema === undefined) return { type: "missing" };
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "pipe") return unwrap(def.in);
  return "innerType" in def ? unwrap(def.innerType) : def;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

/** What is wrong with a value that is none of the options of a union. */
function optionsMessage(issue: z.core.$ZodIssueInvalidUnion, value: unknown): string {
  const { options = [] } = issue as { readonly options?: readonly unknown[] };
  const named = options.map(String);
  if (named.length === 0) {
    const words = [...new Set(issue.errors.flat().map(wantedBy))].join(" or ");
    return value === undefined ? `is missing: it must be ${words}` : `is ${show(value)}, not ${words}`;
  }
  if (value === undefined) return `is missing: use one of ${named.join(", ")}`;
  return `is ${show(value)}${didYouMean(typeof value === "string" ? value : "", named)}`;
}

/** What an option of a union would have taken. */
function wantedBy(issue: Issue): string {
  if (issue.code === "invalid_type") return TYPE_WORDS[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(" or ");
  return "origin" in issue ? (TYPE_WORDS[issue.origin] ?? issue.origin) : "another value";
}

function issueMessage(issue: Issue, input: unknown, whole: string): string {
  const value = valueAt(input, issue.path);
  const name = issue.path.length === 0 ? whole : pathText(issue.path);
  switch (issue.code) {
    case "invalid_type": {
      const wanted = TYPE_WORDS[issue.expected] ?? issue.expected;
      return value === undefined
        ? `${name} is missing: it must be ${wanted}`
        : `${name} is ${show(value)}, not ${wanted}`;
    }
    case "invalid_value": {
      if (!issue.message.startsWith("Invalid ")) return `${name} ${issue.message}`;
      const allowed = issue.values.map(String);
      if (value === undefined) return `${name} is missing: use one of ${allowed.join(", ")}`;
      return `${name} is ${show(value)}${didYouMean(typeof value === "string" ? value : "", allowed)}`;
    }
    case "invalid_union":
      return issue.message.startsWith("Invalid ")
        ? `${name} ${optionsMessage(issue, value)}`
        : `${name} ${issue.message}`;
    case "invalid_key":
      return `${name} ${issue.issues[0]?.message ?? issue.message}`;
    default:
      return `${name} ${issue.message}`;
  }
}

function show(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value === null || typeof value !== "object" ? undefined : Reflect.get(value, step)),
    input,
  );
}

/** `monitors.slowStage.critical`, `notify.alert[0]`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`))
    .join("");
}
