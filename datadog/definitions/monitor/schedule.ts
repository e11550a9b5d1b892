import { type Finding, finding, isTimeZone, nearestTimeZone } from "../../findings";
import type { Window } from "../../query";
import { recurrenceMistake } from "../recurrence";
import { inQuery, type MonitorFacts, type MonitorRule, option, queryOf } from "./facts";
import type { EvaluationWindow, MonitorType } from "./schema";

/** `current_1d` needs to know when the day begins, and only a current window asks. */
const evaluationWindow: MonitorRule = (facts) => {
  const query = queryOf(facts, "metricAlert", "changeAlert");
  const given = facts.options.scheduling_options?.evaluation_window;
  if (!query) return [];
  const isCurrent = query.window.form === "current";
  const isGiven = Object.values(given ?? {}).some((value) => value !== undefined && value !== null);
  if (isCurrent === isGiven) return isGiven ? [...fieldsOf(query.window, given!), ...startOfWindow(given!)] : [];
  const { amount, unit } = query.window;
  const message = isCurrent
    ? `The window current_${amount}${unit} requires options.scheduling_options.evaluation_window, which sets when it starts: { ${STARTS[unit]?.example} }.`
    : `An evaluation window requires a query over a current period, such as sum(current_1d):…, but this query looks at the last ${amount}${unit}.`;
  const place = isCurrent ? inQuery(query.window) : option("scheduling_options", "evaluation_window");
  return [finding("window-conflict", message, place)];
};

type Field = keyof EvaluationWindow & string;

/**
 * What says when each current period begins: the minute of an hour, the time of a day, the day of a month and its time.
 * @see https://docs.datadoghq.com/monitors/configuration/#cumulative-time-windows
 */
const STARTS: Readonly<Record<string, { readonly fields: readonly Field[]; readonly example: string }>> = {
  h: { fields: ["hour_starts"], example: "hour_starts: 0" },
  d: { fields: ["day_starts"], example: 'day_starts: "00:00"' },
  mo: { fields: ["day_starts", "month_starts"], example: 'day_starts: "00:00", month_starts: 1' },
};

const WINDOW_PLACE = ["scheduling_options", "evaluation_window"] as const;

/** `hour_starts` beside `current_1d`. */
function fieldsOf({ amount, unit }: Window, given: EvaluationWindow): Finding[] {
  const starts = STARTS[unit];
  if (!starts) return [];
  return (["hour_starts", "day_starts", "month_starts"] as const).flatMap((field) => {
    const value = given[field];
    // the Terraform provider sends an hour of 0 along
    if (value === undefined || value === null || value === 0 || starts.fields.includes(field)) return [];
    const message = `${field} does not apply to the window current_${amount}${unit}, whose start is { ${starts.example} }.`;
    return [finding("schedule", message, option(...WINDOW_PLACE, field))];
  });
}

/** What an evaluation window says of its beginning. */
function startOfWindow({
  hour_starts: hour,
  day_starts: day,
  month_starts: month,
  timezone,
}: EvaluationWindow): Finding[] {
  const findings: Finding[] = [];
  const said = (name: Field, message: string) =>
    findings.push(finding("schedule", message, option(...WINDOW_PLACE, name)));
  if (typeof hour === "number" && (hour < 0 || hour > 59)) {
    said("hour_starts", `hour_starts is ${hour}, but it must be a minute of the hour, from 0 to 59.`);
  }
  if (typeof day === "string" && !/^([01]\d|2[0-3]):[0-5]\d$/.test(day)) {
    said("day_starts", `day_starts is "${day}", but it must be a time of day, such as "04:00".`);
  }
  if (typeof month === "number" && month !== 1) {
    said("month_starts", `month_starts is ${month}, but Datadog only supports 1.`);
  }
  return [...findings, ...zoneFindings(timezone, ...WINDOW_PLACE, "timezone")];
}

function zoneFindings(zone: string | null | undefined, ...path: readonly (string | number)[]): Finding[] {
  if (zone === undefined || zone === null || isTimeZone(zone)) return [];
  const message = `"${zone}" is not a time zone: use a name from the tz database, such as Europe/Paris.`;
  const suggestion = nearestTimeZone(zone);
  return [finding("schedule", message, { ...option(...path), suggestion })];
}

/** The types of monitors that can have a schedule of their own. */
const SCHEDULED: readonly MonitorType[] = ["metric alert", "query alert", "log alert", "event-v2 alert", "event alert"];

/** @see https://docs.datadoghq.com/monitors/guide/custom_schedules/ */
const customSchedule: MonitorRule = (facts) => {
  const recurrences = facts.options.scheduling_options?.custom_schedule?.recurrences;
  if (!recurrences) return [];
  const place = (...path: readonly (string | number)[]) => ["scheduling_options", "custom_schedule", ...path];
  if (recurrences.length !== 1) {
    const message = `A custom schedule must have one recurrence, but this one has ${recurrences.length}.`;
    return [finding("schedule", message, option(...place("recurrences")))];
  }
  const [{ rrule, start, timezone }] = recurrences as [(typeof recurrences)[number]];
  const findings = scheduledType(facts);
  const mistake = recurrenceMistake(rrule, "a day");
  if (mistake) findings.push(finding("schedule", mistake, option(...place("recurrences", 0, "rrule"))));
  if (typeof start === "string" && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(start)) {
    const message = `start is "${start}", but it must be a date and time without a time zone, such as 2026-01-31T08:00:00.`;
    findings.push(finding("schedule", message, option(...place("recurrences", 0, "start"))));
  }
  return [...findings, ...zoneFindings(timezone, ...place("recurrences", 0, "timezone"))];
};

function scheduledType({ definition: { type }, options }: MonitorFacts): Finding[] {
  const path = ["scheduling_options", "custom_schedule"] as const;
  const findings: Finding[] = [];
  if (!SCHEDULED.includes(type)) {
    const message = `A monitor of type "${type}" does not support custom schedules: only metric, log, and event monitors do.`;
    findings.push(finding("schedule", message, option(...path)));
  }
  if (options.require_full_window) {
    const message =
      "require_full_window is true, but a monitor with a custom schedule does not support it: set it to false.";
    findings.push(finding("schedule", message, option("require_full_window")));
  }
  return findings;
}

export const SCHEDULE_RULES: readonly MonitorRule[] = [evaluationWindow, customSchedule];
