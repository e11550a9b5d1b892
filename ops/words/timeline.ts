import type { MonitorState, Notification, State, Transition } from "../../datadog/sandbox/alerting";
import { numberText } from "./text";

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

/** What one evaluation of a monitor came to, and what is known of the monitor before and after it. */
export interface EvaluationOutcome {
  readonly transitions: readonly Transition[];
  readonly notifications: readonly Notification[];
  readonly before: MonitorState | undefined;
  readonly after: MonitorState | undefined;
}

/** The lines of one evaluation of a monitor: a change with what is sent about it, and what is sent without a change of its own group. */
export function linesAt(at: string, { transitions, notifications, before, after }: EvaluationOutcome): TimelineLine[] {
  const left = [...notifications];
  const changes = transitions.map(({ group, from, to, value }) => {
    const index = left.findIndex((one) => one.group.key === group.key);
    const notification = index < 0 ? undefined : left.splice(index, 1)[0];
    return { at, group: group.key, from, to, value, notification };
  });
  // a reminder, or what several groups share
  const stateIn = (state: MonitorState | undefined, key: string) => state?.alerts.get(key)?.state ?? "OK";
  const others = left.map((notification) => {
    const { key } = notification.group;
    const [from, to] = [stateIn(before, key), stateIn(after, key)];
    return { at, group: key, from, to, value: notification.value, notification };
  });
  return [...changes, ...others];
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

/** The text in one line, without its handles, which stand before it. */
export function wordsOf({ text, recipients }: Pick<Notification, "text" | "recipients">): string {
  return text
    .split(/\s+/)
    .filter((word) => word !== "" && !recipients.includes(word))
    .join(" ");
}
