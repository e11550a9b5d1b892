import { functionsPage, type Parameter, row, SERIES } from "./row";

/** Functions that judge a series by its past or by its neighbors: what monitors of those names are made of. */

export const ANOMALY_ALGORITHMS = ["basic", "agile", "robust"] as const;
export const ANOMALY_DIRECTIONS = ["above", "below", "both"] as const;
export const SEASONALITIES = ["hourly", "daily", "weekly"] as const;
export const OUTLIER_ALGORITHMS = ["DBSCAN", "MAD", "scaledDBSCAN", "scaledMAD"] as const;
export const FORECAST_ALGORITHMS = ["linear", "seasonal"] as const;
export const FORECAST_MODELS = ["default", "simple", "reactive"] as const;

const named = (parameter: Omit<Parameter, "named" | "optional">): Parameter => ({
  ...parameter,
  named: true,
  optional: true,
});

const seasonality = named({ name: "seasonality", kind: "word", values: SEASONALITIES });
const zone = named({ name: "timezone", kind: "timeZone", called: "time zone", anyCase: true });

/** @see https://docs.datadoghq.com/monitors/types/anomaly/#api */
const anomalyParameters: readonly Parameter[] = [
  SERIES,
  { name: "algorithm", kind: "word", values: ANOMALY_ALGORITHMS },
  { name: "deviations", kind: "number", called: "number of deviations", minimum: 0, exclusive: true },
  named({ name: "direction", kind: "word", values: ANOMALY_DIRECTIONS, default: "both" }),
  named({ name: "alert_window", kind: "window" }),
  named({ name: "interval", kind: "interval" }),
  named({ name: "count_default_zero", kind: "boolean", default: true }),
  seasonality,
  zone,
];

/** @see https://docs.datadoghq.com/monitors/types/forecasts/#api */
const forecastParameters: readonly Parameter[] = [
  SERIES,
  { name: "algorithm", kind: "word", values: FORECAST_ALGORITHMS },
  { name: "deviations", kind: "number", called: "number of deviations", minimum: 1 },
  named({ name: "interval", kind: "interval" }),
  named({ name: "history", kind: "duration" }),
  named({ name: "model", kind: "word", values: FORECAST_MODELS, default: "default" }),
  seasonality,
  zone,
];

/** @see https://docs.datadoghq.com/monitors/types/outlier/ */
const outlierParameters: readonly Parameter[] = [
  SERIES,
  { name: "algorithm", kind: "word", values: OUTLIER_ALGORITHMS, anyCase: true },
  { name: "tolerance", kind: "number", minimum: 0, exclusive: true },
  // for the MAD algorithms alone
  { name: "percentage", kind: "number", minimum: 0, maximum: 100, optional: true },
];

const ALGORITHMS = functionsPage("algorithms");
/** With its settings, where it has any. */
const withSettings = (sentence: string) => [`${sentence} ({settings})`, sentence];

export const ALGORITHM_FUNCTIONS = {
  anomalies: row(ALGORITHMS, anomalyParameters, withSettings("{series}, with its usual range"), {
    // in a monitor: the share of points outside the range
    values: "fraction",
    inForecasts: false,
  }),
  outliers: row(ALGORITHMS, outlierParameters, withSettings("{series}, with outlier series marked"), {
    inForecasts: false,
    needsGroups: true,
  }),
  forecast: row(ALGORITHMS, forecastParameters, withSettings("{series}, with its forecast")),
} as const;
