import { parse } from "yaml";
import { KINDS } from "../../definitions";
import { isObject, type Json, type JsonObject, objectOf } from "../../json";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import type { StoredObject } from "./store";

/**
 * Creates or replaces a software catalog entity from the text of its definition, YAML or JSON, schema v3. Its reference,
 * `service:default/name`, says which one it is.
 *
 * @see https://docs.datadoghq.com/software_catalog/service_definitions/v3-0/
 */
export function upsertEntity(org: Org, text: string): JsonObject {
  const definition = parsed(text);
  if (!isObject(definition)) throw badRequest("Invalid entity: expected a YAML or JSON object");
  const time = new Date(org.now()).toISOString();
  const raw = Buffer.from(text.startsWith("---") ? text : `---\n${text}`).toString("base64");
  const reference = KINDS.catalogEntity.nameOf(definition);
  if (org.catalogEntities.has(reference)) {
    return entityOf(org.catalogEntities.replace(reference, definition, { raw, modifiedAt: time }));
  }
  const made = org.catalogEntities.create(definition, () => {
    const id = org.ids.uuid("catalog-entity");
    return { id: reference, given: { id, reference, raw, createdAt: time, modifiedAt: time } };
  });
  return entityOf(made);
}

/** An entity as the functions below take it. */
const entityOf = ({ definition, given }: StoredObject<string>): JsonObject => ({ ...given, definition });

export interface EntityFilter {
  /** `service:default/name`. */
  readonly ref?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly owner?: string;
}

/** The entities that match every filter, in the order in which they were created. */
export function listEntities(org: Org, filter: EntityFilter = {}): JsonObject[] {
  return org.catalogEntities
    .all()
    .map(entityOf)
    .filter((entity) => {
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
  const found = org.catalogEntities.all().find((entity) => entity.id === name || entity.given.id === name);
  org.catalogEntities.delete(found?.id ?? name);
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

/** YAML as plain JSON; every way in which it can be broken is a 400. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(JSON.stringify(parse(text, { logLevel: "silent" })) ?? "null") as Json;
  } catch (error) {
    const [line = "unreadable"] = error instanceof Error ? error.message.split("\n") : [];
    throw badRequest(`Invalid entity: ${line.slice(0, 200)}`);
  }
}
