import type { z } from "zod";
import { type Finding, finding, meantName, pathText, type UnknownKey } from "../findings";
import { isObject, type JsonObject } from "../json";

/** Schemas that name only some of the fields that their objects have. */
const PARTIAL = new WeakSet<z.core.$ZodType>();

/** Marks a schema whose objects have fields that it does not name, so that none of them is called unknown. */
export function partial<T extends z.ZodType>(schema: T): T {
  PARTIAL.add(schema);
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
  const found: Finding[] = [];
  keysUnder(schema, definition, { settings, path: [], found });
  return found;
}

type Schema = z.core.$ZodType | undefined;

/** Where the walk through a definition is, and what it has found. */
interface Walk {
  readonly settings: KeySettings;
  readonly path: (string | number)[];
  readonly found: Finding[];
}

function keysUnder(schema: Schema, value: unknown, walk: Walk): void {
  if (schema === undefined || value === null || typeof value !== "object") return;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "lazy") keysUnder(def.getter(), value, walk);
  else if (def.type === "pipe") keysUnder(def.out, value, walk);
  else if ("innerType" in def) keysUnder(def.innerType, value, walk);
  else if (def.type === "array" && Array.isArray(value)) {
    for (const [index, item] of value.entries()) below(index, walk, () => keysUnder(def.element, item, walk));
  } else if (def.type === "object" && isObject(value) && !PARTIAL.has(schema)) {
    keysOf(def.shape, value, walk);
  }
}

function keysOf(shape: Readonly<Record<string, Schema>>, object: JsonObject, walk: Walk): void {
  for (const name of Object.keys(object)) {
    if (Object.hasOwn(shape, name)) below(name, walk, () => keysUnder(shape[name], object[name], walk));
    else if (!furtherKeys(walk.path, walk.settings).includes(name)) {
      walk.found.push(unknownKey({ name, known: Object.keys(shape) }, [...walk.path]));
    }
  }
}

function below(step: string | number, { path }: Walk, visit: () => void): void {
  path.push(step);
  visit();
  path.pop();
}

/** Those of `also` that belong to the object at a path. */
function furtherKeys(path: Finding["path"], { also = [] }: KeySettings): readonly string[] {
  const place = path.filter((step) => typeof step === "string").join(".");
  return also.flatMap((key) => {
    const dot = key.lastIndexOf(".");
    return key.slice(0, Math.max(0, dot)) === place ? [key.slice(dot + 1)] : [];
  });
}
