import { SoftwareCatalog, type SoftwareCatalogConfig } from "@cdktf/provider-datadog/lib/software-catalog";
import type { Construct } from "constructs";
import { type CatalogEntityDefinition, checkCatalogEntity } from "../datadog/definitions";
import { catalogEntityTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** An entity of the Software Catalog, as YAML: `datadog_software_catalog.ID`. */
export class CatalogEntity extends ResourceConstruct<SoftwareCatalogConfig, SoftwareCatalog> {
  /** @throws DefinitionError for what the schema of catalog entries does not have */
  constructor(
    scope: Construct,
    id: string,
    definition: CatalogEntityDefinition,
    settings?: ResourceSettings<SoftwareCatalogConfig>,
  ) {
    const config = (self: Construct) => {
      const what = `catalog entity "${definition.metadata.name}"`;
      judge(self, checkCatalogEntity(definition), { what, definition, settings });
      return configOf<SoftwareCatalogConfig>(self, catalogEntityTable, what, definition);
    };
    super(scope, id, { Resource: SoftwareCatalog, child: "entity" }, config, settings);
  }
}
