import { z } from "zod";
import { filled } from "../fields";

const rate = z.number().min(0, { error: "must be between 0 and 1" }).max(1, { error: "must be between 0 and 1" });

/** @see https://docs.datadoghq.com/api/latest/apm-retention-filters/ */
export const retentionFilterSchema = z.strictObject({
  type: z.literal("apm_retention_filter"),
  attributes: z.strictObject({
    name: filled,
    enabled: z.boolean(),
    filter_type: z.literal("spans-sampling-processor"),
    filter: z.strictObject({ query: z.string() }),
    /** The share of the spans that match which is indexed: 1 keeps all. */
    rate,
    /** The share of the traces with such a span that is indexed whole. @default none */
    trace_rate: rate.optional(),
  }),
});

/** Which spans Datadog indexes and keeps for 15 days: the `data` of its API request. */
export type RetentionFilterDefinition = z.output<typeof retentionFilterSchema>;
