import type { Given } from "../kind";

/** @see https://docs.datadoghq.com/api/latest/metrics/#get-metric-metadata */
export const metricMetadataGiven: Given = {
  fields: ["integration"],
  complete: (definition) => definition,
};
