import { type Json, type JsonObject, listOf, objectOf } from "../../json";
import type { Attributes } from "../attributes";
import type { FilePath } from "../document";
import { TerraformProblem } from "../problem";
import {
  decodeRows,
  encodeRows,
  type Kind,
  locateRows,
  noteUnknown,
  type Row,
  type Variant,
  type Writing,
} from "../row";

interface BlockOptions {
  /** Whether a list of one is written, as the provider's schema has no upper bound. @default false */
  readonly listed?: boolean;
  /** What the provider makes of the whole. @default nothing more */
  readonly rule?: (sent: JsonObject) => JsonObject;
}

const sameAsSent = (sent: JsonObject) => sent;

/** A block that there is once: an object. */
export function block(rows: readonly Row[], { listed = false, rule = sameAsSent }: BlockOptions = {}): Kind {
  return {
    rows,
    many: listed,
    encode: (value, writing, path) => {
      const attributes = encodeRows(rows, objectOf(value), writing, path);
      noteUnknown(rows, value, writing, path);
      return listed ? [attributes] : attributes;
    },
    decode: (attributes, { attribute, empty }) => {
      const inner = attributes.block(attribute);
      const sent = inner && rule(decodeRows(rows, inner));
      return sent === undefined || Object.keys(sent).length === 0 ? empty : sent;
    },
    locate: (path, written) => [...first(written), ...locateRows(rows, path, objectOf(oneOf(written)))],
  };
}

/** A block that is one of several for the same object: for those that `holds` picks. */
export function blockWhere(holds: (value: JsonObject) => boolean, rows: readonly Row[]): Kind {
  const one = block(rows);
  return {
    ...one,
    encode: (value, writing, path) => (holds(objectOf(value)) ? one.encode(value, writing, path) : undefined),
  };
}

/** A block for each object of a list. */
export function blocks(rows: readonly Row[]): Kind {
  return {
    rows,
    many: true,
    encode: (value, writing, path) =>
      listOf(value).map((item, index) => {
        noteUnknown(rows, item, writing, [...path, index]);
        return encodeRows(rows, objectOf(item), writing, [...path, index]);
      }),
    decode: (attributes, { attribute, empty }) => {
      const all = attributes.blocks(attribute).map((each) => decodeRows(rows, each));
      return all.length > 0 ? all : empty;
    },
    locate: ([index, ...path], written) =>
      typeof index !== "number"
        ? []
        : [...at(written, index), ...locateRows(rows, path, objectOf(item(written, index)))],
  };
}

/** A block for the one object of a list. */
export function only(rows: readonly Row[]): Kind {
  const one = block(rows);
  return {
    ...one,
    encode: (value, writing, path) => one.encode(listOf(value)[0] ?? {}, writing, [...path, 0]),
    decode: (attributes, each) => {
      const sent = one.decode(attributes, each);
      return sent === undefined ? undefined : [sent];
    },
    locate: ([, ...path], written) => one.locate(path, written),
  };
}

/** A block that holds one block, named for what the object is: `operation { append { … } }`. */
export function blockByType(variants: readonly Variant[]): Kind {
  return {
    variants,
    rows: variantRows(variants),
    encode: (value, writing, path) => encodeVariant(variants, objectOf(value), writing, path),
    decode: (attributes, { attribute }) => {
      const outer = attributes.block(attribute);
      return outer && decodeVariant(variants, outer);
    },
    locate: (path, written) => [...first(written), ...locateVariant(variants, path, oneOf(written))],
  };
}

/** The same for each object of a list: `processor { grok_parser { … } }`. */
export function blocksByType(variants: readonly Variant[]): Kind {
  return {
    variants,
    rows: variantRows(variants),
    many: true,
    encode: (value, writing, path) =>
      listOf(value).map((each, index) => encodeVariant(variants, objectOf(each), writing, [...path, index])),
    decode: (attributes, { attribute, empty }) => {
      const all = attributes.blocks(attribute).map((each) => decodeVariant(variants, each));
      return all.length > 0 ? all : empty;
    },
    locate: ([index, ...path], written) =>
      typeof index !== "number" ? [] : [...at(written, index), ...locateVariant(variants, path, item(written, index))],
  };
}

/**
 * A block that holds a list of blocks for each kind of object: `variables { event_query { … } cloud_cost_query { … } }`.
 * The provider sends them kind by kind, in the order of the variants.
 */
