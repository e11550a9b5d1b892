import { type Finding, finding, nearest } from "../../findings";
import { shapeFindings } from "../shape";
import { type CatalogEntityDefinition, catalogEntitySchema } from "./schema";

/** What is wrong with an entity: fields that its kind does not have, or of the wrong form. */
export function checkCatalogEntity(definition: unknown): readonly Finding[] {
  return shapeFindings(catalogEntitySchema, definition, "the entity");
}

/** `service:fastapi`: how one entity names another. */
export function entityReference({ kind, metadata }: CatalogEntityDefinition): string {
  return `${kind}:${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name}`;
}

/** References among the entities of one organization that name none of them. */
export function danglingReferences(entities: readonly CatalogEntityDefinition[]): readonly Finding[] {
  const known = entities.map(entityReference);
  return entities.flatMap((entity, index) =>
    Object.entries(entity.spec ?? {}).flatMap(([key, value]) =>
      !["dependsOn", "componentOf", "components"].includes(key) || !Array.isArray(value)
        ? []
        : (value as string[])
            .filter((name) => !known.includes(name))
            .map((name) => {
              const message = `"${name}" is not one of the entities declared here: ${known.join(", ")}.`;
              return finding("dangling-reference", message, {
                path: [index, "spec", key],
                suggestion: nearest(name, known),
              });
            }),
    ),
  );
}
