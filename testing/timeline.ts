import type { Notification, State } from "../datadog/sandbox/alerting";
import type { Frame, Played } from "./play";
import { clockOf } from "./times";

/** A change of a group, or something that was sent about a group without one: a reminder. */
export interface TimelineLine {
  /** `00:10`. */
  readonly at: string;
  /** `stage:spark`; `*` without grouping. */
  readonly group: string;
  readonly from: State;
  /** @default the group is forgotten: it had no data for as long as groups are kept */
  readonly to?: State;
  /** @default there was no data */
  readonly value?: number;
  /** @default nothing was sent */
  readonly notification?: Pick<Notification, "recipients" | "text" | "title" | "moment">;
}

/** The lines of one monitor, in the order of time. */
export function linesOf({ frames }: Played, id: string): TimelineLine[] {
  return frames.flatMap((frame, index) => {
    const isQuiet = frame.transitions.length === 0 && frame.notifications.length === 0;
    return isQuiet ? [] : frameLines(frame, frames[index - 1], id, clockOf((index + 1) * 60));
  });
}

function frameLines(frame: Frame, before: Frame | undefined, id: string, at: string): TimelineLine[] {
  const transitions = frame.transitions.filter(({ monitor }) => monitor === id);
  const left = frame.notifications.filter(({ monitor }) => monitor === id);
  const changes = transitions.map(({ group, from, to, value }): TimelineLine => {
    const index = left.findIndex((one) => one.group.key === group.key);
    const notification = index < 0 ? undefined : left.splice(index, 1)[0];
    return { at, group: group.key, from, to, value, notification };
  });
  return [...changes, ...left.map((notification) => sentLine(notification, frame, before, id, at))];
}

/** What is sent without a change of its own group: a reminder, or what several groups share. */
function sentLine(
  notification: Notification,
  frame: Frame,
  before: Frame | undefined,
  id: string,
  at: string,
): TimelineLine {
  const { group, value } = notification;
  const stateIn = (one: Frame | undefined) => one?.state.get(id)?.alerts.get(group.key)?.state;
  return { at, group: group.key, from: stateIn(before) ?? "OK", to: stateIn(frame) ?? "OK", value, notification };
}

/** `00:10 {stage:spark} OK → Alert  312  @slack-data  Stage spark is slow.` */
export function lineText({ at, group, from, to = "forgotten" as State, value, notification }: TimelineLine): string {
  const where = group === "*" ? "" : ` {${group}}`;
  const parts = [`${at}${where} ${from} → ${to}`];
  if (value !== undefined) parts.push(numberText(value));
  if (notification && notification.recipients.length > 0) parts.push(notification.recipients.join(" "));
  const text = notification ? wordsOf(notification) : "";
  if (text !== "") parts.push(text);
  return parts.join("  ");
}

/** A number without the noise of binary fractions. */
export const numberText = (value: number) => String(Number(value.toPrecision(12)));

/** The text in one line, without its handles, which stand before it. */
export function wordsOf({ text, recipients }: Pick<Notification, "text" | "recipients">): string {
  return text
    .split(/\s+/)
    .filter((word) => word !== "" && !recipients.includes(word))
    .join(" ");
}
