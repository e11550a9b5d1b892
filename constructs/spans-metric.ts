import { type SpansMetricConfig, SpansMetric as SpansMetricResource } from "@cdktf/provider-datadog/lib/spans-metric";
import type { Construct } from "constructs";
import { checkSpansMetric, type SpansMetricDefinition } from "../datadog/definitions";
import { spansMetricTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** A metric generated from spans: `datadog_spans_metric.ID`. */
export class SpansMetric extends ResourceConstruct<SpansMetricConfig, SpansMetricResource> {
  /** @throws DefinitionError for what Datadog would reject */
  constructor(
    scope: Construct,
    id: string,
    definition: SpansMetricDefinition,
    settings?: ResourceSettings<SpansMetricConfig>,
  ) {
    const config = (self: Construct) => {
      const what = `spans metric "${definition.id}"`;
      judge(self, checkSpansMetric(definition), { what, definition, settings });
      return configOf<SpansMetricConfig>(self, spansMetricTable, what, definition);
    };
    super(scope, id, { Resource: SpansMetricResource, child: "metric" }, config, settings);
  }
}
