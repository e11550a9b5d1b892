import { MetricMetadata as MetricMetadataResource } from "@cdktf/provider-datadog/lib/metric-metadata";
import { Construct } from "constructs";
import { checkMetricMetadata, type MetricMetadataDefinition } from "../datadog/definitions";
import { refuse } from "../datadog/findings";
import { literals } from "./literal";

/** What Datadog knows of a metric: `datadog_metric_metadata.ID`. Deleting it leaves the metadata as it is. */
export class MetricMetadata extends Construct {
  /** @throws DefinitionError for what Datadog would refuse */
  constructor(scope: Construct, id: string, definition: MetricMetadataDefinition) {
    super(scope, id);
    refuse(`metadata of ${definition.metric}`, definition, checkMetricMetadata(definition));
    const { metric, type, description, short_name, unit, per_unit, statsd_interval } = literals(definition);
    new MetricMetadataResource(this, "metadata", {
      metric,
      type,
      description,
      shortName: short_name,
      unit,
      perUnit: per_unit,
      statsdInterval: statsd_interval,
      // Some organizations answer `distribution` for a type that may not be sent: no plan shall try to take it away.
      lifecycle: type === undefined ? { ignoreChanges: ["type"] } : undefined,
    }).overrideLogicalId(id);
  }
}
