import { type Finding, finding } from "../../findings";
import { durationSeconds, textsOf, type Window, windowLength } from "../../query";
import { inQuery, type MonitorRule, option, queryOf } from "./facts";
import type { MonitorOptions } from "./schema";

/** The longest windows, in seconds: 31 days of metrics, two of anything else. */
const LONGEST = { metrics: 31 * 86_400, others: 2 * 86_400 } as const;

/**
 * Windows from a minute to a month, and the three that begin with the calendar.
 * @see https://docs.datadoghq.com/monitors/configuration/#evaluation-window
 */
const window: MonitorRule = (facts) => {
  const query = queryOf(facts, "metricAlert", "changeAlert");
  if (query) return windowFindings(query.window);
  const formula = queryOf(facts, "formulaAlert");
  const { type } = facts.definition;
  if (!formula || type === "metric alert" || type === "query alert" || !EVENT_TYPES.test(type)) return [];
  const [last] = textsOf(formula.calls, "last");
  const seconds = last === undefined ? undefined : durationSeconds(last);
  if (seconds === undefined || seconds <= LONGEST.others) return [];
  const call = formula.calls.find(({ name }) => name === "last")!;
  const message = `The window is ${last}, but a monitor of type "${type}" can look back at most 2 days.`;
  return [finding("evaluation-window", message, inQuery(call))];
};

/** Types whose formulas search events. */
const EVENT_TYPES = /^(log|rum|event|event-v2|audit|trace-analytics|ci-pipelines|ci-tests|error-tracking) alert$/;

function windowFindings(window: Window): Finding[] {
  const { form, amount, unit } = window;
  const name = `${form}_${amount}${unit}`;
  if (form === "current" && (amount !== 1 || !["h", "d", "mo"].includes(unit))) {
    const message = `There is no window ${name}: use current_1h, current_1d, or current_1mo.`;
    return [finding("evaluation-window", message, inQuery(window))];
  }
  if (form !== "last") return [];
  const seconds = windowLength(window);
  if (seconds >= 60 && seconds <= LONGEST.metrics) return [];
  const message = `The window is ${name}, but it must be from one minute to one month, last_1m to last_1mo.`;
  return [finding("evaluation-window", message, inQuery(window))];
}

/** Seconds, or hours, within bounds. */
interface Bounded {
  readonly option: keyof MonitorOptions & string;
  readonly check: "delay" | "timeout";
  readonly high?: number;
  readonly unit: string;
}

const BOUNDED: readonly Bounded[] = [
  { option: "evaluation_delay", check: "delay", high: 86_400, unit: "seconds" },
  { option: "new_group_delay", check: "delay", unit: "seconds" },
  { option: "new_host_delay", check: "delay", unit: "seconds" },
  { option: "timeout_h", check: "timeout", high: 24, unit: "hours" },
  { option: "min_failure_duration", check: "delay", high: 7200, unit: "seconds" },
];

const bounded: MonitorRule = ({ options }) =>
  BOUNDED.flatMap(({ option: name, check, high, unit }) => {
    const value = options[name];
    if (typeof value !== "number" || (value >= 0 && value <= (high ?? value))) return [];
    const range = high === undefined ? "0 or more" : `0 to ${high}`;
    const message = `${name} is ${value}, but it must be a number of ${unit} ${range}.`;
    return [finding(check, message, option(name))];
  });

export const TIMING_RULES: readonly MonitorRule[] = [window, bounded];
