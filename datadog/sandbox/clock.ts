import { setTimeout as wait } from "node:timers/promises";

/** The time of an org, and how to wait for one. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Resolves when it is `time`, in milliseconds since 1970, or at once where it is later.
   * @param signal ends the wait early
   */
  readonly until: (time: number, signal?: AbortSignal) => Promise<void>;
}

/** The longest wait: a machine that slept, or whose clock was set, is noticed within it. */
const LONGEST_WAIT = 1000;

/** The time of the machine. */
export const machineClock: Clock = {
  now: Date.now,
  until: async (time, signal) => {
    while (Date.now() < time && !signal?.aborted) await sleep(Math.min(time - Date.now(), LONGEST_WAIT), signal);
  },
};

export interface StoryClockSettings {
  /** Milliseconds since 1970. */
  readonly start: number;
  /** Seconds of the org in a second; Infinity is as fast as what happens in them can be worked off. @default 1 */
  readonly speed?: number;
}

/**
 * A time that can be faster than the machine's, and that waits for what happens in it: it stands still at the time that was
 * waited for last until another one is. So nothing is late in the org's own time, however slow the machine is; how far it
 * is behind its speed is in `late`.
 */
export class StoryClock implements Clock {
  private held: number;
  private speed: number;
  /** When, by the org and by the machine, the speed was set. */
  private since: { readonly org: number; readonly machine: number };

  constructor({ start, speed = 1 }: StoryClockSettings) {
    this.held = start;
    this.speed = speed;
    this.since = { org: start, machine: performance.now() };
  }

  readonly now = (): number => Math.min(this.held, this.free());

  readonly until = async (time: number, signal?: AbortSignal): Promise<void> => {
    this.held = Math.max(this.held, time);
    for (let left = time - this.free(); left > 0 && !signal?.aborted; left = time - this.free()) {
      await sleep(left / this.speed, signal);
    }
  };

  /** Milliseconds of the org's time that it is behind its speed. */
  get late(): number {
    return this.speed === Number.POSITIVE_INFINITY ? 0 : Math.max(0, this.free() - this.held);
  }

  /**
   * Sets another speed from now on.
   * @param at what the time would be if nothing had to be waited for, in milliseconds since 1970 @default what it is
   */
  setSpeed(speed: number, at: number = this.now()): void {
    this.since = { org: at, machine: performance.now() };
    this.speed = speed;
  }

  /** The time if nothing had to be waited for. */
  private free(): number {
    if (this.speed === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
    return this.since.org + (performance.now() - this.since.machine) * this.speed;
  }
}

/** Waits milliseconds, or until it is aborted. */
async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(Math.ceil(milliseconds), undefined, { signal }).catch(() => undefined);
}
