import {
  conditionOf,
  type MonitorDefinition,
  type NotificationRuleDefinition,
  type SloDefinition,
} from "../../datadog/definitions";
import { handlesOf, type Moment } from "../../datadog/messages";
import { COMPARATOR_WORDS, secondsInWords } from "../../datadog/query";
import { AlertingError, alertingMonitor, type Rules, routingOf } from "../../datadog/sandbox/alerting";
import { EvaluationError } from "../../datadog/sandbox/evaluate";
import { SeriesStore } from "../../datadog/sandbox/series";
import { counted, joined } from "./text";

/** What a monitor meets in its environment. */
export interface MonitorSurroundings {
  /** @default none */
  readonly notificationRules?: readonly NotificationRuleDefinition[];
  /** An SLO by what a query calls it. @default none is known */
  readonly slo?: (id: string) => SloDefinition | undefined;
}

/**
 * What a monitor does besides alerting, a sentence each: when it warns and recovers, what happens without data, and who is
 * notified of what, by its message and by notification rules for its tags.
 */
export function behaviorWords(
  definition: MonitorDefinition,
  { notificationRules = [], slo }: MonitorSurroundings = {},
): readonly string[] {
  const rules = rulesOf(definition, slo);
  return [
    `Warning: ${warningText(definition)}.`,
    `Recovery: ${recoveryText(definition)}.`,
    ...(rules === undefined ? [] : [`Missing data: ${missingText(rules)}.`]),
    `Notifies ${notifiedText(definition, rules, notificationRules)}.`,
  ];
}

/** How the monitor is evaluated; nothing for one that is not simulated here. */
function rulesOf(definition: MonitorDefinition, slo: MonitorSurroundings["slo"]): Rules | undefined {
  try {
    return alertingMonitor("", definition, { series: new SeriesStore(), ...(slo ? { slo } : {}) }).rules;
  } catch (error) {
    if (error instanceof AlertingError || error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** A service check counts its runs; everything else compares a value. */
const isCheck = ({ type }: MonitorDefinition) => type === "service check";

function warningText(definition: MonitorDefinition): string {
  const { warning, comparator } = conditionOf(definition) ?? {};
  if (warning === undefined) return "none";
  if (isCheck(definition)) return `after ${counted(warning, "check")} in a row with a warning`;
  return `${comparator === undefined ? "at" : COMPARATOR_WORDS[comparator]} ${warning}`;
}

function recoveryText(definition: MonitorDefinition): string {
  const { critical, recovery = critical, comparator } = conditionOf(definition) ?? {};
  if (isCheck(definition))
    return `after ${counted(definition.options?.thresholds?.ok ?? 1, "successful check")} in a row`;
  if (recovery === undefined || comparator === undefined) return "when this is no longer true";
  const over = definition.options?.threshold_windows?.recovery_window;
  return `when no longer ${COMPARATOR_WORDS[comparator]} ${recovery}${over == null ? "" : `, looking at ${over}`}`;
}

function missingText({ missing, notifiesNoData }: Rules): string {
  switch (missing.kind) {
    case "zero":
      return "evaluated as 0";
    case "keep":
      return "the state stays the same";
    case "resolve":
      return "the state becomes OK";
    case "no data": {
      const after = missing.after === 0 ? "" : ` after ${secondsInWords(missing.after)}`;
      return `the state becomes No Data${after}${notifiesNoData ? "" : ", without a notification"}`;
    }
  }
}

/** What notifications are about, in words. */
const ABOUT = {
  alerts: ["alert"],
  warnings: ["warning"],
  "missing data": ["no_data"],
  recoveries: ["alert_recovery", "warning_recovery", "no_data_recovery"],
} as const satisfies Record<string, readonly Moment[]>;

/** `@pagerduty-data of alerts and recoveries; @slack-data of warnings`. */
function notifiedText(
  definition: MonitorDefinition,
  rules: Rules | undefined,
  notificationRules: readonly NotificationRuleDefinition[],
): string {
  if (definition.draft_status === "draft") return "nobody, because it is a draft";
  const warns = isCheck(definition) || conditionOf(definition)?.warning !== undefined;
  const possible = (moment: Moment) =>
    (warns || !moment.includes("warning")) && (rules?.notifiesNoData !== false || !moment.startsWith("no_data"));
  const topics = new Map<string, string[]>();
  for (const [about, moments] of Object.entries(ABOUT)) {
    const who = joined(recipientsOf(definition, moments.filter(possible), notificationRules));
    if (who !== "") topics.set(who, [...(topics.get(who) ?? []), about]);
  }
  return [...topics].map(([who, about]) => `${who} of ${joined(about)}`).join("; ") || "nobody";
}

function recipientsOf(
  { message, tags }: MonitorDefinition,
  moments: readonly Moment[],
  notificationRules: readonly NotificationRuleDefinition[],
): readonly string[] {
  const tagsets = [(tags ?? []).map((tag) => tag.toLowerCase())];
  const named = handlesOf(message).filter((handle) => handle.moments.some((moment) => moments.includes(moment)));
  const routed = notificationRules
    .map(routingOf)
    .flatMap((routing) => moments.flatMap((moment) => routing({ moment, tagsets })));
  return [...new Set([...named.map(({ handle }) => handle), ...routed])];
}
