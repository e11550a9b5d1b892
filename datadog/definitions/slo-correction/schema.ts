import { z } from "zod";

/** @see https://docs.datadoghq.com/api/latest/service-level-objective-corrections/#create-an-slo-correction */
export const sloCorrectionSchema = z.strictObject({
  type: z.literal("correction"),
  attributes: z.strictObject({
    /** @default `slo_query` says which SLOs */
    slo_id: z.string().nullish(),
    /** A search over the tags of SLOs: `env:prod service:checkout`. @default `slo_id` says which SLO */
    slo_query: z.string().nullish(),
    category: z.enum(["Scheduled Maintenance", "Outside Business Hours", "Deployment", "Other"]),
    /** UNIX seconds. */
    start: z.int(),
    /** UNIX seconds. @default that of `rrule` and `duration`; one of the two is required */
    end: z.int().nullish(),
    /** How often it comes: `FREQ=DAILY;INTERVAL=10;COUNT=5`. @default once */
    rrule: z.string().nullish(),
    /** Seconds that each occurrence lasts. */
    duration: z.int().nullish(),
    description: z.string().nullish(),
    /** A name of the tz database, in which it is shown. @default "UTC" */
    timezone: z.string().nullish(),
  }),
});

/** A time that an SLO does not count: the `data` of its API request. */
export type SloCorrectionDefinition = z.output<typeof sloCorrectionSchema>;
