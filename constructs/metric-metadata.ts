import {
  type MetricMetadataConfig,
  MetricMetadata as MetricMetadataResource,
} from "@cdktf/provider-datadog/lib/metric-metadata";
import type { Construct } from "constructs";
import { checkMetricMetadata, type MetricMetadataDefinition } from "../datadog/definitions";
import { asserted } from "../datadog/findings";
import { literals } from "./literal";
import { ResourceConstruct, type ResourceSettings } from "./resource";

/** What Datadog knows of a metric: `datadog_metric_metadata.ID`. Deleting it leaves the metadata as it is. */
export class MetricMetadata extends ResourceConstruct<MetricMetadataConfig, MetricMetadataResource> {
  /** @throws DefinitionError for what Datadog would refuse */
  constructor(
    scope: Construct,
    id: string,
    definition: MetricMetadataDefinition,
    settings?: ResourceSettings<MetricMetadataConfig>,
  ) {
    super(
      scope,
      id,
      { Resource: MetricMetadataResource, child: "metadata" },
      () => {
        asserted(`metadata of ${definition.metric}`, definition, checkMetricMetadata(definition));
        const { metric, type, description, short_name, unit, per_unit, statsd_interval } = literals(definition);
        return {
          metric,
          type,
          description,
          shortName: short_name,
          unit,
          perUnit: per_unit,
          statsdInterval: statsd_interval,
          // Some organizations answer `distribution` for a type that may not be sent: no plan shall try to take it away.
          lifecycle: type === undefined ? { ignoreChanges: ["type"] } : undefined,
        };
      },
      settings,
    );
  }
}
