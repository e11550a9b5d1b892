import { type Finding, finding, quoteName } from "../../findings";
import { windowLength } from "../ask";
import type { Expression, MonitorQuery, Window } from "../nodes";
import { print } from "../print";
import { nodesOf } from "../visit";
import { at } from "./context";

/** Seconds. */
const MINUTE = 60;
const HALF_DAY = 43_200;
/** The longest month, and three of them. */
const MONTH = 31 * 86_400;
const QUARTER = 92 * 86_400;

/** The calendar windows of metric monitors. */
const CURRENT = ["current_1h", "current_1d", "current_1mo"];

/**
 * `avg(last_30s):…`, `avg(next_1h):…` without a forecast: windows that Datadog does not have.
 * @see https://docs.datadoghq.com/monitors/configuration/#evaluation-window
 * @see https://docs.datadoghq.com/monitors/types/forecasts/#set-alert-conditions
 */
export function unknownWindow(monitor: MonitorQuery): readonly Finding[] {
  switch (monitor.kind) {
    case "metricAlert": {
      const isForecast = looksAhead(monitor.expression);
      return said(monitor.window, isForecast ? ofForecast(monitor.window) : ofMetric(monitor.window));
    }
    case "changeAlert": {
      const { window, shift } = monitor;
      const isPast = shift.form === "last" || shift.form === "ago";
      return [
        ...said(
          window,
          window.form === "last" ? ofMetric(window) : "a change is measured over a window such as last_5m",
        ),
        ...said(shift, isPast ? undefined : "a change is compared with the past: use last_1h or 1d_ago"),
      ];
    }
    // the windows of chains are arguments of their links
    case "serviceCheck":
    case "searchAlert":
    case "formulaAlert":
    case "sloAlert":
    case "composite":
    case "raw":
      return [];
  }
}

const looksAhead = (expression: Expression) =>
  nodesOf(expression).some((node) => node.kind === "call" && node.name === "forecast");

/** What is wrong with the window of a metric monitor; nothing where Datadog has it. */
function ofMetric(window: Window): string | undefined {
  const length = windowLength(window);
  switch (window.form) {
    case "next":
      return "only a query with forecast() can use a future window: use last_";
    case "ago":
      return "use a window such as last_5m";
    case "current":
      return CURRENT.includes(print(window)) ? undefined : `the calendar windows are ${CURRENT.join(", ")}`;
    case "last":
      return length < MINUTE || length > MONTH ? "a metric monitor's window is from 1 minute to 1 month" : undefined;
  }
}

/** A forecast may also have the window of its graphs, as the documentation of the API shows. */
function ofForecast(window: Window): string | undefined {
  if (window.form !== "next") return ofMetric(window);
  const length = windowLength(window);
  return length < HALF_DAY || length > QUARTER ? "a forecast's window is from 12 hours to 3 months" : undefined;
}

function said(window: Window, problem: string | undefined): readonly Finding[] {
  if (problem === undefined) return [];
  return [finding("unknown-window", `${quoteName(print(window))} is not a window here: ${problem}.`, at(window))];
}
