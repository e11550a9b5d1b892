import {
  MetricTagConfiguration,
  type MetricTagConfigurationConfig,
} from "@cdktf/provider-datadog/lib/metric-tag-configuration";
import type { Construct } from "constructs";
import { checkTagConfiguration, type TagConfigurationDefinition } from "../datadog/definitions";
import { tagConfigurationTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** Which tags of a metric can be queried: `datadog_metric_tag_configuration.ID`. */
export class TagConfiguration extends ResourceConstruct<MetricTagConfigurationConfig, MetricTagConfiguration> {
  /** @throws DefinitionError for what Datadog would reject */
  constructor(
    scope: Construct,
    id: string,
    definition: TagConfigurationDefinition,
    settings?: ResourceSettings<MetricTagConfigurationConfig>,
  ) {
    const config = (self: Construct) => {
      const what = `tag configuration of ${definition.id}`;
      judge(self, checkTagConfiguration(definition), { what, definition, settings });
      return configOf<MetricTagConfigurationConfig>(self, tagConfigurationTable, what, definition);
    };
    super(scope, id, { Resource: MetricTagConfiguration, child: "configuration" }, config, settings);
  }
}
