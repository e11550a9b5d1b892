import type { FunctionName } from "../functions";
import type { MOVING_ROLLUP_METHODS } from "../functions/aggregating";
import type { RANK_LIMITS, RANK_METHODS, RANK_ORDERS } from "../functions/rank";
import type { EWMA_SPANS, MEDIAN_SPANS, ROLLING_AVERAGE_SPANS } from "../functions/smoothing";
import type { Argument, ArgumentValue, FunctionCall } from "../nodes";
import { ExpressionValue, expressionOf, numberNode, type QueryInput } from "./value";

/** Functions of one series, by their Datadog names; each takes a query and gives the changed one. */
type Unary = (query: QueryInput) => ExpressionValue;

/**
 * The call of a function by its Datadog name: for those that have no typed form here.
 * @param args after the query, in order
 * @param named `direction='both'` and the like, after the others; one that is `undefined` is left out
 * @throws RangeError where one of `args` is undefined
 * @see https://docs.datadoghq.com/dashboards/functions/
 */
export function applyFunction(
  name: string,
  query: QueryInput,
  args: readonly (number | string)[] = [],
  named: Readonly<Record<string, number | string | boolean | undefined>> = {},
): ExpressionValue {
  const node: FunctionCall = {
    kind: "call",
    name,
    args: [
      { kind: "argument", value: expressionOf(query) },
      ...args.map((value, index): Argument => {
        if (value === undefined || value === null) {
          throw new RangeError(`${name}() has the value ${value} for its argument ${index + 2}: add a value.`);
        }
        return { kind: "argument", value: literal(value) };
      }),
      ...Object.entries(named).flatMap(([key, value]): Argument[] =>
        value === undefined ? [] : [{ kind: "argument", name: key, value: literal(value) }],
      ),
    ],
  };
  return new ExpressionValue(node);
}

const literal = (value: number | string | boolean): ArgumentValue =>
  typeof value === "number" ? numberNode(value) : { kind: "string", value: String(value) };

const unary =
  (name: FunctionName): Unary =>
  (query) =>
    applyFunction(name, query);

// Arithmetic: https://docs.datadoghq.com/dashboards/functions/arithmetic/
export const abs = unary("abs");
export const log2 = unary("log2");
export const log10 = unary("log10");
/** The running total over the time that is shown. */
export const cumsum = unary("cumsum");
/** The area under the curve: the running total, times the seconds between points. */
export const integral = unary("integral");

// Interpolation and exclusion: https://docs.datadoghq.com/dashboards/functions/interpolation/ and …/exclusion/
/** 0 where there is no point. */
export const defaultZero = unary("default_zero");
/** Without the groups whose tag has no value (`N/A`). */
export const excludeNull = unary("exclude_null");
/** Values below `limit` become `limit`. */
export const clampMin = (query: QueryInput, limit: number) => applyFunction("clamp_min", query, [limit]);
/** Values above `limit` become `limit`. */
export const clampMax = (query: QueryInput, limit: number) => applyFunction("clamp_max", query, [limit]);
/** Values below `limit` are dropped. */
export const cutoffMin = (query: QueryInput, limit: number) => applyFunction("cutoff_min", query, [limit]);
/** Values above `limit` are dropped. */
export const cutoffMax = (query: QueryInput, limit: number) => applyFunction("cutoff_max", query, [limit]);

// Count: https://docs.datadoghq.com/dashboards/functions/count/
/** How many groups have a value that is not 0. */
export const countNonzero = unary("count_nonzero");
/** How many groups have a value. */
export const countNotNull = unary("count_not_null");

// Rate: https://docs.datadoghq.com/dashboards/functions/rate/
export const perSecond = unary("per_second");
export const perMinute = unary("per_minute");
export const perHour = unary("per_hour");
/** Seconds between points. */
export const dt = unary("dt");
/** From each point to the next. */
export const diff = unary("diff");
/** Like {@link diff}, but 0 where the value falls, as when a counter is reset. */
export const monotonicDiff = unary("monotonic_diff");
/** `diff` over `dt`. */
export const derivative = unary("derivative");
export const throughput = unary("throughput");

// Smoothing: https://docs.datadoghq.com/dashboards/functions/smoothing/
/** Without the noise, over a span that Datadog chooses. Monitors cannot have it. */
export const autosmooth = unary("autosmooth");
/** The exponentially weighted average of the last `span` points. */
export const ewma = (query: QueryInput, span: (typeof EWMA_SPANS)[number]) => applyFunction(`ewma_${span}`, query);
/** The median of the last `span` points. */
export const rollingMedian = (query: QueryInput, span: (typeof MEDIAN_SPANS)[number]) =>
  applyFunction(`median_${span}`, query);
/** The average of the last `span` points. */
export const rollingAverage = (query: QueryInput, span: (typeof ROLLING_AVERAGE_SPANS)[number]) =>
  applyFunction(`rollingavg_${span}`, query);

// Regression: https://docs.datadoghq.com/dashboards/functions/regression/
/** A straight line that outliers do not bend. */
export const robustTrend = unary("robust_trend");
/** A straight line (least squares). */
export const trendLine = unary("trend_line");
/** A staircase: the level between one change and the next. */
export const piecewiseConstant = unary("piecewise_constant");

// Timeshift: https://docs.datadoghq.com/dashboards/functions/timeshift/
/**
 * The values of `seconds` ago.
 * @throws RangeError where `seconds` is not above 0: Datadog writes the past as a negative shift, this does it for you
 */
export function secondsBefore(query: QueryInput, seconds: number): ExpressionValue {
  if (!(Number.isInteger(seconds) && seconds > 0)) {
    throw new RangeError(`secondsBefore() requires a whole number of seconds above 0, not ${seconds}.`);
  }
  return applyFunction("timeshift", query, [-seconds]);
}
export const hourBefore = unary("hour_before");
export const dayBefore = unary("day_before");
export const weekBefore = unary("week_before");
/** 28 days, so that weekdays stay over each other. */
export const monthBefore = unary("month_before");
/** The values of one calendar day, week or month ago, in a time zone: `calendarShift(q, "-1w", "Europe/Madrid")`. */
export const calendarShift = (query: QueryInput, shift: `-${number}${"d" | "w" | "mo"}`, timeZone = "UTC") =>
  applyFunction("calendar_shift", query, [shift, timeZone]);

// Rollup: https://docs.datadoghq.com/dashboards/functions/rollup/#moving-rollup
export type MovingRollupMethod = (typeof MOVING_ROLLUP_METHODS)[number];

/** At each point, the points of the `seconds` before it as one value. */
export const movingRollup = (query: QueryInput, seconds: number, method: MovingRollupMethod) =>
  applyFunction("moving_rollup", query, [seconds, method]);

// Rank: https://docs.datadoghq.com/dashboards/functions/rank/
/** By what the groups are ranked, over the time that is shown. */
export type RankMethod = (typeof RANK_METHODS)[number];
/** How many groups are kept. */
export type RankLimit = (typeof RANK_LIMITS)[number];

/** The groups with the highest values (`"desc"`) or the lowest (`"asc"`). */
export const top = (
  query: QueryInput,
  limit: RankLimit = 10,
  method: RankMethod = "mean",
  order: (typeof RANK_ORDERS)[number] = "desc",
) => applyFunction("top", query, [limit, method, order]);

/** The groups with the lowest values. */
export const bottom = (query: QueryInput, limit: RankLimit = 10, method: RankMethod = "mean") =>
  top(query, limit, method, "asc");
