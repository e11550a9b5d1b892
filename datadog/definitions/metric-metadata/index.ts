import type { DefinitionKind } from "../kind";
import { checkMetricMetadata } from "./check";
import { metricMetadataGiven } from "./given";
import { metricMetadataSchema } from "./schema";

export { checkMetricMetadata } from "./check";
export { metricMetadata } from "./make";
export type { MetricMetadataDefinition } from "./schema";

export const metricMetadataKind: DefinitionKind = {
  name: "metric metadata",
  schema: metricMetadataSchema,
  check: checkMetricMetadata,
  recognizes: (value) => "statsd_interval" in value || "per_unit" in value || "short_name" in value,
  nameOf: ({ metric }) => String(metric),
  given: metricMetadataGiven,
};
