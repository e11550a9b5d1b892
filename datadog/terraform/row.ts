import type { DefinitionProblem } from "../findings";
import { isObject, type Json, type JsonObject, own, setKey } from "../json";
import type { Attributes } from "./attributes";
import type { FilePath } from "./document";
import { TerraformProblem } from "./problem";
import { isBefore, isFrom, type VersionRange } from "./versions";

/** How one value of Datadog's API is written in Terraform: a row of a resource's table. */
export interface Row {
  /** The attribute or block: `monitor_thresholds`. */
  readonly attribute: string;
  /** Where the value is in the API's object: `["options", "thresholds"]`. */
  readonly api: readonly string[];
  readonly kind: Kind;
  /** Whether the provider refuses a resource without it. @default false */
  readonly required?: boolean;
  /** The first provider version that no longer refuses a resource without it. @default none: `required` says it of all */
  readonly requiredUntil?: string;
  /** What the provider sends where the attribute is absent. @default what `empty` says */
  readonly provider?: Json;
  /** What Datadog takes where nothing is sent. @default not written down */
  readonly datadog?: Json;
  /** The API's path of a setting in whose presence the provider calls this one a conflict. @default none */
  readonly unless?: readonly string[];
  /** Whether the default is written all the same, so that a plan shows it. @default false */
  readonly explicit?: boolean;
  /** What the provider sends for an empty text, a zero, a false, an empty list. @default it is left out */
  readonly empty?: Json;
  /** The first provider version that has it. @default 3.82.0 or an earlier one */
  readonly since?: string;
  /** Values that only newer provider versions take, each with the first that does. @default all versions take all */
  readonly values?: Readonly<Record<string, string>>;
  /** The first provider version that no longer takes it. @default none */
  readonly until?: string;
  /** The first provider version that sends it; earlier ones have it and keep it to themselves. @default all do */
  readonly sentFrom?: string;
  /** The object's types for which the provider sends it; for others it stays behind. @default all */
  readonly types?: readonly string[];
  /** What to do where a provider version does not take it. */
  readonly fix?: string;
}

/** What there is to say of a row beside its path and kind. */
export type RowOptions = Partial<Omit<Row, "api" | "kind">>;

/** A kind of value, and how it goes both ways. */
export interface Kind {
  /** The value that the attribute gets; undefined writes nothing. */
  encode(value: Json, writing: Writing, path: FilePath): Json | undefined;
  /** What the provider sends for the attribute; undefined sends nothing. */
  decode(attributes: Attributes, row: Row): Json | undefined;
  /** The way inside the attribute as it is written that a way inside the API's value is. */
  locate(path: FilePath, written: Json | undefined): FilePath;
  /** Whether a template says something even where nobody evaluated it. @default false */
  readonly keepsTemplates?: boolean;
  /** The attributes of a block, or the blocks that there may be inside of it. */
  readonly rows?: readonly Row[];
  /** Whether the provider's classes take a list of blocks. @default false */
  readonly many?: boolean;
  /** How the API's objects are told apart, where each has a block of its own. */
  readonly variants?: readonly Variant[];
}

/** An object of the API that has a block named for it. */
export interface Variant {
  readonly block: string;
  /** The object's `type`; the block says it by its name. @default there is none */
  readonly type?: string;
  /** Whether the block is for this object. @default its type is `type` */
  readonly holds?: (item: JsonObject) => boolean;
  readonly rows: readonly Row[];
  /** What the provider makes of the whole. @default nothing more */
  readonly rule?: (sent: JsonObject) => JsonObject;
  readonly since?: string;
}

/** What a definition is written for, and what went wrong. */
export interface Writing {
  /** `datadog_monitor`. */
  readonly resource: string;
  readonly versions: VersionRange;
  /** The whole definition. */
  readonly definition: JsonObject;
  /** Something of the definition that the resource has no place for. */
  readonly problems: DefinitionProblem[];
}

/** A row from the API's path, `options.notify_audit`; the attribute has the name of its last part unless `options` say. */
export function row(path: string, kind: Kind, options: RowOptions = {}): Row {
  const api = path === "" ? [] : path.split(".");
  return { attribute: api.at(-1) ?? "", ...options, api, kind };
}

// ------------------------------------------------------------------------------------------- forwards

/** The attributes of an API object, by the provider's names. What has no place is a problem. */
export function encodeRows(
  rows: readonly Row[],
  object: JsonObject,
  writing: Writing,
  path: FilePath = [],
): Record<string, Json | undefined> {
  const attributes: Record<string, Json | undefined> = {};
  for (const each of rows) {
    const at = [...path, ...each.api];
    const value = valueAt(object, each.api) ?? defaultOf(each);
    if (value === undefined || value === null || isGiven(each.unless, writing.definition)) continue;
    if (!takes(each, writing, at, value)) continue;
    const encoded = each.kind.encode(value, writing, at);
    if (encoded !== undefined) setKey(attributes, each.attribute, encoded);
  }
  return attributes;
}

function isGiven(path: readonly string[] | undefined, definition: JsonObject): boolean {
  return path !== undefined && (valueAt(definition, path) ?? null) !== null;
}

