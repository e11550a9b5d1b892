import { checkFormula, checkMonitorQuery, functionRow, gauge, parseFormula } from "../../../../datadog/query";
import * as algorithms from "../../../../datadog/query/builder/algorithms";
import * as functions from "../../../../datadog/query/builder/functions";
import { MOVING_ROLLUP_METHODS, ROLLUP_METHODS } from "../../../../datadog/query/functions/aggregating";
import {
  ANOMALY_ALGORITHMS,
  ANOMALY_DIRECTIONS,
  FORECAST_ALGORITHMS,
  FORECAST_MODELS,
  SEASONALITIES,
} from "../../../../datadog/query/functions/algorithms";
import { FILL_METHODS, LONGEST_FILL } from "../../../../datadog/query/functions/modifiers";
import { RANK_LIMITS, RANK_METHODS, RANK_ORDERS } from "../../../../datadog/query/functions/rank";
import { EWMA_SPANS, MEDIAN_SPANS, ROLLING_AVERAGE_SPANS } from "../../../../datadog/query/functions/smoothing";
import type { FunctionCall } from "../../../../datadog/query/nodes";
import { read } from "../read";

const load = gauge("app.load", { description: "Load", tags: ["host"] });
const q = load.avg().by("host");

type Made = { readonly text: string };

/** What each builder with arguments makes of every value that its type takes; the others take a query alone. */
const made: Readonly<Record<string, () => readonly Made[]>> = {
  applyFunction: () => [functions.applyFunction("top", q, [10, "mean", "desc"])],
  clampMin: () => [functions.clampMin(q, 3)],
  clampMax: () => [functions.clampMax(q, -3)],
  cutoffMin: () => [functions.cutoffMin(q, 0)],
  cutoffMax: () => [functions.cutoffMax(q, 1e6)],
  ewma: () => EWMA_SPANS.map((span) => functions.ewma(q, span)),
  rollingMedian: () => MEDIAN_SPANS.map((span) => functions.rollingMedian(q, span)),
  rollingAverage: () => ROLLING_AVERAGE_SPANS.map((span) => functions.rollingAverage(q, span)),
  secondsBefore: () => [functions.secondsBefore(q, 60)],
  calendarShift: () => [functions.calendarShift(q, "-1mo", "Europe/Madrid"), functions.calendarShift(q, "-2w")],
  movingRollup: () => MOVING_ROLLUP_METHODS.map((method) => functions.movingRollup(q, 300, method)),
  top: () =>
    RANK_LIMITS.flatMap((limit) =>
      RANK_METHODS.flatMap((method) => RANK_ORDERS.map((order) => functions.top(q, limit, method, order))),
    ),
  bottom: () => RANK_LIMITS.map((limit) => functions.bottom(q, limit)),
  anomalies: () =>
    ANOMALY_ALGORITHMS.flatMap((algorithm) =>
      ANOMALY_DIRECTIONS.flatMap((direction) =>
        SEASONALITIES.map((seasonality) =>
          algorithms.anomalies(q, algorithm, 2, {
            ...{ direction, seasonality, alertWindow: "last_15m", interval: 60, countDefaultZero: true },
          }),
        ),
      ),
    ),
  outliers: () => [
    ...(["DBSCAN", "scaledDBSCAN"] as const).map((algorithm) => algorithms.outliers(q, algorithm, 3)),
    ...(["MAD", "scaledMAD"] as const).map((algorithm) => algorithms.outliers(q, algorithm, 3, 20)),
  ],
  forecast: () => [
    ...FORECAST_ALGORITHMS.map((algorithm) => algorithms.forecast(q, algorithm, 1)),
    ...FORECAST_MODELS.map((model) => algorithms.forecast(q, "linear", 1, { model, interval: "60m", history: "1w" })),
    ...SEASONALITIES.map((seasonality) => algorithms.forecast(q, "seasonal", 2, { seasonality })),
  ],
};

const exported = Object.entries({ ...functions, ...algorithms });

test.each(exported)("%s writes calls of a function that is known, with arguments that it takes", (name, build) => {
  const calls = made[name]?.() ?? [(build as (query: typeof q) => Made)(q)];
  for (const { text } of calls) {
    const { name: called } = read(parseFormula, text) as FunctionCall;
    expect(functionRow(called)).toBeDefined();
    expect(checkFormula(text).filter(({ severity }) => severity === "wrong")).toEqual([]);
    const monitor = checkMonitorQuery(`avg(last_4h):${text} > 0`).map(({ check }) => check);
    expect(monitor.includes("forbidden-function")).toBe(functionRow(called)?.inMonitors === false);
    expect(monitor).not.toContain("wrong-argument");
  }
});

test("modifiers are written with arguments that they take", () => {
  const texts = [
    ...ROLLUP_METHODS.flatMap((method) => [load.avg().rollup(method), load.avg().rollup(method, 60)]),
    ...[...FILL_METHODS, 3, -3].flatMap((method) => [load.avg().fill(method), load.avg().fill(method, LONGEST_FILL)]),
    load.avg().weighted(),
  ];
  for (const { text } of texts) expect(checkFormula(text)).toEqual([]);
});
