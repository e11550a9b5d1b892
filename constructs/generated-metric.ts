import type { LogsMetricDefinition, SpansMetricDefinition } from "../datadog/definitions";
import { literals } from "./literal";

/** The attributes that Terraform's logs metrics and spans metrics have in common. */
export function generatedMetric(definition: LogsMetricDefinition | SpansMetricDefinition) {
  const { id: name, attributes } = literals(definition);
  const { compute, filter, group_by = [] } = attributes;
  return {
    name,
    compute:
      compute.aggregation_type === "count"
        ? { aggregationType: "count" }
        : {
            aggregationType: "distribution",
            path: compute.path,
            includePercentiles: compute.include_percentiles ?? false,
          },
    filter: { query: filter?.query ?? "*" },
    groupBy: group_by.map(({ path, tag_name }) => ({ path, tagName: tag_name })),
  };
}
