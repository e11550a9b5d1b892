import { parse } from "yaml";
import { isObject, type Json, type JsonObject, objectOf, stringOf } from "../../json";
import type { Org } from "../org";
import { badRequest, notFound } from "../refusal";

/**
 * Creates or replaces a software catalog entity from the text of its definition, YAML or JSON, schema v3. Its reference,
 * `service:default/name`, says which one it is.
 *
 * @see https://docs.datadoghq.com/software_catalog/service_definitions/v3-0/
 */
export function upsertEntity(org: Org, text: string): JsonObject {
  const definition = definitionOf(text);
  const metadata = objectOf(definition.metadata);
  const namespace = stringOf(metadata.namespace) ?? "default";
  const reference = `${definition.kind}:${namespace}/${metadata.name}`;
  const before = org.catalogEntities.get(reference);
  const time = new Date(org.now()).toISOString();
  const entity: JsonObject = {
    id: before?.id ?? org.ids.uuid("catalog-entity"),
    reference,
    definition,
    raw: Buffer.from(text.startsWith("---") ? text : `---\n${text}`).toString("base64"),
    createdAt: before?.createdAt ?? time,
    modifiedAt: time,
  };
  org.catalogEntities.set(reference, entity);
  return entity;
}

export interface EntityFilter {
  /** `service:default/name`. */
  readonly ref?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly owner?: string;
}

/** The entities that match every filter, in the order in which they were created. */
export function listEntities(org: Org, filter: EntityFilter = {}): JsonObject[] {
  return [...org.catalogEntities.values()].filter((entity) => {
    const definition = objectOf(entity.definition);
    const { name, owner } = objectOf(definition.metadata);
    const wanted = [
      [filter.ref, entity.reference],
      [filter.name, name],
      [filter.kind, definition.kind],
      [filter.owner, owner],
    ];
    return wanted.every(([asked, value]) => asked === undefined || asked === value);
  });
}

/** Deletes an entity by its reference or id. */
export function deleteEntity(org: Org, name: string): void {
  const found = [...org.catalogEntities].find(([reference, entity]) => reference === name || entity.id === name);
  if (found === undefined) throw notFound(`Entity ${name} not found`);
  org.catalogEntities.delete(found[0]);
}

/** An entity as lists show it. */
export function entityAnswer(entity: JsonObject): JsonObject {
  const { apiVersion, kind, metadata } = objectOf(entity.definition);
  const { displayName, name, namespace, owner, tags, description } = objectOf(metadata);
  return {
    id: entity.id,
    type: "entity",
    attributes: { apiVersion, description, displayName, kind, name, namespace: namespace ?? "default", owner, tags },
    meta: { createdAt: entity.createdAt, modifiedAt: entity.modifiedAt, ingestionSource: "api" },
  };
}

/** The definition as Datadog keeps it: with its namespace and who manages it. */
export function entitySchema(entity: JsonObject): JsonObject {
  const definition = objectOf(entity.definition);
  const { createdAt, modifiedAt } = entity;
  const managed = { ingestionSource: "api", createdAt, modifiedAt };
  return { ...definition, metadata: { namespace: "default", ...objectOf(definition.metadata), managed } };
}

function definitionOf(text: string): JsonObject {
  const definition = parsed(text);
  if (!isObject(definition)) throw badRequest("Invalid entity: expected a YAML or JSON object");
  if (definition.apiVersion !== "v3") throw badRequest("Invalid entity: 'apiVersion' must be v3");
  const { kind, metadata } = definition;
  if (typeof kind !== "string" || kind === "") throw badRequest("Invalid entity: 'kind' is a required property");
  const name = stringOf(objectOf(metadata).name);
  if (name === undefined || name === "") throw badRequest("Invalid entity: 'metadata.name' is a required property");
  return definition;
}

/** YAML as plain JSON; every way in which it can be broken is a 400. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(JSON.stringify(parse(text, { logLevel: "silent" })) ?? "null") as Json;
  } catch (error) {
    const [line = "unreadable"] = error instanceof Error ? error.message.split("\n") : [];
    throw badRequest(`Invalid entity: ${line.slice(0, 200)}`);
  }
}
