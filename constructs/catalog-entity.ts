import { SoftwareCatalog, type SoftwareCatalogConfig } from "@cdktf/provider-datadog/lib/software-catalog";
import type { Construct } from "constructs";
import { stringify } from "yaml";
import { type CatalogEntityDefinition, checkCatalogEntity } from "../datadog/definitions";
import { asserted } from "../datadog/findings";
import { literal } from "./literal";
import { ResourceConstruct, type ResourceSettings } from "./resource";

/** An entry of the Software Catalog, as the YAML that Datadog takes: `datadog_software_catalog.ID`. */
export class CatalogEntity extends ResourceConstruct<SoftwareCatalogConfig, SoftwareCatalog> {
  /** @throws DefinitionError for what the schema of catalog entries does not have */
  constructor(
    scope: Construct,
    id: string,
    definition: CatalogEntityDefinition,
    settings?: ResourceSettings<SoftwareCatalogConfig>,
  ) {
    const config = () => {
      asserted(`catalog entity "${definition.metadata.name}"`, definition, checkCatalogEntity(definition));
      return { entity: literal(stringify(definition, { lineWidth: 0, aliasDuplicateObjects: false })) };
    };
    super(scope, id, { Resource: SoftwareCatalog, child: "entity" }, config, settings);
  }
}
