import type { Downtime } from "./downtimes";
import type { AlertingMonitor } from "./monitor";
import { type Outcome, step } from "./step";
import type { AlertingState, MonitorState, Notification, Transition } from "./types";

/** Whole minutes in UNIX seconds, both inclusive. */
export interface Minutes {
  readonly from: number;
  readonly to: number;
}

/**
 * Evaluates monitors at every whole minute of a stretch of time: what `step` gives minute by minute, put together.
 * Monitors that look at no others are run one after the other, since what one looks at is then at hand in memory.
 */
export function timeline(
  monitors: readonly AlertingMonitor[],
  state: AlertingState,
  minutes: Minutes,
  downtimes: readonly Downtime[] = [],
): Outcome {
  if (monitors.some(({ rank }) => rank > 0)) return together(monitors, state, minutes, downtimes);
  const next = new Map<string, MonitorState>(state);
  const transitions: Transition[] = [];
  const notifications: Notification[] = [];
  for (const monitor of monitors) {
    const one = together([monitor], state, minutes, downtimes);
    const own = one.state.get(monitor.id);
    if (own) next.set(monitor.id, own);
    transitions.push(...one.transitions);
    notifications.push(...one.notifications);
  }
  return { state: next, transitions: byTime(transitions), notifications: byTime(notifications) };
}

const MINUTE = 60;

function together(
  monitors: readonly AlertingMonitor[],
  before: AlertingState,
  { from, to }: Minutes,
  downtimes: readonly Downtime[],
): Outcome {
  let state = before;
  const transitions: Transition[] = [];
  const notifications: Notification[] = [];
  for (let time = Math.ceil(from / MINUTE) * MINUTE; time <= to; time += MINUTE) {
    const next = step(monitors, state, time, downtimes);
    state = next.state;
    transitions.push(...next.transitions);
    notifications.push(...next.notifications);
  }
  return { state, transitions, notifications };
}

/** In the order of the monitors where times are the same. */
function byTime<T extends { readonly time: number }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => a.time - b.time);
}
