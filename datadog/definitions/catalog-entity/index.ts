import { objectOf } from "../../json";
import type { DefinitionKind } from "../kind";
import { checkCatalogEntity } from "./check";
import { catalogEntityGiven } from "./given";
import { catalogEntitySchema } from "./schema";

export { checkCatalogEntity, danglingReferences, entityReference } from "./check";
export { catalogEntity } from "./make";
export type { CatalogEntityDefinition } from "./schema";

export const catalogEntityKind: DefinitionKind = {
  name: "catalog entity",
  schema: catalogEntitySchema,
  check: checkCatalogEntity,
  recognizes: ({ apiVersion, kind }) => typeof apiVersion === "string" && typeof kind === "string",
  nameOf: ({ kind, metadata }) => {
    const { namespace = "default", name } = objectOf(metadata);
    return `${kind}:${namespace}/${name}`;
  },
  given: catalogEntityGiven,
};
