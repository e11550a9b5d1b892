import { MetricTagConfiguration } from "@cdktf/provider-datadog/lib/metric-tag-configuration";
import { Construct } from "constructs";
import { checkTagConfiguration, type TagConfigurationDefinition } from "../datadog/definitions";
import { refuse } from "../datadog/findings";
import { literals } from "./literal";

/** Which tags of a metric can be queried: `datadog_metric_tag_configuration.ID`. */
export class TagConfiguration extends Construct {
  /** @throws DefinitionError for what Datadog would refuse */
  constructor(scope: Construct, id: string, definition: TagConfigurationDefinition) {
    super(scope, id);
    refuse(`tag configuration of ${definition.id}`, definition, checkTagConfiguration(definition));
    const { metric_type, tags, include_percentiles, exclude_tags_mode } = literals(definition.attributes);
    new MetricTagConfiguration(this, "configuration", {
      metricName: definition.id,
      metricType: metric_type,
      tags: [...tags],
      includePercentiles: include_percentiles,
      excludeTagsMode: exclude_tags_mode,
    }).overrideLogicalId(id);
  }
}
