import { linkTo } from "../links";
import { assertedMonitor } from "../monitor/check";
import type { MonitorDefinition } from "../monitor/schema";
import { noted } from "../notes";
import type { SloDefinition } from "./schema";

/** Two windows over which an error budget burns, and how much of it. */
export interface BurnRate {
  /** Hours, 1 to 48. */
  readonly longHours: number;
  /** Shorter than the long window. @default a twelfth of the long window */
  readonly shortMinutes?: number;
  /** The percentage of the error budget that is consumed in the long window, if it goes on as it is. */
  readonly budget: number;
  /** Of the alert: 1 is the highest. @default none */
  readonly priority?: 1 | 2 | 3 | 4 | 5;
}

/**
 * The pairs that Datadog recommends, by the length of the target: for 30 days the burn rates 14.4, 6 and 3.
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/#examples
 */
export const BURN_RATES: Readonly<Record<string, readonly BurnRate[]>> = {
  "7d": pairs(10, 20, 40),
  "30d": pairs(2, 5, 10),
  "90d": pairs(1, 3, 5),
};

/** Over an hour, six hours and a day. */
function pairs(fast: number, medium: number, slow: number): readonly BurnRate[] {
  return [
    { longHours: 1, budget: fast, priority: 1 },
    { longHours: 6, budget: medium, priority: 2 },
    { longHours: 24, budget: slow, priority: 3 },
  ];
}

/**
 * How many times as fast as the target allows an error budget is consumed: days × 24 × share of the budget ÷ long hours.
 * @param days the length of the target
 */
export function burnRateThreshold(days: number, { budget, longHours }: BurnRate): number {
  return Number(((days * 24 * budget) / 100 / longHours).toPrecision(6));
}

/** What all alerts of an SLO may be told. */
export interface SloAlertProps {
  /** What the alerts call the SLO. @default its name */
  readonly name?: string;
  /** Text before each message. @default none */
  readonly message?: string;
  /** @default the SLO's */
  readonly tags?: readonly string[];
}

/** Settings of the burn rate alerts of an SLO. */
export interface BurnRateAlertProps extends SloAlertProps {
  /** @default {@link BURN_RATES} for the SLO's timeframe */
  readonly rates?: readonly BurnRate[];
}

/**
 * A monitor for each burn rate of an SLO, which it names by value: a construct of the same stack writes Terraform's reference.
 * An alert needs both of its windows to reach the rate, and recovers soon after the short one no longer does.
 * @throws DefinitionError for a burn rate above 1 / (1 − target), which can never be reached
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/
 */
export function burnRateAlerts(slo: SloDefinition, props: BurnRateAlertProps = {}): MonitorDefinition[] {
  const timeframe = timeframeOf(slo);
  const { rates = BURN_RATES[timeframe] ?? [], name = slo.name } = props;
  const days = Number.parseInt(timeframe, 10);
  return rates.map((rate) => {
    const { longHours, shortMinutes = longHours * 5, priority, budget } = rate;
    const critical = burnRateThreshold(days, rate);
    const [long, short] = [`${longHours}h`, `${shortMinutes}m`];
    const query = `burn_rate("${linkTo(slo)}").over("${timeframe}").long_window("${long}").short_window("${short}") > ${critical}`;
    return sloAlert(slo, props, {
      name: `${name}: burn rate over ${hoursText(longHours)}`,
      query,
      critical,
      priority,
      message: `The error budget of the SLO "${name}" is being consumed too fast.

{{#is_alert}}
Burn rate over the last ${longHours === 1 ? "hour" : hoursText(longHours)}: {{long_window_burn_rate}}, over the last ${shortMinutes} minutes: {{short_window_burn_rate}} (threshold: ${critical}). At the threshold, ${budget}% of the {{timeframe}} error budget is gone in ${hoursText(longHours)}, and all of it in ${lasts(days, critical)}.
{{/is_alert}}

{{#is_recovery}}
The error budget is no longer being consumed too fast.
{{/is_recovery}}`,
    });
  });
}

/** Settings of the error budget alert of an SLO. */
export interface ErrorBudgetAlertProps extends SloAlertProps {
  /** Alerts when more than this percentage of the error budget is consumed. @default 75 */
  readonly critical?: number;
  /** Warns when more than this percentage is consumed. @default 50 */
  readonly warning?: number;
  /** @default 3 */
  readonly priority?: 1 | 2 | 3 | 4 | 5;
}

/**
 * A monitor of how much of an SLO's error budget is consumed. Datadog has none for time slice SLOs.
 * @throws DefinitionError for a time slice SLO, or a warning that is not below the alert
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/error_budget/
 */
export function errorBudgetAlert(slo: SloDefinition, props: ErrorBudgetAlertProps = {}): MonitorDefinition {
  const { critical = 75, warning = Math.min(50, critical - 1), priority = 3, name = slo.name } = props;
  return sloAlert(slo, props, {
    name: `${name}: error budget`,
    query: `error_budget("${linkTo(slo)}").over("${timeframeOf(slo)}") > ${critical}`,
    critical,
    warning,
    priority,
    message: `The error budget of the SLO "${name}" is running out: {{value}}% of the {{timeframe}} budget is consumed.

{{#is_alert}}
Threshold: ${critical}%. Hold back risky changes until the budget recovers.
{{/is_alert}}

{{#is_warning}}
Warning threshold: ${warning}%.
{{/is_warning}}`,
  });
}

/** All alerts of an SLO: the burn rates, and the error budget where Datadog has an alert for it. */
export function sloAlerts(slo: SloDefinition, props: SloAlertProps = {}): MonitorDefinition[] {
  return [...burnRateAlerts(slo, props), ...(slo.type === "time_slice" ? [] : [errorBudgetAlert(slo, props)])];
}

/** The timeframe that lists show: the one that was declared, else the first. */
export function timeframeOf({ timeframe, thresholds }: SloDefinition): string {
  return timeframe ?? thresholds[0]!.timeframe;
}

interface AlertSpec {
  readonly name: string;
  readonly query: string;
  readonly message: string;
  readonly critical: number;
  readonly warning?: number;
  readonly priority?: MonitorDefinition["priority"];
}

function sloAlert(
  slo: SloDefinition,
  { message: introduction, tags = slo.tags ?? [] }: SloAlertProps,
  { name, query, message, critical, warning, priority }: AlertSpec,
): MonitorDefinition {
  const definition: MonitorDefinition = {
    name,
    type: "slo alert",
    query,
    message: introduction === undefined ? message : `${introduction}\n\n${message}`,
    tags: [...tags],
    ...(priority === undefined ? {} : { priority }),
    options: { thresholds: { critical, ...(warning === undefined ? {} : { warning }) } },
  };
  return assertedMonitor(noted(definition));
}

const hoursText = (hours: number) => (hours === 1 ? "1 hour" : `${hours} hours`);

/** How long an error budget lasts at a burn rate. */
function lasts(days: number, rate: number): string {
  const left = days / rate;
  return left >= 2 ? `${Number(left.toFixed(1))} days` : hoursText(Number((left * 24).toFixed(0)));
}
