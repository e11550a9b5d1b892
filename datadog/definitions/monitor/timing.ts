import { finding } from "../../findings";
import { durationSeconds, textsOf } from "../../query";
import { inQuery, type MonitorRule, option, queryOf } from "./facts";
import type { MonitorOptions } from "./schema";

/** The longest window of anything but metrics, in seconds. */
const LONGEST = 2 * 86_400;

/**
 * The windows of formulas over events; those of metric monitors are checked with the query (`unknown-window`).
 * @see https://docs.datadoghq.com/monitors/configuration/#evaluation-window
 */
const window: MonitorRule = (facts) => {
  const formula = queryOf(facts, "formulaAlert");
  const { type } = facts.definition;
  if (!formula || type === "metric alert" || type === "query alert" || !EVENT_TYPES.test(type)) return [];
  const [last] = textsOf(formula.calls, "last");
  const seconds = last === undefined ? undefined : durationSeconds(last);
  if (seconds === undefined || seconds <= LONGEST) return [];
  const call = formula.calls.find(({ name }) => name === "last")!;
  const message = `The window is ${last}, but a monitor of type "${type}" can look back at most 2 days.`;
  return [finding("evaluation-window", message, inQuery(call))];
};

/** Types whose formulas search events. */
const EVENT_TYPES = /^(log|rum|event|event-v2|audit|trace-analytics|ci-pipelines|ci-tests|error-tracking) alert$/;

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
