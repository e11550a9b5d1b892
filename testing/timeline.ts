import { clockOf, linesAt, type TimelineLine } from "../ops/words";
import type { Played } from "./play";

/** The lines of one monitor, in the order of time. */
export function linesOf({ story, history }: Played, id: string): TimelineLine[] {
  const lines: TimelineLine[] = [];
  const transitions = history.transitionsOf(id);
  const notifications = history.notificationsOf(id);
  for (let [change, sent] = [0, 0]; change < transitions.length || sent < notifications.length; ) {
    const time = Math.min(transitions[change]?.time ?? Infinity, notifications[sent]?.time ?? Infinity);
    const [firstChange, firstSent] = [change, sent];
    while (transitions[change]?.time === time) change++;
    while (notifications[sent]?.time === time) sent++;
    lines.push(
      ...linesAt(clockOf(time - story.start), {
        transitions: transitions.slice(firstChange, change),
        notifications: notifications.slice(firstSent, sent),
        before: history.stateAt(id, time - 1),
        after: history.stateAt(id, time),
      }),
    );
  }
  return lines;
}
