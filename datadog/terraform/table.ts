import type { DefinitionProblem } from "../findings";
import { isObject, type Json, type JsonObject } from "../json";
import { Attributes } from "./attributes";
import type { FilePath } from "./document";
import { TerraformProblem } from "./problem";
import { decodeRows, encodeRows, locateRows, type Row, unknownPaths, type Writing } from "./row";
import { DEFAULT_VERSIONS, readVersions, type VersionRange } from "./versions";

/**
 * How a resource of the Datadog provider and an object of Datadog's API are one: read forwards by constructs, backwards by
 * the sandbox and by checks of a Terraform file.
 */
export interface ResourceTable {
  /** `datadog_monitor`. */
  readonly type: string;
  readonly rows: readonly Row[];
  /** What the provider makes of the whole, from attribute to attribute. @default nothing more */
  readonly rule?: (sent: JsonObject, versions: VersionRange) => JsonObject;
  /** The attribute whose text is the definition, in place of rows. */
  readonly text?: { readonly attribute: string; readonly format: "json" | "yaml" };
  /** What the API takes and the provider has no attribute for, by its path, and what to do instead. @default nothing */
  readonly missing?: Readonly<Record<string, string>>;
  /** What Datadog adds to its answers, by its path, and what it is. @default nothing */
  readonly answered?: Readonly<Record<string, string>>;
  /** Attributes that reach no API, and what they are for. @default none */
  readonly terraformOnly?: Readonly<Record<string, string>>;
  /** Attributes that have no row, by their path, and why. @default none */
  readonly unsupported?: Readonly<Record<string, string>>;
}

/** A definition as a resource: its attributes by the provider's names, or what keeps it from being one. */
export interface Written {
  readonly attributes: JsonObject;
  readonly problems: readonly DefinitionProblem[];
}

/** Every version that a stack allows by itself. */
const ALL_VERSIONS = readVersions(DEFAULT_VERSIONS) as VersionRange;

/**
 * The attributes of the resource that makes a definition.
 *
 * @param versions the provider versions that may apply it @default every one that a stack allows by itself
 */
export function attributesOf(table: ResourceTable, definition: object, versions: VersionRange = ALL_VERSIONS): Written {
  const object = definition as JsonObject;
  if (table.text !== undefined)
    return { attributes: { [table.text.attribute]: textOf(object, table.text) }, problems: [] };
  const problems: DefinitionProblem[] = [];
  const writing: Writing = { resource: table.type, versions, definition: object, problems };
  const attributes = encodeRows(table.rows, object, writing);
  for (const path of unknownPaths(table.rows, object)) {
    const dotted = path.join(".");
    if (isAmong(table.answered, dotted)) continue;
    const fix = table.missing?.[dotted];
    if (fix !== undefined && isEmpty(path.reduce<Json | undefined>(step, object))) continue;
    problems.push({ path, message: `Terraform's ${table.type} has no attribute for it${fix ? `: ${fix}` : ""}.` });
  }
  return { attributes, problems };
}

function textOf(definition: JsonObject, { format }: NonNullable<ResourceTable["text"]>): string {
  if (format === "json") return JSON.stringify(definition);
  // one resource has YAML, and its printer is slow to load
  const { stringify } = require("yaml") as typeof import("yaml");
  return stringify(definition, { lineWidth: 0, aliasDuplicateObjects: false });
}

const step = (value: Json | undefined, key: string) => (isObject(value) ? value[key] : undefined);

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (isObject(value) && Object.keys(value).length === 0);
}

/** Whether a path or one above it is listed. */
function isAmong(list: Readonly<Record<string, string>> = {}, path: string): boolean {
  return Object.keys(list).some((listed) => path === listed || path.startsWith(`${listed}.`));
}

/**
 * What the provider sends for a resource's evaluated attributes, its schema's defaults included.
 *
 * @throws TerraformProblem for a value of the wrong type, or one that is missing
 */
export function definitionOf(table: ResourceTable, attributes: Attributes): JsonObject {
  for (const attribute of Object.keys(table.terraformOnly ?? {})) attributes.has(attribute);
  if (table.text !== undefined) return jsonIn(attributes, table.text.attribute);
  const sent = decodeRows(table.rows, attributes);
  return table.rule?.(sent, attributes.settings.versions ?? ALL_VERSIONS) ?? sent;
}

function jsonIn(attributes: Attributes, key: string): JsonObject {
  const text = attributes.required(key);
  try {
    const value = JSON.parse(text) as Json;
    if (isObject(value)) return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unreadable";
    throw new TerraformProblem(attributes.place, `${key} contains invalid JSON: ${reason}`);
  }
  throw new TerraformProblem(attributes.place, `${key} must contain a JSON object`);
}

/** A resource as a definition of Datadog's API, and the way back from its paths to the file. */
export interface Translated {
  readonly definition: JsonObject;
  /** The way to a value of `definition`, among the resource's attributes. */
  attributePath(path: FilePath): FilePath;
}

/**
 * What a file's resource defines as far as it is written there: without what holds a `${…}` (texts apart), and with values of
 * the wrong type as they are, for a check to find.
 *
 * @param templates whether strings are templates, as in a configuration; in a plan or a state they are not
 * @param defaults whether what is absent is what the provider sends for it @default false
 */
export function translate(
  table: ResourceTable,
  values: JsonObject,
  { templates, defaults = false }: { readonly templates: boolean; readonly defaults?: boolean },
): Translated {
  const attributes = new Attributes(table.type, values, { templates, defaults, lenient: true });
  const sent = decodeRows(table.rows, attributes);
  return {
    definition: table.rule?.(sent, ALL_VERSIONS) ?? sent,
    attributePath: (path) => locateRows(table.rows, path, values),
  };
}