export function listsByType(variants: readonly Variant[], { listed = false }: BlockOptions = {}): Kind {
  return {
    variants,
    many: listed,
    rows: variantRows(variants, true),
    encode: (value, writing, path) => {
      const lists: Record<string, JsonObject[]> = {};
      for (const [index, each] of listOf(value).entries()) {
        const variant = variantOf(variants, objectOf(each), writing, [...path, index]);
        if (variant === undefined) continue;
        const attributes = encodeRows(variant.rows, objectOf(each), writing, [...path, index]);
        noteUnknown(variant.rows, each, writing, [...path, index], variant.type === undefined ? [] : ["type"]);
        lists[variant.block] = [...(lists[variant.block] ?? []), attributes];
      }
      if (Object.keys(lists).length === 0) return undefined;
      return listed ? [lists] : lists;
    },
    decode: (attributes, { attribute, empty }) => {
      const outer = attributes.block(attribute);
      if (outer === undefined) return empty;
      return variants.flatMap((variant) => outer.blocks(variant.block).map((each) => sentVariant(variant, each)));
    },
    locate: ([index, ...path], written) => {
      if (typeof index !== "number") return first(written);
      const lists = objectOf(oneOf(written));
      let before = 0;
      for (const { block: name, rows } of variants) {
        const many = Array.isArray(lists[name]) ? lists[name].length : lists[name] === undefined ? 0 : 1;
        const here = index - before;
        before += many;
        if (index >= before) continue;
        const inner = objectOf(item(lists[name], here));
        return [...first(written), name, ...at(lists[name], here), ...locateRows(rows, path, inner)];
      }
      return first(written);
    },
  };
}

function variantRows(variants: readonly Variant[], many = false): Row[] {
  return variants.map(({ block: attribute, rows, since }) => ({
    attribute,
    api: [],
    kind: many ? blocks(rows) : block(rows),
    ...(since === undefined ? {} : { since }),
  }));
}

function variantOf(
  variants: readonly Variant[],
  object: JsonObject,
  { resource, problems }: Writing,
  path: FilePath,
): Variant | undefined {
  const found = variants.find(
    ({ type, holds }) => (type === undefined || object.type === type) && holds?.(object) !== false,
  );
  if (found !== undefined) return found;
  const source = object.data_source ?? "this kind";
  const what = typeof object.type === "string" ? `a ${object.type}` : `a query with the data source ${String(source)}`;
  const message = `Terraform's ${resource} has no block for ${what}: set the resource's attribute with an override.`;
  problems.push({ path, message });
  return undefined;
}

function encodeVariant(variants: readonly Variant[], object: JsonObject, writing: Writing, path: FilePath): JsonObject {
  const variant = variantOf(variants, object, writing, path);
  if (variant === undefined) return {};
  noteUnknown(variant.rows, object, writing, path, ["type"]);
  return { [variant.block]: encodeRows(variant.rows, object, writing, path) };
}

function decodeVariant(variants: readonly Variant[], outer: Attributes): JsonObject {
  for (const variant of variants) {
    const inner = outer.block(variant.block);
    if (inner !== undefined) return sentVariant(variant, inner);
  }
  // what there is instead is for a check to find
  const [unknown] = outer.names();
  if (outer.settings.lenient) return unknown === undefined ? {} : { type: unknown.replaceAll("_", "-") };
  throw new TerraformProblem(outer.place, `expected one of ${variants.map((variant) => variant.block).join(", ")}`);
}

function sentVariant({ type, rows, rule = sameAsSent }: Variant, inner: Attributes): JsonObject {
  return { ...(type === undefined ? {} : { type }), ...rule(decodeRows(rows, inner)) };
}

/** Where a value is inside the block that the object has. */
function locateVariant(variants: readonly Variant[], path: FilePath, written: Json | undefined): FilePath {
  const outer = objectOf(written);
  const variant = variants.find(({ block: name }) => outer[name] !== undefined && outer[name] !== null);
  if (variant === undefined) return [];
  const inner = outer[variant.block];
  return [variant.block, ...first(inner), ...locateRows(variant.rows, path, objectOf(oneOf(inner)))];
}

// ------------------------------------------------------------------------------- one block or a list

/** The step into a list of one block; none where the block is written without a list. */
function first(written: Json | undefined): FilePath {
  return Array.isArray(written) ? [0] : [];
}

function at(written: Json | undefined, index: number): FilePath {
  return Array.isArray(written) ? [index] : [];
}

function oneOf(written: Json | undefined): Json | undefined {
  return item(written, 0);
}

function item(written: Json | undefined, index: number): Json | undefined {
  return Array.isArray(written) ? (written as readonly Json[])[index] : written;
}
