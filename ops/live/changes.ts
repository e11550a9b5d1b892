import type { Evaluated } from "../../datadog/sandbox/watch";
import { linesAt, type TimelineLine } from "../words";

/** A line of a monitor's timeline. */
export interface Change extends TimelineLine {
  /** The monitor's name. */
  readonly monitor: string;
}

/**
 * What an evaluation changed, with what is sent about it.
 * @param nameOf a monitor's name by its id
 * @param at how its time is shown
 */
export function changesOf(evaluated: Evaluated, nameOf: (id: string) => string, at: string): readonly Change[] {
  const { transitions, notifications, before, state } = evaluated;
  const ids = new Set([...transitions, ...notifications].map(({ monitor }) => monitor));
  return [...ids].flatMap((id) => {
    const lines = linesAt(at, {
      transitions: transitions.filter(({ monitor }) => monitor === id),
      notifications: notifications.filter(({ monitor }) => monitor === id),
      before: before.get(id),
      after: state.get(id),
    });
    return lines.map((line) => ({ ...line, monitor: nameOf(id) }));
  });
}
