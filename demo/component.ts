import type { Conditions } from "./conditions";
import type { Flow } from "./flows";
import type { Random } from "./random";
import type { Reports } from "./reports";

/** Seconds between two reports of a component: the agent's interval. */
export const TICK = 10;

/** The ten seconds that a component reports. */
export interface Moment extends Conditions {
  /** UNIX seconds. */
  readonly time: number;
  /** The runs of the pipeline that end. */
  readonly flows: readonly Flow[];
}

/** Makes a component; what it remembers from one report to the next begins with it. */
export type Component = (random: Random) => (now: Moment, to: Reports) => void;
