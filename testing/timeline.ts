import type { History, Notification, State } from "../datadog/sandbox/alerting";
import type { Played } from "./play";
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
export function linesOf({ story, history }: Played, id: string): TimelineLine[] {
  const lines: TimelineLine[] = [];
  const transitions = history.transitionsOf(id);
  const notifications = history.notificationsOf(id);
  for (let [change, sent] = [0, 0]; change < transitions.length || sent < notifications.length; ) {
    const time = Math.min(transitions[change]?.time ?? Infinity, notifications[sent]?.time ?? Infinity);
    const left: Notification[] = [];
    for (; notifications[sent]?.time === time; sent++) left.push(notifications[sent]!);
    const at = clockOf(time - story.start);
    for (; transitions[change]?.time === time; change++) {
      const { group, from, to, value } = transitions[change]!;
      const index = left.findIndex((one) => one.group.key === group.key);
      const notification = index < 0 ? undefined : left.splice(index, 1)[0];
      lines.push({ at, group: group.key, from, to, value, notification });
    }
    for (const one of left) lines.push(sentLine(one, history, id, at));
  }
  return lines;
}

/** What is sent without a change of its own group: a reminder, or what several groups share. */
function sentLine(notification: Notification, history: History, id: string, at: string): TimelineLine {
  const { group, value, time } = notification;
  const stateAt = (when: number) => history.stateAt(id, when)?.alerts.get(group.key)?.state ?? "OK";
  return { at, group: group.key, from: stateAt(time - 1), to: stateAt(time), value, notification };
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
