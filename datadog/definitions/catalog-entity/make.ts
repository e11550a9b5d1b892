import { asserted } from "../../findings";
import { checkCatalogEntity } from "./check";
import type { CatalogEntityDefinition } from "./schema";

/** @throws DefinitionError for what the schema does not have */
export function catalogEntity(definition: CatalogEntityDefinition): CatalogEntityDefinition {
  return asserted(`catalog entity "${definition.metadata.name}"`, definition, checkCatalogEntity(definition));
}
