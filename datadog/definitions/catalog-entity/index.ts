import { objectOf } from "../../json";
import type { DefinitionKind } from "../kind";
import { checkCatalogEntity, danglingReferences } from "./check";
import { catalogEntityGiven } from "./given";
import type { CatalogEntityDefinition } from "./schema";
import { catalogEntitySchema } from "./schema";

export { checkCatalogEntity, danglingReferences, entityReference } from "./check";
export { catalogEntity } from "./make";
export type { CatalogEntityDefinition } from "./schema";

export const catalogEntityKind: DefinitionKind = {
  name: "catalog entity",
  schema: () => catalogEntitySchema,
  check: checkCatalogEntity,
  // others of the organization may be declared elsewhere: only what is near to one of these is a mistake
  checkTogether: (entities) =>
    danglingReferences(entities as unknown as readonly CatalogEntityDefinition[]).filter(
      ({ suggestion }) => suggestion !== undefined,
    ),
  recognizes: ({ apiVersion, kind }) => typeof apiVersion === "string" && typeof kind === "string",
  nameOf: ({ kind, metadata }) => {
    const { namespace = "default", name } = objectOf(metadata);
    return `${kind}:${namespace}/${name}`;
  },
  given: catalogEntityGiven,
};
