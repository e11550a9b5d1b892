import { z } from "zod";

/** A tag key, as the API takes it. */
const tagKey = z.string().regex(/^[A-Za-z][A-Za-z0-9.\-_:/]{0,199}$/, {
  error:
    "is not a valid tag key: it must start with a letter, contain only letters, digits, and . - _ : /, and have at most 200 characters",
});

/** @see https://docs.datadoghq.com/api/latest/metrics/#create-a-tag-configuration */
export const tagConfigurationSchema = z.strictObject({
  type: z.literal("manage_tags"),
  /** The metric's name. */
  id: z.string().regex(/^[A-Za-z][A-Za-z0-9._]{0,199}$/, {
    error:
      'is not a valid metric name: it must start with a letter, contain only letters, digits, "_", and ".", and have at most 200 characters',
  }),
  attributes: z.strictObject({
    /** How the metric is stored; Datadog cannot change it later. */
    metric_type: z.enum(["count", "rate", "gauge", "distribution"]),
    /** The tags that can be queried; every other tag of the metric cannot. */
    tags: z.array(tagKey).readonly(),
    /** Whether p50 to p99 can be asked for; for distributions only. @default false */
    include_percentiles: z.boolean().optional(),
    /** Whether `tags` are those that can not be queried. @default false */
    exclude_tags_mode: z.boolean().optional(),
    /** Which aggregations can be asked for of a count, rate or gauge. Deprecated: Datadog now keeps all of them. */
    aggregations: z
      .array(z.strictObject({ time: z.string(), space: z.string() }))
      .readonly()
      .optional(),
  }),
});

/** Which tags of a metric can be queried: the `data` of its API request. */
export type TagConfigurationDefinition = z.output<typeof tagConfigurationSchema>;
