import { defined } from "../../json";
import type { Given } from "../kind";

/** @see https://docs.datadoghq.com/api/latest/metrics/#get-metric-metadata */
export const metricMetadataGiven: Given = {
  fields: ["integration"],
  complete: ({ metric, type, description, short_name, unit, per_unit, statsd_interval }) =>
    defined({ metric, type, description, short_name, unit, per_unit, statsd_interval }),
};
