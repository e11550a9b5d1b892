import { isCalm, stepAlerts } from "./alerts";
import { stepDown } from "./down";
import { type Downtime, muteOf } from "./downtimes";
import { type Change, readingWithoutData, stepGroups } from "./groups";
import type { AlertingMonitor } from "./monitor";
import { NOTHING_MUTED } from "./mute";
import { notificationOf } from "./notify";
import type { Rules } from "./rules";
import {
  type AlertingState,
  type MonitorState,
  NEVER_EVALUATED,
  type Notification,
  type Reading,
  type Transition,
} from "./types";

/** What evaluations of monitors came to. */
export interface Outcome {
  /** The same map where nothing changed. */
  readonly state: AlertingState;
  /** In the order of the monitors, those of composites last. */
  readonly transitions: readonly Transition[];
  readonly notifications: readonly Notification[];
}

/** What one evaluation came to. */
export interface Step extends Outcome {
  /** What the monitors that were due found, by their id. */
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
}

/**
 * Evaluates all monitors that are due at a time. The state before is left as it is, so that a timeline can be cut
 * anywhere: what the first part ends with is what the second begins with. Ask for rising times.
 *
 * @param time UNIX seconds, a whole minute
 * @param downtimes what mutes their notifications; states change all the same
 */
export function step(
  monitors: readonly AlertingMonitor[],
  state: AlertingState,
  time: number,
  downtimes: readonly Downtime[] = [],
): Step {
  let next = state;
  const readings = new Map<string, readonly Reading[]>();
  const transitions: Transition[] = [];
  const notifications: Notification[] = [];
  for (const monitor of inOrder(monitors)) {
    if (!monitor.schedule.isDue(time)) continue;
    const before = next.get(monitor.id) ?? NEVER_EVALUATED;
    const evaluated = time - monitor.delay;
    const found = monitor.source.read({
      time: evaluated,
      evaluated: time,
      known: before.groups,
      state: next,
      readings,
    });
    readings.set(monitor.id, found);
    const one = stepMonitor(monitor, before, found, time, downtimes);
    if (one.state === before) continue;
    const changed: Map<string, MonitorState> = next === state ? new Map(state) : (next as Map<string, MonitorState>);
    next = changed.set(monitor.id, one.state);
    transitions.push(...one.transitions);
    notifications.push(...one.notifications);
  }
  return { state: next, readings, transitions, notifications };
}

/** What looks at other monitors comes after them. */
export function inOrder(monitors: readonly AlertingMonitor[]): readonly AlertingMonitor[] {
  if (!monitors.some(({ rank }) => rank > 0)) return monitors;
  return [...monitors].sort((a, b) => a.rank - b.rank);
}

interface MonitorStep {
  readonly state: MonitorState;
  readonly transitions: readonly Transition[];
  readonly notifications: readonly Notification[];
}

/** What an evaluation of one monitor comes to. The same state where nothing changed. */
export function stepMonitor(
  monitor: AlertingMonitor,
  before: MonitorState,
  readings: readonly Reading[],
  time: number,
  downtimes: readonly Downtime[],
): MonitorStep {
  const { id, definition, rules, letter } = monitor;
  const { groups, changes } = stepGroups(before.groups, readings, rules, time);
  const all = monitor.silenced.length > 0 ? [...downtimes, ...monitor.silenced] : downtimes;
  const mute = all.length > 0 ? muteOf(id, definition, letter.scopeTags, all, time) : NOTHING_MUTED;
  if (before.isCalm && groups === before.groups && mute.isEmpty) {
    return { state: before, transitions: [], notifications: [] };
  }
  const spoken = rules.missing.kind === "zero" ? withZeros(readings, groups, rules) : readings;
  const { alerts, notices } = stepAlerts(before.alerts, { groups, changes, readings: spoken, rules, mute, time });
  const down = changes.length > 0 ? stepDown(before.down, groups, rules, time) : before.down;
  const isDraft = definition.draft_status === "draft";
  return {
    state: { groups, alerts, isCalm: isCalm(alerts, rules), down },
    transitions: changes.map((change) => transitionOf(id, change, time)),
    notifications: isDraft ? [] : notices.map((notice) => notificationOf(letter, notice, time)),
  };
}

/** The readings, and 0 of each group without one: what messages show of it. */
function withZeros(readings: readonly Reading[], groups: MonitorState["groups"], rules: Rules): readonly Reading[] {
  if (readings.length >= groups.size) return readings;
  const seen = new Set(readings.map(({ group }) => group.key));
  const silent = [...groups].filter(([key]) => !seen.has(key));
  return [...readings, ...silent.flatMap(([, record]) => readingWithoutData(record, rules) ?? [])];
}

function transitionOf(monitor: string, { record, from, to, reading }: Change, time: number): Transition {
  return {
    monitor,
    time,
    group: record.group,
    from,
    ...(to === undefined ? {} : { to }),
    ...(reading?.value === undefined ? {} : { value: reading.value }),
  };
}
