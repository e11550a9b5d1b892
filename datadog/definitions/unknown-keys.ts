import { z } from "zod";
import { type Finding, finding, meantName, pathText, type UnknownKey } from "../findings";
import { isObject, type JsonObject } from "../json";

/** Schemas that name only some of the fields that their objects have. */
const PARTIAL = z.registry<{ readonly partial: true }>();

/** Marks a schema whose objects have fields that it does not name, so that none of them is called unknown. */
export function partial<T extends z.ZodType>(schema: T): T {
  PARTIAL.add(schema, { partial: true });
  return schema;
}

/** A finding about a key that the object at `path` does not have. */
export function unknownKey({ name, known }: UnknownKey, path: Finding["path"]): Finding {
  const where = path.length === 0 ? "" : ` in ${pathText(path)}`;
  const message = `Unknown key "${name}"${where}; expected one of ${known.join(", ")}.`;
  return finding("unknown-key", message, { path: [...path, name], suggestion: meantName(name, known) });
}

/**
 * Whether a key is wrong in a file that other programs write too: `criticl` is meant to be `critical`, while a key that is
 * near to none may be one that Datadog added since.
 */
export const isMistyped = ({ check, suggestion }: Finding) => check !== "unknown-key" || suggestion !== undefined;

interface KeySettings {
  /** Further keys that objects of the definition may have: `id`, `options.avalanche_window`. */
  readonly also?: readonly string[];
}

/** Every key of a definition that its schema does not have, also where the schema lets further keys pass. */
export function unknownKeys(schema: z.ZodType, definition: unknown, settings: KeySettings = {}): Finding[] {
  return keysUnder(schema, definition, [], settings);
}

type Schema = z.core.$ZodType | undefined;

function keysUnder(schema: Schema, value: unknown, path: Finding["path"], settings: KeySettings): Finding[] {
  if (schema === undefined) return [];
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "lazy") return keysUnder(def.getter(), value, path, settings);
  if (def.type === "pipe") return keysUnder(def.out, value, path, settings);
  if ("innerType" in def) return keysUnder(def.innerType, value, path, settings);
  if (def.type === "array" && Array.isArray(value)) {
    return value.flatMap((item, index) => keysUnder(def.element, item, [...path, index], settings));
  }
  if (def.type !== "object" || !isObject(value) || PARTIAL.has(schema as z.ZodType)) return [];
  return keysOf(def.shape, value, path, settings);
}

function keysOf(
  shape: Readonly<Record<string, Schema>>,
  object: JsonObject,
  path: Finding["path"],
  settings: KeySettings,
): Finding[] {
  const known = Object.keys(shape);
  const further = furtherKeys(path, settings);
  return Object.entries(object).flatMap(([name, value]) => {
    if (Object.hasOwn(shape, name)) return keysUnder(shape[name], value, [...path, name], settings);
    return further.includes(name) ? [] : [unknownKey({ name, known }, path)];
  });
}

/** Those of `also` that belong to the object at a path. */
function furtherKeys(path: Finding["path"], { also = [] }: KeySettings): readonly string[] {
  const place = path.filter((step) => typeof step === "string").join(".");
  return also.flatMap((key) => {
    const dot = key.lastIndexOf(".");
    return key.slice(0, Math.max(0, dot)) === place ? [key.slice(dot + 1)] : [];
  });
}
