import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { CHECKS, type CheckId } from "../../datadog/findings";
import { isObject, type Json, type JsonObject, mergeDeeply } from "../../datadog/json";
import { readTextFile, type SourceText } from "../../datadog/source";
import { readYaml } from "../../datadog/source/yaml";

/**
 * The rules that Datadog documents, and what becomes of each here: `docs/compatibility/*.yaml`, a file for each kind of object.
 * The page and the test that tries every example both read them from here.
 */

const checkId = z.enum(Object.keys(CHECKS) as [CheckId, ...CheckId[]]);

/** An example: the name of a shape of its file, and what is put there. */
const example = z.record(z.string(), z.unknown()).refine((value) => Object.keys(value).length === 1, {
  error: "names more than one shape",
});

const common = {
  /** A sentence, in Datadog's terms. */
  rule: z.string().regex(/\.$/, { error: "does not end with a period" }),
  /** The page that says so, below https://docs.datadoghq.com/. */
  page: z
    .string()
    .regex(/^[a-z][\w\-/]*\/(#[\w-]+)?$/, { error: "is not a page such as monitors/types/log/#overview" }),
};

const rule = z.union([
  z.strictObject({
    ...common,
    /** The check that reports it. */
    check: checkId,
    /** Breaks the rule. */
    example,
    /** Just keeps the rule. @default the example of the shape */
    accepts: example.optional(),
  }),
  z.strictObject({
    ...common,
    /** Why it is left to Datadog. */
    "passed on": z.string(),
    /** Breaks the rule, and is not reported. @default not tried */
    example: example.optional(),
  }),
  z.strictObject({
    ...common,
    /** What is not known. */
    unknown: z.string(),
  }),
]);

const section = z.strictObject({
  title: z.string(),
  /** Complete definitions, or lines of text, that break no rule; `at` is where an example is merged in: `widgets.0`. @default the whole */
  shapes: z.record(z.string(), z.strictObject({ base: z.unknown(), at: z.string().optional() })),
  rules: z.array(rule).min(1),
});

/** A documented rule. */
export type Rule = z.output<typeof rule>;

/** The rules of one kind of object. */
export type Section = z.output<typeof section> & {
  /** `monitors` */
  readonly name: string;
};

const FOLDER = join(__dirname, "..", "..", "docs", "compatibility");

/** In the order of the page. */
const ORDER = [
  "monitors",
  "queries",
  "messages",
  "dashboards",
  "logs",
  "metrics",
  "slos",
  "downtimes",
  "traces",
  "catalog",
];

/**
 * Every section, in the order of the page.
 * @throws SourceError for a file that is not of the expected form
 */
export function documentedRules(): readonly Section[] {
  const names = readdirSync(FOLDER).map((file) => basename(file, ".yaml"));
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return names
    .sort((a, b) => place(a) - place(b))
    .map((name) => {
      const { text } = readTextFile(`docs/compatibility/${name}.yaml`, join(FOLDER, `${name}.yaml`));
      return { name, ...readYaml(`docs/compatibility/${name}.yaml`, text, section).value };
    });
}

/** Examples by shape, as files that `query check` reads. */
export function exampleFile({ name, shapes }: Section, [shape, value]: [string, unknown?]): SourceText {
  const found = shapes[shape];
  if (!found) throw new Error(`docs/compatibility/${name}.yaml has no shape "${shape}"`);
  const { base, at } = found;
  if (typeof base === "string") return { name: "example.txt", text: String(value ?? base), byteOrderMark: false };
  const whole = value === undefined ? base : put(base as Json, at?.split(".") ?? [], value as Json);
  return { name: "example.json", text: JSON.stringify(whole), byteOrderMark: false };
}

/** `base` with `value` in the place of what is at `path`; objects are merged, and null takes a key away. */
function put(base: Json | undefined, [step, ...rest]: readonly string[], value: Json): Json {
  if (step === undefined) return isObject(base) && isObject(value) ? withoutNulls(mergeDeeply(base, value)) : value;
  if (Array.isArray(base))
    return base.map((item: Json, index) => (index === Number(step) ? put(item, rest, value) : item));
  const object: JsonObject = isObject(base) ? base : {};
  return { ...object, [step]: put(object[step], rest, value) };
}

function withoutNulls(object: JsonObject): JsonObject {
  const kept = Object.entries(object).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, isObject(value) ? withoutNulls(value) : value]));
}
