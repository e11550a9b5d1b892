import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { DefinitionError } from "../datadog/findings";
import { isObject, type Json, type JsonObject } from "../datadog/json";
import { attributesOf, type ResourceTable, type Row } from "../datadog/terraform";
import { literals } from "./literal";
import { providerVersions } from "./provider-versions";

/** What a resource of the provider is made with. */
export interface ResourceConfig<Config> {
  readonly config: Config;
  /** Attributes that are newer than the provider's classes, which would drop them; by the provider's own names. */
  readonly newer?: JsonObject;
}

/**
 * What makes a definition the resource of a table, text escaped.
 *
 * @param scope whose stack says for which provider versions
 * @param what names the definition in errors: `monitor "Slow stage"`
 * @throws DefinitionError for what the provider has no attribute for
 */
export function configOf<Config>(
  scope: Construct,
  table: ResourceTable,
  what: string,
  definition: object,
): ResourceConfig<Config> {
  const { attributes, problems } = attributesOf(table, definition, providerVersions(scope));
  if (problems.length > 0) throw new DefinitionError(what, problems);
  const [older, newer] = apart(table.rows, literals(attributes));
  return { config: camelCased(table.rows, older) as Config, newer };
}

/** Gives a resource the attributes that its class does not know. */
export function addNewer(resource: TerraformResource, newer: JsonObject = {}): void {
  for (const [attribute, value] of Object.entries(newer)) resource.addOverride(attribute, value);
}

/** Attributes that the provider's classes know whole, and those that are or hold something newer. */
function apart(rows: readonly Row[], attributes: JsonObject): readonly [older: JsonObject, newer: JsonObject] {
  const isNewer = ([attribute, value]: readonly [string, Json | undefined]) => {
    const row = rows.find((each) => each.attribute === attribute);
    return row !== undefined && (row.since !== undefined || holdsNewer(row.kind.rows, value));
  };
  const entries = Object.entries(attributes);
  return [Object.fromEntries(entries.filter((entry) => !isNewer(entry))), Object.fromEntries(entries.filter(isNewer))];
}

function holdsNewer(rows: readonly Row[] | undefined, value: Json | undefined): boolean {
  if (rows === undefined) return false;
  if (Array.isArray(value)) return (value as readonly Json[]).some((item) => holdsNewer(rows, item));
  return isObject(value) && Object.keys(apart(rows, value)[1]).length > 0;
}

/** Attributes as cdktf spells them; the names in a map are nobody's attributes, and stay. */
function camelCased(rows: readonly Row[] | undefined, value: Json | undefined): unknown {
  if (rows === undefined) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => camelCased(rows, item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([attribute, inner]) => {
      const row = rows.find((each) => each.attribute === attribute);
      return [camel(attribute), camelCased(row?.kind.rows, inner)];
    }),
  );
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
