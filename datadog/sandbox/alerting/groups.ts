import { EVERYTHING } from "../evaluate";
import { stateOf } from "./decide";
import type { Rules } from "./rules";
import type { GroupRecord, Reading, State } from "./types";

/** A group whose state changed. */
export interface Change {
  readonly record: GroupRecord;
  readonly from: State;
  /** Absent where the group is forgotten. */
  readonly to?: State;
  readonly reading?: Reading;
}

export interface GroupsStep {
  /** The same map where nothing changed. */
  readonly groups: ReadonlyMap<string, GroupRecord>;
  readonly changes: readonly Change[];
}

/**
 * One evaluation: what each group was in and what the query says of it become what it is in now. Groups appear with their
 * first value, and are forgotten some time after their last.
 *
 * @param readings what the query says; a group that is not among them has no data
 * @param time UNIX seconds
 */
export function stepGroups(
  groups: ReadonlyMap<string, GroupRecord>,
  readings: readonly Reading[],
  rules: Rules,
  time: number,
): GroupsStep {
  const draft: Draft = { groups, changes: [] };
  let known = 0;
  for (const reading of readings) {
    const before = groups.get(reading.group.key);
    if (before) known++;
    take(draft, reading.group.key, before, stepGroup(before, reading, rules, time), reading);
  }
  // mostly all groups have data: then none is looked for among those that have none
  if (known < groups.size) {
    const seen = new Set(readings.map(({ group }) => group.key));
    for (const [key, before] of groups) {
      if (!seen.has(key)) take(draft, key, before, withoutData(before, rules, time), readingWithoutData(before, rules));
    }
  }
  if (isZeroFromTheStart(groups, readings, rules)) {
    const reading = { group: EVERYTHING, value: 0 };
    take(draft, EVERYTHING.key, undefined, stepGroup(undefined, reading, rules, time), reading);
  }
  return { groups: draft.next ?? groups, changes: draft.changes };
}

/** What an evaluation has found so far. */
interface Draft {
  readonly groups: ReadonlyMap<string, GroupRecord>;
  /** A copy, once something changes. */
  next?: Map<string, GroupRecord>;
  readonly changes: Change[];
}

function take(
  draft: Draft,
  key: string,
  before: GroupRecord | undefined,
  after: GroupRecord | undefined,
  reading?: Reading,
): void {
  if (after === before) return;
  draft.next ??= new Map(draft.groups);
  if (after) draft.next.set(key, after);
  else draft.next.delete(key);
  const change = changeOf(before, after, reading);
  if (change) draft.changes.push(change);
}

/** What a group without data is evaluated as, where that is a value. */
export function readingWithoutData({ group }: GroupRecord, { missing }: Rules): Reading | undefined {
  return missing.kind === "zero" ? { group, value: 0 } : undefined;
}

/** A query without groups that is evaluated as 0 where data is missing needs no data to begin. */
function isZeroFromTheStart(
  groups: ReadonlyMap<string, GroupRecord>,
  readings: readonly Reading[],
  { isGrouped, missing }: Rules,
): boolean {
  return !isGrouped && missing.kind === "zero" && readings.length === 0 && groups.size === 0;
}

/** The first evaluation sets the state without a word, unless it is one to speak of. */
function changeOf(
  before: GroupRecord | undefined,
  after: GroupRecord | undefined,
  reading?: Reading,
): Change | undefined {
  const from = before?.state;
  const to = after?.state;
  if (from === to || (from === undefined && (to === "OK" || to === "No Data"))) return undefined;
  const record = (after ?? before)!;
  return { record, from: from ?? "OK", ...(to === undefined ? {} : { to }), ...(reading ? { reading } : {}) };
}

/** What is known of a group after an evaluation; nothing where it is forgotten. The same record where nothing changed. */
function stepGroup(
  before: GroupRecord | undefined,
  reading: Reading,
  rules: Rules,
  time: number,
): GroupRecord | undefined {
  if (reading.value === undefined && reading.state === undefined) return before && withoutData(before, rules, time);
  const record = withData(before, reading, rules, time);
  if (time - record.firstSeen < rules.newGroupDelay) return record;
  if (rules.requireFullWindow && reading.isFull && !reading.isFull()) return record;
  return inState(record, stateByReading(record.state, reading, rules));
}

function stateByReading(before: State | undefined, reading: Reading, { levels }: Rules): State | undefined {
  if (reading.state !== undefined) return reading.state === "keep" ? before : reading.state;
  if (!levels || reading.value === undefined) return before;
  return stateOf(levels, before, reading.value, reading.recoveryValue);
}

/** A group that was away for a day is a new one. */
const FORGOTTEN_AFTER = 24 * 3600;

function withData(before: GroupRecord | undefined, { group }: Reading, rules: Rules, time: number): GroupRecord {
  if (!before) return { group, firstSeen: time };
  if (before.missingSince === undefined) return before;
  const isNew = rules.isGrouped && time - before.missingSince >= FORGOTTEN_AFTER;
  const { missingSince: _, timedOut: __, ...record } = before;
  return isNew ? { ...record, firstSeen: time } : record;
}

/**
 * @see https://docs.datadoghq.com/monitors/configuration/#no-data
 * @see https://docs.datadoghq.com/monitors/configuration/#auto-resolve
 */
function withoutData(before: GroupRecord, rules: Rules, time: number): GroupRecord | undefined {
  const record = before.missingSince === undefined ? { ...before, missingSince: time } : before;
  const gone = time - record.missingSince!;
  if (rules.isGrouped && gone >= rules.retention) return undefined;
  if (record.state === undefined) return record;
  if (rules.timeout !== undefined && gone >= rules.timeout && record.state !== "OK" && !record.timedOut) {
    return { ...record, state: "OK", timedOut: true };
  }
  return record.timedOut ? record : inState(record, stateWithoutData(record.state, gone, rules));
}

/** Until when a group without data stays as it is, in UNIX seconds, if no data comes: before it, `withoutData` changes nothing. */
export function quietWithoutDataUntil(record: GroupRecord, rules: Rules): number {
  const { missingSince: since = 0, state, timedOut } = record;
  const { missing, window, frequency } = rules;
  const forgotten = rules.isGrouped ? since + rules.retention : Number.POSITIVE_INFINITY;
  if (state === undefined || timedOut) return forgotten;
  const resolved = rules.timeout === undefined || state === "OK" ? Number.POSITIVE_INFINITY : since + rules.timeout;
  const isNext = stateWithoutData(state, Number.POSITIVE_INFINITY, rules) !== state;
  const lost = missing.kind === "no data" ? since + missing.after - window - frequency : Number.NEGATIVE_INFINITY;
  return Math.min(forgotten, resolved, isNext ? lost : Number.POSITIVE_INFINITY);
}

function stateWithoutData(before: State, gone: number, { missing, levels, window, frequency }: Rules): State {
  switch (missing.kind) {
    case "zero":
      return levels ? stateOf(levels, before, 0) : before;
    case "resolve":
      return "OK";
    case "no data":
      // the last point is as old as the window was when it left it
      return missing.after === 0 || gone + window + frequency >= missing.after ? "No Data" : before;
    case "keep":
      return before;
  }
}

function inState(record: GroupRecord, state: State | undefined): GroupRecord {
  return state === record.state || state === undefined ? record : { ...record, state };
}
