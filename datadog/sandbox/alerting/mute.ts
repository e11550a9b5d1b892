import type { RenotifyStatus } from "../../definitions";
import type { Group } from "../evaluate";

/** A downtime that mutes something now. */
export interface ActiveDowntime {
  readonly id: string;
  /** UNIX seconds, exclusive. @default it has no end */
  readonly end?: number;
  /** Whether the recovery of what alerted before it is muted too. */
  readonly muteFirstRecovery: boolean;
  /** Of which states people are notified when it ends. */
  readonly notifyEndStates: readonly RenotifyStatus[];
  /** After which ends people are notified. */
  readonly notifyEndTypes: readonly ("expired" | "canceled")[];
}

/** What mutes the groups of a monitor at one time. */
export interface Mute {
  /** Whether nothing mutes it now, nor did so a moment ago. */
  readonly isEmpty: boolean;
  of(group: Group): readonly ActiveDowntime[];
}

/** Nothing is muted. */
export const NOTHING_MUTED: Mute = { isEmpty: true, of: () => [] };
