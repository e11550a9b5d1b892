import { type SpansMetricConfig, SpansMetric as SpansMetricResource } from "@cdktf/provider-datadog/lib/spans-metric";
import type { Construct } from "constructs";
import { checkSpansMetric, type SpansMetricDefinition } from "../datadog/definitions";
import { asserted } from "../datadog/findings";
import { generatedMetric } from "./generated-metric";
import { ResourceConstruct, type ResourceSettings } from "./resource";

/** A metric that is counted or measured from spans: `datadog_spans_metric.ID`. */
export class SpansMetric extends ResourceConstruct<SpansMetricConfig, SpansMetricResource> {
  /** @throws DefinitionError for what Datadog would refuse */
  constructor(
    scope: Construct,
    id: string,
    definition: SpansMetricDefinition,
    settings?: ResourceSettings<SpansMetricConfig>,
  ) {
    const config = () => {
      asserted(`spans metric "${definition.id}"`, definition, checkSpansMetric(definition));
      return generatedMetric(definition);
    };
    super(scope, id, { Resource: SpansMetricResource, child: "metric" }, config, settings);
  }
}
