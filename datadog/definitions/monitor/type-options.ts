import { finding } from "../../findings";
import { type MonitorRule, option, queryOf } from "./facts";
import type { MonitorOptions, MonitorType } from "./schema";

/** Types that evaluate metrics, checks and SLOs, and no events. */
const WITHOUT_SEARCH: readonly MonitorType[] = [
  "metric alert",
  "query alert",
  "service check",
  "process alert",
  "composite",
  "slo alert",
  "synthetics alert",
];

/** An option that some types do not have. Where a page names the types that have it, newer types are given the benefit. */
interface OptionOfTypes {
  readonly option: keyof MonitorOptions & string;
  /** The types that have it. @default all but `not` */
  readonly only?: readonly MonitorType[];
  readonly not?: readonly MonitorType[];
  /** Who has it, in a sentence. */
  readonly who: string;
}

/**
 * @see https://docs.datadoghq.com/monitors/guide/monitor_api_options/#options-by-monitor-type
 * @see https://docs.datadoghq.com/monitors/configuration/#group-retention-time
 */
const OPTIONS: readonly OptionOfTypes[] = [
  {
    option: "group_retention_duration",
    not: WITHOUT_SEARCH,
    who: "it is only for APM trace analytics, audit trail, CI, error tracking, event, log, and RUM monitors",
  },
  { option: "groupby_simple_monitor", not: WITHOUT_SEARCH, who: "it is only for log monitors" },
  { option: "enable_logs_sample", not: WITHOUT_SEARCH, who: "it is only for log monitors" },
  { option: "enable_samples", only: ["ci-pipelines alert", "ci-tests alert"], who: "it is only for CI monitors" },
  { option: "min_failure_duration", only: ["synthetics alert"], who: "it is only for Synthetic test monitors" },
  { option: "min_location_failed", only: ["synthetics alert"], who: "it is only for Synthetic test monitors" },
];

/** A setting that changes something: an export carries zeros and falses along. */
const isSet = (value: unknown) =>
  value !== undefined && value !== null && value !== false && value !== 0 && value !== "";

const ofType: MonitorRule = ({ definition: { type }, options }) =>
  OPTIONS.flatMap(({ option: name, only, not = [], who }) => {
    if (!isSet(options[name]) || (only ? only.includes(type) : !not.includes(type))) return [];
    const message = `A monitor of type "${type}" does not support ${name}: ${who}. Remove it.`;
    return [finding("option-type", message, option(name))];
  });

/** @see https://docs.datadoghq.com/monitors/guide/monitor_api_options/#common-options */
const budgetDelay: MonitorRule = (facts) => {
  if (queryOf(facts, "sloAlert")?.measure !== "error_budget" || !isSet(facts.options.evaluation_delay)) return [];
  const message = "An error budget alert does not support evaluation_delay, only burn rate alerts do. Remove it.";
  return [finding("option-type", message, option("evaluation_delay"))];
};

export const TYPE_RULES: readonly MonitorRule[] = [ofType, budgetDelay];
