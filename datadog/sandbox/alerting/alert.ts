import type { RenotifyStatus } from "../../definitions";
import type { Moment } from "../../messages";
import type { ActiveDowntime } from "./mute";
import type { Rules } from "./rules";
import type { AlertRecord, State } from "./types";

/** What is so now. */
export interface Situation {
  readonly state: State;
  /** The downtimes that mute it. */
  readonly mutedBy: readonly ActiveDowntime[];
  /** UNIX seconds. */
  readonly time: number;
}

export interface AlertStep {
  /** The same record where nothing changed. */
  readonly record: AlertRecord;
  /** What people are notified of. @default nothing */
  readonly moment?: Moment;
}

/**
 * Whether people are notified, and of what.
 * @see https://docs.datadoghq.com/monitors/notify/
 * @see https://docs.datadoghq.com/monitors/downtimes/
 */
export function stepAlert(before: AlertRecord, now: Situation, rules: Rules): AlertStep {
  if (before.state !== now.state) return changed(before, now, rules);
  if (rules.isScheduled && now.state !== "OK") return sent(muted(before, now), now, momentOf(now.state));
  if (before.mutedBy && now.mutedBy.length === 0) return unmuted(before, now, rules);
  const record = muted(before, now);
  return now.mutedBy.length === 0 && isReminderDue(record, now.time, rules) ? reminded(record, now) : { record };
}

/** From one state to another. */
function changed(before: AlertRecord, now: Situation, rules: Rules): AlertStep {
  const { state, time } = now;
  const triggered = state === "OK" ? {} : { lastTriggered: time };
  const first = before.state === "OK" ? { firstTriggered: time } : {};
  const { notified: _, ...rest } = before;
  const record = muted({ ...rest, ...first, ...triggered, state }, now);
  if (state === "OK") return rules.isScheduled ? { record } : recovered(before, record, now);
  if (now.mutedBy.length > 0 || !isNotified(state, rules)) return { record };
  return sent(record, now, momentOf(state, before.state));
}

/** A recovery is sent where people were notified before: in a downtime the first one, unless it is switched off. */
function recovered(before: AlertRecord, { isOpen, ...record }: AlertRecord, now: Situation): AlertStep {
  if (!isOpen) return { record };
  if (now.mutedBy.length === 0) return { record, moment: recoveryOf(before.state) };
  if (record.recoveredMuted || now.mutedBy.some((downtime) => downtime.muteFirstRecovery)) return { record };
  return { record: { ...record, recoveredMuted: true }, moment: recoveryOf(before.state) };
}

/** What is not OK when its downtime ends is sent; where that is switched off, reminders and the recovery still are. */
function unmuted(before: AlertRecord, now: Situation, rules: Rules): AlertStep {
  const record = muted(before, now);
  if (now.state === "OK" || !isNotified(now.state, rules)) return { record };
  if (before.mutedBy!.every((one) => endsAloud(one, now))) return sent(record, now, momentOf(now.state));
  return { record: { ...record, isOpen: true, notified: record.notified ?? { time: now.time, reminders: 0 } } };
}

/** Whether the end of a downtime lets a state be sent; that it was canceled alone does not. */
function endsAloud({ end, notifyEndStates, notifyEndTypes }: ActiveDowntime, { state, time }: Situation): boolean {
  const type = end !== undefined && time >= end ? "expired" : "canceled";
  const word = STATUSES[state];
  return notifyEndTypes.includes(type) && word !== undefined && notifyEndStates.includes(word);
}

function sent(record: AlertRecord, { time, mutedBy }: Situation, moment: Moment): AlertStep {
  if (mutedBy.length > 0) return { record };
  return { record: { ...record, isOpen: true, notified: { time, reminders: 0 } }, moment };
}

function reminded(record: AlertRecord, { state, time }: Situation): AlertStep {
  const reminders = record.notified!.reminders + 1;
  return { record: { ...record, notified: { time, reminders } }, moment: REMINDERS[state]! };
}

/** Reminders end 30 hours after the first alert, unless their number is given. */
const LAST_REMINDER = 30 * 3600;

function isReminderDue({ state, notified, firstTriggered }: AlertRecord, time: number, { renotify }: Rules): boolean {
  const status = STATUSES[state];
  if (!renotify || !notified || status === undefined || !renotify.statuses.includes(status)) return false;
  if (time - notified.time < renotify.interval) return false;
  if (renotify.occurrences !== undefined) return notified.reminders < renotify.occurrences;
  return time - (firstTriggered ?? time) <= LAST_REMINDER;
}

/** With the downtimes that mute it now. */
function muted(record: AlertRecord, { mutedBy }: Situation): AlertRecord {
  if (mutedBy.length > 0) return sameDowntimes(record.mutedBy, mutedBy) ? record : { ...record, mutedBy };
  if (!record.mutedBy) return record;
  const { mutedBy: _, recoveredMuted: __, ...unmuted } = record;
  return unmuted;
}

function sameDowntimes(a: readonly ActiveDowntime[] | undefined, b: readonly ActiveDowntime[]): boolean {
  return a?.length === b.length && a.every(({ id, end }, index) => id === b[index]!.id && end === b[index]!.end);
}

function isNotified(state: State, { notifiesNoData, notifiesUnknown }: Rules): boolean {
  if (state === "No Data") return notifiesNoData;
  return state !== "Unknown" || notifiesUnknown;
}

/** How options name the states. */
const STATUSES: Readonly<Partial<Record<State, RenotifyStatus>>> = {
  Alert: "alert",
  Warn: "warn",
  "No Data": "no data",
};

const REMINDERS: Readonly<Partial<Record<State, Moment>>> = {
  Alert: "alert_renotify",
  Warn: "warning_renotify",
  "No Data": "no_data_renotify",
};

function momentOf(state: State, before?: State): Moment {
  if (state === "Warn") return before === "Alert" ? "alert_to_warning" : "warning";
  if (state === "No Data") return "no_data";
  return state === "Unknown" ? "unknown" : "alert";
}

function recoveryOf(before: State): Moment {
  if (before === "Alert") return "alert_recovery";
  if (before === "Warn") return "warning_recovery";
  return before === "No Data" ? "no_data_recovery" : "unknown_recovery";
}
