import { type Code, call, list, object, value } from "../../code";
import { own } from "../../json";
import type * as builder from "../builder";
import { MOVING_ROLLUP_METHODS } from "../functions/aggregating";
import {
  ANOMALY_ALGORITHMS,
  ANOMALY_DIRECTIONS,
  FORECAST_ALGORITHMS,
  FORECAST_MODELS,
  SEASONALITIES,
} from "../functions/algorithms";
import { numberOf, wordOf } from "../functions/bind";
import { RANK_LIMITS, RANK_METHODS } from "../functions/rank";
import { EWMA_SPANS, MEDIAN_SPANS, ROLLING_AVERAGE_SPANS } from "../functions/smoothing";
import type { Argument, FunctionCall } from "../nodes";
import { isAmong } from "./metric";
import { asInput, fromQuery } from "./settings";

type Builder = keyof typeof builder;
type Literal = number | string;

/** The arguments of a call behind its query, as plain values. */
interface Arguments {
  readonly placed: readonly Literal[];
  readonly named: Readonly<Record<string, Literal>>;
}

/**
 * The ways to write a call, the typed one first; which of them gives the very same call is for the caller to find out.
 * @param query the code of the first argument
 */
export function callCodes({ name, args }: FunctionCall, query: Code): readonly Code[] {
  const read = argumentsOf(args.slice(1));
  if (read === undefined) return [];
  const { placed, named } = read;
  const typed = typedCode(name, asInput(query), read);
  const further = [
    ...(placed.length > 0 || Object.keys(named).length > 0 ? [list(placed.map((each) => value(each)))] : []),
    ...(Object.keys(named).length > 0 ? [valuesCode(named)] : []),
  ];
  return [...(typed ? [typed] : []), call(fromQuery("applyFunction"), value(name), asInput(query), ...further)];
}

const valuesCode = (values: Readonly<Record<string, Literal | boolean>>) =>
  object(Object.fromEntries(Object.entries(values).map(([key, each]) => [key, value(each)])));

function argumentsOf(args: readonly Argument[]): Arguments | undefined {
  const placed: Literal[] = [];
  const named: Record<string, Literal> = {};
  for (const argument of args) {
    const plain = numberOf(argument) ?? wordOf(argument);
    if (plain === undefined) return undefined;
    if (argument.name === undefined) placed.push(plain);
    else if (Object.hasOwn(named, argument.name)) return undefined;
    else named[argument.name] = plain;
  }
  return { placed, named };
}

function typedCode(name: string, query: Code, args: Arguments): Code | undefined {
  const { placed, named } = args;
  const simple = own(OF_ONE, name);
  if (simple !== undefined) return placed.length === 0 ? call(fromQuery(simple), query) : undefined;
  const limit = own(WITH_LIMIT, name);
  if (limit !== undefined)
    return typeof placed[0] === "number" ? call(fromQuery(limit), query, value(placed[0])) : undefined;
  const made = own(WITH_SETTINGS, name)?.(query, placed, named);
  return made ?? smoothingCode(name, query);
}

/** Functions of a query alone. */
const OF_ONE: Readonly<Record<string, Builder>> = {
  abs: "abs",
  log2: "log2",
  log10: "log10",
  cumsum: "cumsum",
  integral: "integral",
  default_zero: "defaultZero",
  exclude_null: "excludeNull",
  count_nonzero: "countNonzero",
  count_not_null: "countNotNull",
  per_second: "perSecond",
  per_minute: "perMinute",
  per_hour: "perHour",
  dt: "dt",
  diff: "diff",
  monotonic_diff: "monotonicDiff",
  derivative: "derivative",
  throughput: "throughput",
  autosmooth: "autosmooth",
  robust_trend: "robustTrend",
  trend_line: "trendLine",
  piecewise_constant: "piecewiseConstant",
  hour_before: "hourBefore",
  day_before: "dayBefore",
  week_before: "weekBefore",
  month_before: "monthBefore",
};

/** Functions of a query and a number. */
const WITH_LIMIT: Readonly<Record<string, Builder>> = {
  clamp_min: "clampMin",
  clamp_max: "clampMax",
  cutoff_min: "cutoffMin",
  cutoff_max: "cutoffMax",
};

type Settings = (query: Code, placed: readonly Literal[], named: Arguments["named"]) => Code | undefined;

