import type { Moment } from "../../messages";
import { EVERYTHING, type Group } from "../evaluate";
import { type AlertStep, stepAlert } from "./alert";
import type { Change } from "./groups";
import type { Mute } from "./mute";
import type { Rules } from "./rules";
import { type AlertRecord, type GroupRecord, type Reading, type State, severity } from "./types";

/** Something that people are to be notified of. */
export interface Notice {
  readonly moment: Moment;
  readonly record: AlertRecord;
  /** The groups that it speaks of. */
  readonly groups: readonly GroupRecord[];
  /** Of the group that speaks for the others. */
  readonly reading?: Reading;
}

export interface AlertsStep {
  /** The same map where nothing changed. */
  readonly alerts: ReadonlyMap<string, AlertRecord>;
  readonly notices: readonly Notice[];
}

/** What an evaluation knows. */
export interface Evaluation {
  readonly groups: ReadonlyMap<string, GroupRecord>;
  readonly changes: readonly Change[];
  readonly readings: readonly Reading[];
  readonly rules: Rules;
  readonly mute: Mute;
  /** UNIX seconds. */
  readonly time: number;
}

/** What people are notified of after an evaluation: changes, reminders, what a downtime held back. */
export function stepAlerts(alerts: ReadonlyMap<string, AlertRecord>, evaluation: Evaluation): AlertsStep {
  const { rules, groups } = evaluation;
  const readings = new Map(evaluation.readings.map((reading) => [reading.group.key, reading]));
  const next = new Map<string, AlertRecord>();
  let isChanged = false;
  const notices: Notice[] = [];
  const members = membersByAlert(groups, rules);
  for (const [key, shared] of members) {
    const before = alerts.get(key);
    const worst = worstOf(shared);
    if (!worst?.state) continue;
    const speaking = speakersOf(shared, worst.state, before, evaluation.changes);
    const start = before ?? firstRecord(sharedGroup(worst.group, key, rules), worst.state, speaking, evaluation);
    const { record, moment } = step(start, worst.state, speaking, evaluation);
    next.set(key, record);
    isChanged ||= record !== before;
    if (moment) notices.push({ moment, record, groups: speaking, reading: readings.get(speaking[0]!.group.key) });
  }
  return { alerts: isChanged || next.size < alerts.size ? next : alerts, notices };
}

/** Whether nothing is to be done while no group changes: no downtime to end, no reminder to come. */
export function isCalm(alerts: ReadonlyMap<string, AlertRecord>, { renotify, isScheduled }: Rules): boolean {
  const reminds = renotify !== undefined || isScheduled;
  for (const { state, mutedBy } of alerts.values()) if (mutedBy || (reminds && state !== "OK")) return false;
  return true;
}

/** A state in which a group begins without a word is not one that people are notified of. */
function firstRecord(
  group: Group,
  state: State,
  speaking: readonly GroupRecord[],
  { changes }: Evaluation,
): AlertRecord {
  const isChange = changes.some(({ record }) => speaking.includes(record));
  return { group, state: isChange ? "OK" : state };
}

function step(
  before: AlertRecord,
  state: State,
  speaking: readonly GroupRecord[],
  { rules, mute, time }: Evaluation,
): AlertStep {
  const downtimes = speaking.map((record) => mute.of(record.group));
  const mutedBy = downtimes.every((one) => one.length > 0) ? [...new Set(downtimes.flat())] : [];
  return stepAlert(before, { state, mutedBy, time }, rules);
}

/** The groups that share a notification, by its key. */
function membersByAlert(
  groups: ReadonlyMap<string, GroupRecord>,
  { notifyBy }: Rules,
): ReadonlyMap<string, readonly GroupRecord[]> {
  const members = new Map<string, GroupRecord[]>();
  for (const record of groups.values()) {
    if (record.state === undefined) continue;
    const key = notifyBy ? keyOf(record.group, notifyBy) : record.group.key;
    const shared = members.get(key);
    if (shared) shared.push(record);
    else members.set(key, [record]);
  }
  return members;
}

function keyOf({ tags }: Group, keys: readonly string[]): string {
  return keys.map((key) => `${key}:${tags[key] ?? ""}`).join(",") || EVERYTHING.key;
}

/** What several groups have in common. */
function sharedGroup(group: Group, key: string, { notifyBy }: Rules): Group {
  if (!notifyBy) return group;
  if (notifyBy.length === 0) return EVERYTHING;
  return { key, tags: Object.fromEntries(notifyBy.map((name) => [name, group.tags[name] ?? ""])) };
}

/** The group in the most severe state, the first of several. */
function worstOf(records: readonly GroupRecord[]): GroupRecord | undefined {
  return records.reduce<GroupRecord | undefined>(
    (worst, record) => (!worst || severity(record.state!) > severity(worst.state!) ? record : worst),
    undefined,
  );
}

/** The groups that a notification speaks of: those in its state; in a recovery, those that just left another. */
function speakersOf(
  shared: readonly GroupRecord[],
  state: State,
  before: AlertRecord | undefined,
  changes: readonly Change[],
): readonly GroupRecord[] {
  if (shared.length === 1) return shared;
  const inState = shared.filter((record) => record.state === state);
  if (state !== "OK" || before?.state === "OK") return inState;
  const recovered = new Set(changes.map(({ record }) => record.group.key));
  const speaking = inState.filter(({ group }) => recovered.has(group.key));
  return speaking.length > 0 ? speaking : inState;
}
