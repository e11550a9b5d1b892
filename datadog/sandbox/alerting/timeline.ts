import type { Downtime } from "./downtimes";
import { History, type Minutes } from "./history";
import type { AlertingMonitor } from "./monitor";
import { inOrder, type Outcome } from "./step";
import type { AlertingState } from "./types";

/** Evaluates monitors at every whole minute of a stretch of time: what `step` gives minute by minute, put together. */
export function timeline(
  monitors: readonly AlertingMonitor[],
  state: AlertingState,
  minutes: Minutes,
  downtimes: readonly Downtime[] = [],
): Outcome {
  const history = new History(monitors, state, minutes, downtimes);
  const ids = inOrder(monitors).map(({ id }) => id);
  return {
    state: history.state,
    transitions: byTime(ids.flatMap((id) => history.transitionsOf(id))),
    notifications: byTime(ids.flatMap((id) => history.notificationsOf(id))),
  };
}

/** In the order of the monitors where times are the same. */
function byTime<T extends { readonly time: number }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => a.time - b.time);
}