/** The API's default, where the provider would send another one or wants to be told. */
function defaultOf({ provider, datadog, required, explicit }: Row): Json | undefined {
  const differs = provider !== undefined && provider !== datadog;
  return required || explicit || differs ? datadog : undefined;
}

/** Whether every provider version that is allowed takes the attribute; a false or an empty value says nothing. */
function takes(
  { since, until, values, types, fix, attribute }: Row,
  { versions, problems, resource, definition }: Writing,
  path: FilePath,
  value: Json,
) {
  const valueSince = typeof value === "string" ? own(values ?? {}, value) : undefined;
  if (valueSince !== undefined && !isFrom(versions, valueSince)) {
    const message = `${resource} takes the ${attribute} "${String(value)}" from provider version ${valueSince} on, and ${versions.constraint} allows earlier ones: set terraform.datadog to ">= ${valueSince}" in the environment's file.`;
    problems.push({ path, message });
    return false;
  }
  if (value === false) return true;
  if (types !== undefined && !types.includes(String(definition.type))) {
    const message = `Terraform's ${resource} sends \`${attribute}\` only for the type ${types.join(" or ")}: remove it.`;
    problems.push({ path, message });
    return false;
  }
  if (since === undefined && until === undefined) return true;
  const message =
    since !== undefined && !isFrom(versions, since)
      ? `${resource} supports \`${attribute}\` since provider version ${since}, but ${versions.constraint} allows earlier versions: ${fix ?? `set terraform.datadog to ">= ${since}" in the environment's file`}.`
      : until !== undefined && !isBefore(versions, until)
        ? `${resource} does not support \`${attribute}\` since provider version ${until}, but ${versions.constraint} allows that version: ${fix ?? `set terraform.datadog to "< ${until}" in the environment's file`}.`
        : undefined;
  if (message !== undefined) problems.push({ path, message });
  return message === undefined;
}

/** Notes each key that no row has, as something that would not reach Datadog. */
export function noteUnknown(
  rows: readonly Row[],
  value: Json,
  { resource, problems }: Writing,
  path: FilePath,
  known: readonly string[] = [],
): void {
  for (const unknown of unknownPaths(rows, value)) {
    if (known.includes(unknown.join("."))) continue;
    problems.push({ path: [...path, ...unknown], message: `Terraform's ${resource} has no attribute for it.` });
  }
}

/** The ways to the values of an object that no row has. */
export function unknownPaths(rows: readonly Row[], value: Json, path: readonly string[] = []): string[][] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner = null]) => {
    const here = [...path, key];
    const under = rows.filter(({ api }) => here.every((step, index) => index >= api.length || api[index] === step));
    if (inner === null || under.some(({ api }) => api.length <= here.length)) return [];
    return under.length > 0 ? unknownPaths(rows, inner, here) : [here];
  });
}

function valueAt(object: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, step) => (isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined),
    object,
  );
}

// ------------------------------------------------------------------------------------------ backwards

/** What the provider sends for the attributes. */
export function decodeRows(rows: readonly Row[], attributes: Attributes): Record<string, Json | undefined> {
  const { lenient = false, defaults = true, versions } = attributes.settings;
  const sent: Record<string, Json | undefined> = {};
  for (const each of rows) {
    if (!defaults && !attributes.has(each.attribute)) continue;
    if (!each.kind.keepsTemplates && attributes.isTemplate(each.attribute)) continue;
    const value = lenient ? decodeAnyway(attributes, each) : each.kind.decode(attributes, each);
    if (each.sentFrom !== undefined && versions !== undefined && isBefore(versions, each.sentFrom)) continue;
    if (value !== undefined) setAt(sent, each.api, value);
  }
  return sent;
}

/** A value that is not what the provider wants stays as it is written, for a check to find. */
function decodeAnyway(attributes: Attributes, each: Row): Json | undefined {
  try {
    return each.kind.decode(attributes, each);
  } catch (error) {
    if (error instanceof TerraformProblem) return attributes.written(each.attribute);
    throw error;
  }
}

/** Sets the value at a path, making the objects on the way. */
function setAt(object: Record<string, Json | undefined>, path: readonly string[], value: Json): void {
  const [first = "", ...rest] = path;
  if (rest.length === 0) {
    setKey(object, first, value);
    return;
  }
  if (!isObject(object[first])) setKey(object, first, {});
  setAt(object[first] as Record<string, Json | undefined>, rest, value);
}

// --------------------------------------------------------------------------------------------- places

/** The way to a value of the API's object, in the attributes as they are written. */
export function locateRows(rows: readonly Row[], path: FilePath, written: JsonObject): FilePath {
  const found = rows
    .filter(({ api }) => api.every((step, index) => index >= path.length || step === path[index]))
    .sort((a, b) => b.api.length - a.api.length);
  // of blocks that are alternatives, the one that is written
  const whole = found.filter(({ api }) => api.length <= path.length);
  const inside = whole.find(({ attribute }) => written[attribute] != null) ?? whole[0];
  if (inside === undefined) return found.length === 1 && path.length > 0 ? [found[0]!.attribute] : [];
  const { attribute, api, kind } = inside;
  return [attribute, ...kind.locate(path.slice(api.length), written[attribute])];
}
