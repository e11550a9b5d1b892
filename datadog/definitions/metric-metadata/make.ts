import { asserted } from "../../findings";
import { checkMetricMetadata } from "./check";
import type { MetricMetadataDefinition } from "./schema";

/** @throws DefinitionError for a type or an interval that makes no sense */
export function metricMetadata(definition: MetricMetadataDefinition): MetricMetadataDefinition {
  return asserted(`metadata of ${definition.metric}`, definition, checkMetricMetadata(definition));
}
