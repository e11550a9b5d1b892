import type {
  ANOMALY_ALGORITHMS,
  ANOMALY_DIRECTIONS,
  FORECAST_ALGORITHMS,
  FORECAST_MODELS,
  SEASONALITIES,
} from "../functions/algorithms";
import { applyFunction } from "./functions";
import type { ExpressionValue, QueryInput } from "./value";
import type { WindowText } from "./window";

type OneOf<Values extends readonly string[]> = Values[number];
type Seasonality = OneOf<typeof SEASONALITIES>;

/** The settings that only a monitor has; a dashboard's `anomalies` takes none. */
export interface AnomalySettings {
  /** @default both */
  readonly direction?: OneOf<typeof ANOMALY_DIRECTIONS>;
  /** The end of the window that must be anomalous for an alert: `last_15m`. @default chosen by Datadog */
  readonly alertWindow?: WindowText;
  /** Seconds between the points that are looked at. @default chosen by Datadog from the window */
  readonly interval?: number;
  /** Whether no value means 0. @default true for counts */
  readonly countDefaultZero?: boolean;
  /** For `agile` and `robust`. @default found by Datadog */
  readonly seasonality?: Seasonality;
  /** The time zone of the seasonality: `Europe/Madrid`. @default UTC */
  readonly timezone?: string;
}

type Named = Parameters<typeof applyFunction>[3];

/** The settings by Datadog's names, in the order in which they are written. */
function named(settings: object = {}): Named {
  const entries = Object.entries(settings as NonNullable<Named>);
  return Object.fromEntries(
    entries.map(([name, each]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), each]),
  );
}

/**
 * The query with a band of its usual range. In a monitor, the comparison is with the fraction of points outside the band:
 * `avg("last_4h", anomalies(q, "agile", 2)).atOrAbove(1)`.
 * @param deviations the width of the band; 2 or 3 is usual
 * @see https://docs.datadoghq.com/monitors/types/anomaly/
 */
export function anomalies(
  query: QueryInput,
  algorithm: OneOf<typeof ANOMALY_ALGORITHMS>,
  deviations: number,
  settings: AnomalySettings = {},
): ExpressionValue {
  return applyFunction("anomalies", query, [algorithm, deviations], named(settings));
}

/** @see https://docs.datadoghq.com/monitors/types/forecasts/ */
export interface LinearForecastSettings {
  /** The length of the points that it is computed from: `60m`. @default chosen by Datadog */
  readonly interval?: string;
  /** How much of the past is used: `1w`. @default chosen by Datadog */
  readonly history?: string;
  /** @default default */
  readonly model?: OneOf<typeof FORECAST_MODELS>;
}

/** @see https://docs.datadoghq.com/monitors/types/forecasts/ */
export interface SeasonalForecastSettings {
  /** The length of the points that it is computed from: `60m`. @default chosen by Datadog */
  readonly interval?: string;
  /** @default found by Datadog */
  readonly seasonality?: Seasonality;
  /** The time zone of the seasonality: `Europe/Madrid`. @default UTC */
  readonly timezone?: string;
}

/**
 * The query with its forecast. In a monitor, the window is in the future:
 * `min("next_1w", forecast(free, "linear", 1)).below(0)`.
 * @param deviations the width of the band; 1 or 2 is usual
 */
export function forecast<const Algorithm extends OneOf<typeof FORECAST_ALGORITHMS>>(
  query: QueryInput,
  algorithm: Algorithm,
  deviations: number,
  settings?: Algorithm extends "linear" ? LinearForecastSettings : SeasonalForecastSettings,
): ExpressionValue {
  return applyFunction("forecast", query, [algorithm, deviations], named(settings));
}

/**
 * The query with outlier groups marked.
 * @param tolerance how far from the others; 3 is usual for DBSCAN
 * @param percent of a group's points that must be outlying; for the MAD algorithms only
 * @see https://docs.datadoghq.com/dashboards/functions/algorithms/#outliers
 */
export function outliers(query: QueryInput, algorithm: "DBSCAN" | "scaledDBSCAN", tolerance: number): ExpressionValue;
export function outliers(
  query: QueryInput,
  algorithm: "MAD" | "scaledMAD",
  tolerance: number,
  percent: number,
): ExpressionValue;
export function outliers(query: QueryInput, algorithm: string, tolerance: number, percent?: number): ExpressionValue {
  return applyFunction("outliers", query, [algorithm, tolerance, ...(percent === undefined ? [] : [percent])]);
}
