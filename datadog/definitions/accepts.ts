import type { z } from "zod";
import { isObject } from "../json";

/*
 * Nearly every value that is checked has the right shape, and zod takes most of its time for what it then does not need: a
 * copy of the value, and what to say of it. So a schema becomes a plain test first. Only what that test does not pass is
 * read by zod, which has the last word.
 */

type Schema = z.core.$ZodType;
type Test = (value: unknown) => boolean;

const TESTS = new WeakMap<Schema, Test>();
const CHOICES = new WeakMap<Schema, { readonly base: Schema; readonly choose: Choose }>();

/** The schema that fits a value, whose form depends on its own fields; nothing where every form fits. */
type Choose = (value: Readonly<Record<string, unknown>>) => z.ZodType | undefined;

/** An object that must also have the form that its fields ask for: the settings of a widget depend on its `type`. */
export function choosing<T extends z.ZodType>(base: T, choose: Choose): T {
  const schema = base.superRefine((value, context) => {
    const result = choose(value as Readonly<Record<string, unknown>>)?.safeParse(value, { reportInput: true });
    for (const issue of result?.error?.issues ?? []) context.addIssue({ ...issue, input: issue.input } as never);
  });
  CHOICES.set(schema, { base, choose });
  return schema;
}

/** Whether a schema takes a value as it is, unchanged. `false` says nothing: ask the schema. */
export function accepts(schema: Schema, value: unknown): boolean {
  let test = TESTS.get(schema);
  if (test === undefined) {
    test = testOf(schema);
    TESTS.set(schema, test);
  }
  return test(value);
}

function testOf(schema: Schema): Test {
  const choice = CHOICES.get(schema);
  if (choice !== undefined) return (value) => accepts(choice.base, value) && isChosen(choice.choose, value);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const type = typeTest(def);
  const checks = (def.checks ?? []).map((check) =>
    checkTest((check as z.core.$ZodChecks | z.core.$ZodCustom)._zod.def),
  );
  return checks.length === 0 ? type : (value) => type(value) && checks.every((check) => check(value));
}

function isChosen(choose: Choose, value: unknown): boolean {
  const form = choose(value as Readonly<Record<string, unknown>>);
  return form === undefined || accepts(form, value);
}

const never: Test = () => false;

function typeTest(def: z.core.$ZodTypes["_zod"]["def"]): Test {
  switch (def.type) {
    case "unknown":
      return () => true;
    case "string":
      return "format" in def ? never : (value) => typeof value === "string";
    case "boolean":
      return (value) => typeof value === "boolean";
    case "number":
      if (!("format" in def)) return Number.isFinite;
      return def.format === "safeint" ? Number.isSafeInteger : never;
    case "enum": {
      const values = new Set<unknown>(Object.values(def.entries));
      return (value) => values.has(value);
    }
    case "literal":
      return (value) => (def.values as readonly unknown[]).includes(value);
    case "optional":
      return (value) => value === undefined || accepts(def.innerType, value);
    case "nullable":
      return (value) => value === null || accepts(def.innerType, value);
    case "readonly":
      return (value) => accepts(def.innerType, value);
    case "lazy":
      return (value) => accepts(def.getter(), value);
    case "array":
      // unlike every(), a list of the entries has what is missing as undefined
      return (value) => Array.isArray(value) && [...value].every((item) => accepts(def.element, item));
    case "record":
      return (value) =>
        isObject(value) &&
        Object.entries(value).every(([key, item]) => accepts(def.keyType, key) && accepts(def.valueType, item));
    case "object":
      return objectTest(def);
    case "pipe": {
      const { def: from } = (def.in as z.core.$ZodTypes)._zod;
      if (from.type !== "transform") return never;
      const before = from.transform as (value: unknown) => unknown;
      return (value) => accepts(def.out, value) && before(value) === value;
    }
    default:
      return never;
  }
}

/** Of objects that take any further field, or none; others leave some out, as all do with `__proto__`. */
function objectTest({ shape, catchall }: z.core.$ZodObjectDef): Test {
  const fields = Object.entries(shape).map(
    ([name, field]) => [name, field, field._zod.def.type === "optional"] as const,
  );
  const further = catchall?._zod.def.type;
  const isWhole: Test =
    further === "unknown"
      ? (object) => !Object.hasOwn(object as object, "__proto__")
      : (object) => Object.keys(object as object).every((name) => Object.hasOwn(shape, name));
  return (value) =>
    isObject(value) &&
    fields.every(([name, field, isOptional]) => (name in value ? accepts(field, value[name]) : isOptional)) &&
    isWhole(value);
}

function checkTest(def: z.core.$ZodChecks["_zod"]["def"] | z.core.$ZodCustomDef): Test {
  switch (def.check) {
    case "min_length":
      return (value) => (value as { readonly length: number }).length >= def.minimum;
    case "max_length":
      return (value) => (value as { readonly length: number }).length <= def.maximum;
    case "greater_than":
      return (value) => (value as number) > Number(def.value) || (def.inclusive && value === def.value);
    case "string_format": {
      // search() starts at the beginning, whatever the flags
      const { pattern } = def;
      return def.format === "regex" && pattern ? (value) => String(value).search(pattern) >= 0 : never;
    }
    case "custom":
      return typeof def.fn === "function" ? (value) => Boolean((def.fn as Test)(value)) : never;
    default:
      return never;
  }
}
