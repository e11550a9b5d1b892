import {
  MetricTagConfiguration,
  type MetricTagConfigurationConfig,
} from "@cdktf/provider-datadog/lib/metric-tag-configuration";
import type { Construct } from "constructs";
import { checkTagConfiguration, type TagConfigurationDefinition } from "../datadog/definitions";
import { asserted } from "../datadog/findings";
import { literals } from "./literal";
import { ResourceConstruct, type ResourceSettings } from "./resource";

/** Which tags of a metric can be queried: `datadog_metric_tag_configuration.ID`. */
export class TagConfiguration extends ResourceConstruct<MetricTagConfigurationConfig, MetricTagConfiguration> {
  /** @throws DefinitionError for what Datadog would refuse */
  constructor(
    scope: Construct,
    id: string,
    definition: TagConfigurationDefinition,
    settings?: ResourceSettings<MetricTagConfigurationConfig>,
  ) {
    super(
      scope,
      id,
      { Resource: MetricTagConfiguration, child: "configuration" },
      () => {
        asserted(`tag configuration of ${definition.id}`, definition, checkTagConfiguration(definition));
        const { metric_type, tags, include_percentiles, exclude_tags_mode } = literals(definition.attributes);
        return {
          metricName: definition.id,
          metricType: metric_type,
          tags: [...tags],
          includePercentiles: include_percentiles,
          excludeTagsMode: exclude_tags_mode,
        };
      },
      settings,
    );
  }
}
