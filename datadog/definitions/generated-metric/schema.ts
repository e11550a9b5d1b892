import { z } from "zod";
import { filled } from "../fields";

/**
 * Metrics that Datadog makes from logs, or from spans: what is counted or measured, of which events, by which tags. The
 * two have one shape.
 */

const metricName = z.string().regex(/^[A-Za-z][A-Za-z0-9_.]{0,199}$/, {
  error:
    'is not a valid metric name: it must start with a letter, contain only letters, digits, "_", and ".", and have at most 200 characters',
});

const attributes = z.strictObject({
  compute: z.discriminatedUnion("aggregation_type", [
    z.strictObject({ aggregation_type: z.literal("count") }),
    z.strictObject({
      aggregation_type: z.literal("distribution"),
      /** The attribute that is measured: `@duration`. */
      path: filled,
      /** Whether p50 to p99 can be asked for; each costs. @default false */
      include_percentiles: z.boolean().optional(),
    }),
  ]),
  /** @default every event */
  filter: z.strictObject({ query: z.string() }).optional(),
  /** @default one series */
  group_by: z
    .array(z.strictObject({ path: filled, tag_name: filled }))
    .readonly()
    .optional(),
});

/** @see https://docs.datadoghq.com/api/latest/logs-metrics/ */
export const logsMetricSchema = z.strictObject({ type: z.literal("logs_metrics"), id: metricName, attributes });

/** @see https://docs.datadoghq.com/api/latest/spans-metrics/ */
export const spansMetricSchema = z.strictObject({ type: z.literal("spans_metrics"), id: metricName, attributes });

/** A logs-based metric: the `data` of its API request. */
export type LogsMetricDefinition = z.output<typeof logsMetricSchema>;

/** A metric made from spans: the `data` of its API request. */
export type SpansMetricDefinition = z.output<typeof spansMetricSchema>;
