import { SpansMetric as SpansMetricResource } from "@cdktf/provider-datadog/lib/spans-metric";
import { Construct } from "constructs";
import { checkSpansMetric, type SpansMetricDefinition } from "../datadog/definitions";
import { refuse } from "../datadog/findings";
import { generatedMetric } from "./generated-metric";

/** A metric that is counted or measured from spans: `datadog_spans_metric.ID`. */
export class SpansMetric extends Construct {
  /** @throws DefinitionError for what Datadog would refuse */
  constructor(scope: Construct, id: string, definition: SpansMetricDefinition) {
    super(scope, id);
    refuse(`spans metric "${definition.id}"`, definition, checkSpansMetric(definition));
    new SpansMetricResource(this, "metric", generatedMetric(definition)).overrideLogicalId(id);
  }
}