const WITH_SETTINGS: Readonly<Record<string, Settings>> = {
  timeshift: (query, [seconds]) =>
    typeof seconds === "number" && seconds < 0 ? call(fromQuery("secondsBefore"), query, value(-seconds)) : undefined,
  calendar_shift: (query, [shift, zone]) =>
    typeof shift === "string" && /^-\d+(d|w|mo)$/.test(shift) && typeof zone === "string"
      ? call(fromQuery("calendarShift"), query, value(shift), ...(zone === "UTC" ? [] : [value(zone)]))
      : undefined,
  moving_rollup: (query, [seconds, combined]) =>
    typeof seconds === "number" && isAmong(MOVING_ROLLUP_METHODS, combined)
      ? call(fromQuery("movingRollup"), query, value(seconds), value(combined))
      : undefined,
  top: rankCode,
  anomalies: (query, [algorithm, deviations], named) => {
    if (!isAmong(ANOMALY_ALGORITHMS, algorithm) || typeof deviations !== "number") return undefined;
    const settings = settingsCode(named, ANOMALY_SETTINGS);
    return settings && call(fromQuery("anomalies"), query, value(algorithm), value(deviations), ...settings);
  },
  forecast: (query, [algorithm, deviations], named) => {
    if (!isAmong(FORECAST_ALGORITHMS, algorithm) || typeof deviations !== "number") return undefined;
    const settings = settingsCode(named, algorithm === "linear" ? LINEAR_SETTINGS : SEASONAL_SETTINGS);
    return settings && call(fromQuery("forecast"), query, value(algorithm), value(deviations), ...settings);
  },
  outliers: (query, placed) => {
    const [algorithm, tolerance, percent, ...more] = placed;
    const withPercent = isAmong(["MAD", "scaledMAD"], algorithm);
    const fits = (withPercent || isAmong(["DBSCAN", "scaledDBSCAN"], algorithm)) && typeof tolerance === "number";
    if (!fits || more.length > 0 || withPercent !== (typeof percent === "number")) return undefined;
    return call(fromQuery("outliers"), query, ...placed.map((each) => value(each)));
  },
};

function rankCode(query: Code, [limit, ranked, order]: readonly Literal[]): Code | undefined {
  if (!isAmong(RANK_LIMITS, limit) || !isAmong(RANK_METHODS, ranked) || !isAmong(["asc", "desc"], order))
    return undefined;
  const settings = ranked !== "mean" ? [value(limit), value(ranked)] : limit !== 10 ? [value(limit)] : [];
  return call(fromQuery(order === "asc" ? "bottom" : "top"), query, ...settings);
}

const SPANS: readonly (readonly [RegExp, Builder, readonly number[]])[] = [
  [/^ewma_(\d+)$/, "ewma", EWMA_SPANS],
  [/^median_(\d+)$/, "rollingMedian", MEDIAN_SPANS],
  [/^rollingavg_(\d+)$/, "rollingAverage", ROLLING_AVERAGE_SPANS],
];

function smoothingCode(name: string, query: Code): Code | undefined {
  for (const [pattern, builderName, spans] of SPANS) {
    const span = Number(pattern.exec(name)?.[1]);
    if (spans.includes(span)) return call(fromQuery(builderName), query, value(span));
  }
  return undefined;
}

/** A setting's name in code, and its value there; nothing for a value that the setting cannot have. */
type SettingNames = Readonly<
  Record<string, readonly [name: string, read: (plain: Literal) => Literal | boolean | undefined]>
>;

const oneOf =
  (words: readonly string[]) =>
  (plain: Literal): Literal | undefined =>
    words.includes(plain as string) ? plain : undefined;
const text = (plain: Literal) => (typeof plain === "string" ? plain : undefined);

const SEASONALITY = { seasonality: ["seasonality", oneOf(SEASONALITIES)] } as const satisfies SettingNames;
const TIME_ZONE = { timezone: ["timezone", text] } as const satisfies SettingNames;

const ANOMALY_SETTINGS: SettingNames = {
  direction: ["direction", oneOf(ANOMALY_DIRECTIONS)],
  alert_window: ["alertWindow", (plain) => (/^last_\d+(mo|[mhdw])$/.test(String(plain)) ? plain : undefined)],
  interval: ["interval", (plain) => (typeof plain === "number" ? plain : undefined)],
  count_default_zero: [
    "countDefaultZero",
    (plain) => (plain === "true" || plain === "false" ? plain === "true" : undefined),
  ],
  ...SEASONALITY,
  ...TIME_ZONE,
};

const LINEAR_SETTINGS: SettingNames = {
  interval: ["interval", text],
  history: ["history", text],
  model: ["model", oneOf(FORECAST_MODELS)],
};

const SEASONAL_SETTINGS: SettingNames = { interval: ["interval", text], ...SEASONALITY, ...TIME_ZONE };

/** The settings as the last argument; nothing where one of them has no name in code. */
function settingsCode(named: Arguments["named"], names: SettingNames): readonly Code[] | undefined {
  const settings: Record<string, Literal | boolean> = {};
  for (const [key, plain] of Object.entries(named)) {
    const [name, read] = own(names, key) ?? [];
    const given = read?.(plain);
    if (name === undefined || given === undefined) return undefined;
    settings[name] = given;
  }
  return Object.keys(settings).length === 0 ? [] : [valuesCode(settings)];
}
