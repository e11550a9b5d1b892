import { ApmRetentionFilter, type ApmRetentionFilterConfig } from "@cdktf/provider-datadog/lib/apm-retention-filter";
import type { Construct } from "constructs";
import { checkRetentionFilter, type RetentionFilterDefinition } from "../datadog/definitions";
import { retentionFilterTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** Which spans are kept: `datadog_apm_retention_filter.ID`. */
export class RetentionFilter extends ResourceConstruct<ApmRetentionFilterConfig, ApmRetentionFilter> {
  /** @throws DefinitionError for what Datadog would reject */
  constructor(
    scope: Construct,
    id: string,
    definition: RetentionFilterDefinition,
    settings?: ResourceSettings<ApmRetentionFilterConfig>,
  ) {
    const config = (self: Construct) => {
      const what = `retention filter "${definition.attributes.name}"`;
      judge(self, checkRetentionFilter(definition), { what, definition, settings });
      return configOf<ApmRetentionFilterConfig>(self, retentionFilterTable, what, definition);
    };
    super(scope, id, { Resource: ApmRetentionFilter, child: "filter" }, config, settings);
  }
}
