import { type FunctionRow, functionsPage, type Parameter, row, SERIES, UNDOCUMENTED } from "./row";

/** Functions that change each series by itself, by the pages of Datadog's documentation. */

const alone = [SERIES];

const ARITHMETIC = functionsPage("arithmetic");
const arithmetic = {
  abs: row(ARITHMETIC, alone, "the absolute value of {series}", { values: "not negative", keepsUnit: true }),
  log2: row(ARITHMETIC, alone, "the logarithm to base 2 of {series}"),
  log10: row(ARITHMETIC, alone, "the logarithm to base 10 of {series}"),
  cumsum: row(ARITHMETIC, alone, "the running total of {series}", { inForecasts: false }),
  integral: row(ARITHMETIC, alone, "the running total over time of {series}", { inForecasts: false }),
} satisfies Record<string, FunctionRow>;

const INTERPOLATION = functionsPage("interpolation");
const interpolation = {
  default_zero: row(INTERPOLATION, alone, "{series}, gaps taken as 0", { values: "kept or zero" }),
} satisfies Record<string, FunctionRow>;

const EXCLUSION = functionsPage("exclusion");
const limited = [SERIES, { name: "threshold", kind: "number" }] as const satisfies readonly Parameter[];
const exclusion = {
  exclude_null: row(EXCLUSION, alone, "{series}, without the groups that lack a tag", { values: "kept" }),
  clamp_min: row(EXCLUSION, limited, "{series}, raised to at least {threshold}", { values: "at least" }),
  clamp_max: row(EXCLUSION, limited, "{series}, lowered to at most {threshold}", { values: "at most" }),
  cutoff_min: row(EXCLUSION, limited, "{series}, without values below {threshold}", { values: "kept" }),
  cutoff_max: row(EXCLUSION, limited, "{series}, without values above {threshold}", { values: "kept" }),
} satisfies Record<string, FunctionRow>;

const REMAPPED = "https://docs.datadoghq.com/metrics/nested_queries/#boolean-threshold-remapping-functions";
const between = [
  SERIES,
  { name: "lower", kind: "number" },
  { name: "upper", kind: "number" },
] as const satisfies readonly Parameter[];
const remapping = {
  is_greater: row(REMAPPED, limited, "1 where {series} is greater than {threshold} and 0 elsewhere", {
    values: "not negative",
  }),
  is_less: row(REMAPPED, limited, "1 where {series} is less than {threshold} and 0 elsewhere", {
    values: "not negative",
  }),
  is_between: row(REMAPPED, between, "1 where {series} is between {lower} and {upper} and 0 elsewhere", {
    values: "not negative",
  }),
} satisfies Record<string, FunctionRow>;

const COUNT = functionsPage("count");
const counted = { groups: "dropped", values: "not negative", takesCounters: true } as const;
const count = {
  count_nonzero: row(COUNT, alone, "the number of non-zero series of {series}", counted),
  count_nonzero_finite: row(COUNT, alone, "the number of non-zero series of {series}", {
    ...counted,
    documented: false,
  }),
  count_not_null: row(COUNT, alone, "the number of reporting series of {series}", counted),
} satisfies Record<string, FunctionRow>;

const RATE = functionsPage("rate");
const changes = { takesCounters: true } as const;
/** Documented for `diff()` alone; `monotonic_diff()` is documented to be like it. */
const early = { takesCounters: true, evaluated: "before space aggregation" } as const;
const rate = {
  per_second: row(RATE, alone, "the change per second of {series}", changes),
  per_minute: row(RATE, alone, "the change per minute of {series}", changes),
  per_hour: row(RATE, alone, "the change per hour of {series}", changes),
  dt: row(RATE, alone, "the time in seconds between the points, across all groups, of {series}", {
    ...changes,
    groups: "dropped",
    values: "not negative",
  }),
  diff: row(RATE, alone, "the change from point to point of {series}", { ...early, keepsUnit: true }),
  monotonic_diff: row(RATE, alone, "the increase (ignoring resets) from point to point of {series}", {
    ...early,
    values: "not negative",
    keepsUnit: true,
  }),
  derivative: row(RATE, alone, "the slope of {series}", changes),
  throughput: row(RATE, alone, "the events per second of {series}", changes),
} satisfies Record<string, FunctionRow>;

const REGRESSION = functionsPage("regression");
const fitted = { keepsUnit: true, inForecasts: false } as const;
const regression = {
  robust_trend: row(REGRESSION, alone, "the trend (outliers ignored) of {series}", fitted),
  trend_line: row(REGRESSION, alone, "the straight trend of {series}", fitted),
  piecewise_constant: row(REGRESSION, alone, "the trend in steps of {series}", fitted),
} satisfies Record<string, FunctionRow>;

const TIMESHIFT = functionsPage("timeshift");
const kept = { values: "kept" } as const;
const timeshift = {
  timeshift: row(
    TIMESHIFT,
    [SERIES, { name: "shift", kind: "shift", called: "time shift" }],
    "{series}, {shift}",
    kept,
  ),
  calendar_shift: row(
    TIMESHIFT,
    [
      SERIES,
      { name: "shift", kind: "calendarShift", called: "time shift" },
      { name: "zone", kind: "timeZone", optional: true, called: "time zone" },
      // in exported dashboards, not documented
      { name: "duration", kind: "word", values: ["preserve_duration"], optional: true },
    ],
    ["{series}, {shift} in {zone}", "{series}, {shift}"],
    kept,
  ),
  hour_before: row(TIMESHIFT, alone, "{series}, an hour earlier", kept),
  day_before: row(TIMESHIFT, alone, "{series}, a day earlier", kept),
  week_before: row(TIMESHIFT, alone, "{series}, a week earlier", kept),
  month_before: row(TIMESHIFT, alone, "{series}, 28 days earlier", kept),
} satisfies Record<string, FunctionRow>;

/** Seen in real queries, in no page of the documentation. */
const undocumented = { documented: false } as const;
const UNKNOWN_PAGE = functionsPage("");
const others = {
  pow: row(
    UNKNOWN_PAGE,
    [
      { name: "base", kind: "operand" },
      { name: "exponent", kind: "operand" },
    ],
    "{base} to the power of {exponent}",
    undocumented,
  ),
  default: row(UNKNOWN_PAGE, UNDOCUMENTED, "{series}, gaps taken as {settings}", undocumented),
  rate: row(UNKNOWN_PAGE, UNDOCUMENTED, "the change per second of {series}", { ...undocumented, takesCounters: true }),
  reduce: row(
    UNKNOWN_PAGE,
    UNDOCUMENTED,
    ["{series}, reduced to one value ({settings})", "{series}, reduced to one value"],
    undocumented,
  ),
  round: row(UNKNOWN_PAGE, UNDOCUMENTED, "{series}, rounded", { ...undocumented, keepsUnit: true }),
  floor: row(UNKNOWN_PAGE, UNDOCUMENTED, "{series}, rounded down", { ...undocumented, keepsUnit: true }),
  ceil: row(UNKNOWN_PAGE, UNDOCUMENTED, "{series}, rounded up", { ...undocumented, keepsUnit: true }),
} satisfies Record<string, FunctionRow>;

export const TRANSFORMS = {
  ...arithmetic,
  ...interpolation,
  ...exclusion,
  ...remapping,
  ...count,
  ...rate,
  ...regression,
  ...timeshift,
  ...others,
} as const;
