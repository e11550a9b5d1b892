import { z } from "zod";
import { filled } from "../fields";

/** @see https://docs.datadoghq.com/api/latest/metrics/#edit-metric-metadata */
export const metricMetadataSchema = z.strictObject({
  /** The metric's name, which the API has in the address. */
  metric: filled,
  /** How the metric is stored. Absent for a distribution: the API does not take that type. */
  type: z
    .enum(["count", "rate", "gauge"], { error: "must be count, rate, or gauge; omit it for a distribution" })
    .optional(),
  description: z.string().optional(),
  short_name: z.string().optional(),
  /** @see https://docs.datadoghq.com/metrics/units/ */
  unit: filled.optional(),
  per_unit: filled.optional(),
  /** Seconds that one value stands for: `as_count()` multiplies a rate by it. */
  statsd_interval: z.int().positive({ error: "must be a whole number of seconds of at least 1" }).optional(),
});

/** What Datadog shows and knows of a metric: the body of its API request, and the metric's name. */
export type MetricMetadataDefinition = z.output<typeof metricMetadataSchema>;
