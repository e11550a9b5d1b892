import { z } from "zod";
import { numberOrLink } from "../fields";

/** The times over which an SLO can be measured. */
export const SLO_TIMEFRAMES = ["7d", "30d", "90d", "custom"] as const;

const percent = z.number().gt(0, { error: "must be a percentage between 0 and 100" }).lt(100, {
  error: "must be a percentage between 0 and 100",
});

const threshold = z.strictObject({
  timeframe: z.enum(SLO_TIMEFRAMES),
  /** Percent of what must be good. */
  target: percent,
  /** Percent below which it is shown as a warning; above the target. @default none */
  warning: percent.nullish(),
  target_display: z.string().optional(),
  warning_display: z.string().optional(),
});

const query = z.looseObject({ name: z.string(), data_source: z.string(), query: z.string() });
const formula = z.strictObject({ formula: z.string() });

const specification = z.union([
  z.strictObject({
    count: z.strictObject({
      queries: z.array(query),
      good_events_formula: formula,
      total_events_formula: formula.optional(),
      bad_events_formula: formula.optional(),
    }),
  }),
  z.strictObject({
    time_slice: z.strictObject({
      query: z.strictObject({ queries: z.array(query), formulas: z.array(formula).length(1) }),
      comparator: z.enum([">", ">=", "<", "<="]),
      /** What a slice is compared with to count as good. */
      threshold: z.number(),
      /** Of one slice. @default 300 */
      query_interval_seconds: z.union([z.literal(60), z.literal(300)]).optional(),
    }),
  }),
]);

/** @see https://docs.datadoghq.com/api/latest/service-level-objectives/#create-an-slo-object */
export const sloSchema = z.strictObject({
  name: z.string(),
  /** `metric`: good events of all; `monitor`: the time in which monitors are OK; `time_slice`: the slices that are good. */
  type: z.enum(["metric", "monitor", "time_slice"]),
  thresholds: z.array(threshold).min(1),
  description: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  /** Of a metric SLO: the good events, and all of them. */
  query: z.strictObject({ numerator: z.string(), denominator: z.string() }).nullish(),
  /** Of a time slice SLO, and the newer form of a metric SLO. */
  sli_specification: specification.nullish(),
  /** Of a monitor SLO. */
  monitor_ids: z.array(numberOrLink).nullish(),
  /** Of an SLO over one monitor: the groups of it that count. @default all */
  groups: z.array(z.string()).nullish(),
  /** The timeframe that lists show. @default the first threshold's */
  timeframe: z.enum(SLO_TIMEFRAMES).optional(),
  target_threshold: percent.optional(),
  warning_threshold: percent.nullish(),
});

/** How much of something must be good: the body of its API request. */
export type SloDefinition = z.output<typeof sloSchema>;
