import { nearest } from "../../findings";
import type { DefinitionKind } from "../kind";
import { checkMetricMetadata } from "./check";
import { metricMetadataGiven } from "./given";
import { metricMetadataSchema } from "./schema";

export { checkMetricMetadata } from "./check";
export { metricMetadata } from "./make";
export type { MetricMetadataDefinition } from "./schema";

/** The fields of a request and of its answer. */
const FIELDS = [...Object.keys(metricMetadataSchema.shape), ...metricMetadataGiven.fields];

export const metricMetadataKind: DefinitionKind = {
  name: "metric metadata",
  schema: () => metricMetadataSchema,
  check: checkMetricMetadata,
  // other things have a short name as well, such as the manifest of a web page
  recognizes: (value) =>
    ["statsd_interval", "per_unit", "unit", "short_name"].some((key) => key in value) &&
    Object.keys(value).every((key) => FIELDS.includes(key) || nearest(key, FIELDS) !== undefined),
  nameOf: ({ metric }) => String(metric),
  given: metricMetadataGiven,
};
