/** Functions whose values are among those they are given, or between them: unit and bounds stay. */
const KEEPING = new Set([
  "exclude_null",
  "autosmooth",
  "timeshift",
  "calendar_shift",
  "hour_before",
  "day_before",
  "week_before",
  "month_before",
  "top",
]);

const KEEPING_FAMILIES = /^((top|bottom)(5|10|15|20)(_\w+)?|(ewma|median|rollingavg)_\d+)$/;

/** True for a function that yields values of its input, or averages of them: `top`, `ewma_5`, `timeshift`. */
export function keepsValues(name: string): boolean {
  return KEEPING.has(name) || KEEPING_FAMILIES.test(name);
}

/** True for a function that makes a rate or a difference of what it is given, so that a raw counter fits into it. */
export function takesCounters(name: string): boolean {
  return TAKING_COUNTERS.has(name);
}

const TAKING_COUNTERS = new Set([
  "per_second",
  "per_minute",
  "per_hour",
  "rate",
  "dt",
  "diff",
  "monotonic_diff",
  "derivative",
  "throughput",
  "count_nonzero",
  "count_nonzero_finite",
  "count_not_null",
]);
