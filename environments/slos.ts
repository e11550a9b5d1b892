import { z } from "zod";
import { SLO_WINDOWS } from "../datadog/definitions";

const percent = z
  .number()
  .gt(0, { error: "must be a percentage between 0 and 100, such as 99.9" })
  .lt(100, { error: "must be a percentage between 0 and 100, such as 99.9" });

/** An environment's settings for one SLO; what is not set defaults to the SLO's own in slos/. */
const sloSchema = z.strictObject({
  /** Whether the environment has this SLO, with its alerts. @default true */
  enabled: z.boolean().default(true),
  /** The percentage that must be good. @default the SLO's own */
  target: percent.optional(),
  /** The percentage below which the SLO is shown as a warning; above the target. @default no warning */
  warning: percent.optional(),
  /** The rolling window of the target. @default the SLO's own */
  window: z.enum(SLO_WINDOWS).optional(),
  /** What a time slice is compared with, in the unit of the SLO's file. @default the SLO's own */
  threshold: z.number().optional(),
  /** Whether the burn rates and the error budget of the SLO have monitors. @default true */
  alerts: z.boolean().default(true),
});

/** A section with the settings of each SLO. */
export const slosSchema = (names: readonly string[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, sloSchema.prefault({})]))).prefault({});
