import { SoftwareCatalog } from "@cdktf/provider-datadog/lib/software-catalog";
import { Construct } from "constructs";
import { stringify } from "yaml";
import { type CatalogEntityDefinition, checkCatalogEntity } from "../datadog/definitions";
import { refuse } from "../datadog/findings";
import { literal } from "./literal";

/** An entry of the Software Catalog, as the YAML that Datadog takes: `datadog_software_catalog.ID`. */
export class CatalogEntity extends Construct {
  /** @throws DefinitionError for what the schema of catalog entries does not have */
  constructor(scope: Construct, id: string, definition: CatalogEntityDefinition) {
    super(scope, id);
    refuse(`catalog entity "${definition.metadata.name}"`, definition, checkCatalogEntity(definition));
    const entity = literal(stringify(definition, { lineWidth: 0, aliasDuplicateObjects: false }));
    new SoftwareCatalog(this, "entity", { entity }).overrideLogicalId(id);
  }
}
