import {
  type MetricMetadataConfig,
  MetricMetadata as MetricMetadataResource,
} from "@cdktf/provider-datadog/lib/metric-metadata";
import type { Construct } from "constructs";
import { checkMetricMetadata, type MetricMetadataDefinition } from "../datadog/definitions";
import { metricMetadataTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** A metric's metadata: `datadog_metric_metadata.ID`. Deleting the resource leaves the metadata unchanged. */
export class MetricMetadata extends ResourceConstruct<MetricMetadataConfig, MetricMetadataResource> {
  /** @throws DefinitionError for what Datadog would reject */
  constructor(
    scope: Construct,
    id: string,
    definition: MetricMetadataDefinition,
    settings?: ResourceSettings<MetricMetadataConfig>,
  ) {
    const config = (self: Construct) => {
      const what = `metadata of ${definition.metric}`;
      judge(self, checkMetricMetadata(definition), { what, definition, settings });
      const { config: attributes } = configOf<MetricMetadataConfig>(self, metricMetadataTable, what, definition);
      // Some organizations answer `distribution` for a type that may not be sent: no plan shall try to take it away.
      const lifecycle = definition.type === undefined ? { ignoreChanges: ["type"] } : undefined;
      return { config: { ...attributes, lifecycle } };
    };
    super(scope, id, { Resource: MetricMetadataResource, child: "metadata" }, config, settings);
  }
}
