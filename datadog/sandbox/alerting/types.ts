import type { Moment } from "../../messages";
import type { Group } from "../evaluate";
import type { ActiveDowntime } from "./mute";

/** What a group of a monitor can be in, as Datadog's API writes it. */
export const STATES = ["OK", "No Data", "Unknown", "Warn", "Alert"] as const;

export type State = (typeof STATES)[number];

/** What a monitor's query says of one group at one time. */
export interface Reading {
  readonly group: Group;
  /** What is compared with the thresholds; absent where there is no data. */
  readonly value?: number;
  /** What is compared with the recovery thresholds, where that is another window. @default `value` */
  readonly recoveryValue?: number;
  /** The state itself, where the query tells it (service checks, composites); "keep" where it does not change. */
  readonly state?: State | "keep";
  /** Whether the window is full of data, as `require_full_window` wants it. @default it is */
  readonly isFull?: () => boolean;
  /** What messages can show beside the group's tags: the matching event, a composite's monitors. @default nothing */
  readonly about?: Readonly<Record<string, unknown>>;
  /** Further values of messages: `check_message`, `short_window_burn_rate`. @default none */
  readonly values?: Readonly<Record<string, number | string>>;
}

/** What is known of one group between evaluations. Times are UNIX seconds. */
export interface GroupRecord {
  readonly group: Group;
  /** Absent until the group was evaluated for the first time: a new group may have to wait. */
  readonly state?: State;
  /** When it was seen for the first time. */
  readonly firstSeen: number;
  /** Since when it has no data. @default it has data */
  readonly missingSince?: number;
  /** Whether `timeout_h` resolved it, and no data has come since. @default false */
  readonly timedOut?: boolean;
}

/**
 * What is known between evaluations of what people are notified of: a group, or several that share their notifications
 * (`notify_by`). Times are UNIX seconds.
 */
export interface AlertRecord {
  readonly group: Group;
  readonly state: State;
  /** When it left OK the last time. @default it never did */
  readonly firstTriggered?: number;
  /** When it changed to a state that is not OK the last time. @default it never did */
  readonly lastTriggered?: number;
  /** When people were notified of this state the last time, and how often they were reminded. @default never */
  readonly notified?: { readonly time: number; readonly reminders: number };
  /** Whether people were notified of something that is not over yet. @default false */
  readonly isOpen?: boolean;
  /** The downtimes that mute it. @default none */
  readonly mutedBy?: readonly ActiveDowntime[];
  /** Whether a recovery was sent since it was muted: only the first one is. @default false */
  readonly recoveredMuted?: boolean;
}

/** Everything that is known of a monitor between evaluations. */
export interface MonitorState {
  readonly groups: ReadonlyMap<string, GroupRecord>;
  readonly alerts: ReadonlyMap<string, AlertRecord>;
  /** Whether nothing is to be done while no group changes: no alert is muted, and none has reminders to come. */
  readonly isCalm: boolean;
  /** When SLOs over this monitor count it as down, oldest first: from and to in UNIX seconds, to the latest 90 days. */
  readonly down: readonly Interval[];
}

/** A time in UNIX seconds, the end exclusive, in which the same groups of a monitor were down. */
export interface Interval {
  readonly from: number;
  /** @default it has not ended */
  readonly to?: number;
  /** Keys, in alphabetical order. */
  readonly groups: readonly string[];
}

/** A monitor that was never evaluated. */
export const NEVER_EVALUATED: MonitorState = { groups: new Map(), alerts: new Map(), isCalm: true, down: [] };

/** The state of all monitors, by their id. */
export type AlertingState = ReadonlyMap<string, MonitorState>;

/** A change of a group's state. */
export interface Transition {
  readonly monitor: string;
  /** UNIX seconds. */
  readonly time: number;
  readonly group: Group;
  readonly from: State;
  /** Absent where the group is forgotten: it had no data for as long as groups are kept. */
  readonly to?: State;
  /** @default there was no data */
  readonly value?: number;
}

/** What people are sent. */
export interface Notification {
  readonly monitor: string;
  /** UNIX seconds. */
  readonly time: number;
  readonly moment: Moment;
  /** What the notification is for: a group, or what several have in common; its key is `*` for a simple alert. */
  readonly group: Group;
  /** The keys of the groups that share the notification and are in its state; those that recovered, for a recovery. */
  readonly groups: readonly string[];
  readonly title: string;
  readonly text: string;
  /** Handles, in the order of the message: `@slack-data`. */
  readonly recipients: readonly string[];
  /** Those of the recipients who get the title alone. */
  readonly titleOnly: readonly string[];
  /** 1 (highest) to 5. @default none */
  readonly priority?: number;
  /** @default there was no data */
  readonly value?: number;
}

/** From the least to the most severe, as composites and shared notifications compare states. */
export const severity = (state: State): number => STATES.indexOf(state);
