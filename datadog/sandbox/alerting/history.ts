import type { Downtime } from "./downtimes";
import type { AlertingMonitor } from "./monitor";
import { type Minutely, nextChange } from "./quiet";
import { inOrder, stepMonitor } from "./step";
import {
  type AlertingState,
  type MonitorState,
  NEVER_EVALUATED,
  type Notification,
  type Reading,
  type Transition,
} from "./types";

/** Whole minutes in UNIX seconds, both inclusive. */
export interface Minutes {
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60;

/**
 * What monitors went through when they were evaluated at every whole minute of a stretch of time: what `step` gives minute
 * by minute. Each is run on its own, after those that it looks at, so that what it looks at is at hand; minutes in which
 * nothing can change are not looked at. Kept are changes alone: what was found at other times is read again when it is
 * asked for.
 */
export class History {
  private readonly tracks = new Map<string, Track>();

  constructor(
    monitors: readonly AlertingMonitor[],
    private readonly before: AlertingState,
    minutes: Minutes,
    downtimes: readonly Downtime[] = [],
  ) {
    const whole = { from: Math.ceil(minutes.from / MINUTE) * MINUTE, to: minutes.to };
    for (const monitor of inOrder(monitors)) {
      const track = new Track(monitor, before.get(monitor.id) ?? NEVER_EVALUATED, this);
      this.tracks.set(monitor.id, track);
      track.run(whole, downtimes);
    }
  }

  /** The state of all monitors at the end. */
  get state(): AlertingState {
    const state = new Map(this.before);
    for (const [id, track] of this.tracks) if (track.latest !== NEVER_EVALUATED) state.set(id, track.latest);
    return state;
  }

  /** All that a monitor changed, in the order of time. */
  transitionsOf(id: string): readonly Transition[] {
    return this.tracks.get(id)?.transitions ?? [];
  }

  /** All that was sent about a monitor, in the order of time. */
  notificationsOf(id: string): readonly Notification[] {
    return this.tracks.get(id)?.notifications ?? [];
  }

  /** A monitor's states one after the other, oldest first: that before the first minute, then each as of its evaluation. */
  statesOf(id: string): readonly MonitorState[] {
    return this.tracks.get(id)?.states ?? [];
  }

  /** What is known of a monitor after the evaluation at a time in UNIX seconds; nothing before its first one. */
  stateAt(id: string, time: number): MonitorState | undefined {
    const state = this.tracks.get(id)?.at(time) ?? this.before.get(id);
    return state === NEVER_EVALUATED ? undefined : state;
  }

  /** What a monitor's query said at the latest evaluation up to a time in UNIX seconds. */
  readingsAt(id: string, time: number): readonly Reading[] {
    return this.tracks.get(id)?.readingsUpTo(time) ?? [];
  }

  /** What a monitor's query said, if it was evaluated at that very time. */
  readingsOf(id: string, time: number): readonly Reading[] | undefined {
    return this.tracks.get(id)?.readings(time);
  }
}

/** What one monitor went through. */
class Track {
  /** UNIX seconds of each of `states`: from when on it is so. */
  private readonly times: number[] = [Number.NEGATIVE_INFINITY];
  readonly states: MonitorState[];
  readonly transitions: Transition[] = [];
  readonly notifications: Notification[] = [];
  private from = 0;
  private read: { readonly time: number; readonly readings: readonly Reading[] } | undefined;

  constructor(
    private readonly monitor: AlertingMonitor,
    before: MonitorState,
    private readonly history: History,
  ) {
    this.states = [before];
  }

  get latest(): MonitorState {
    return this.states.at(-1)!;
  }

  run({ from, to }: Minutes, downtimes: readonly Downtime[]): void {
    const { monitor } = this;
    this.from = from;
    const values = downtimes.length + monitor.silenced.length === 0 ? this.minutely(from, to) : undefined;
    for (let time = from; time <= to; time += MINUTE) {
      if (values && this.latest.isCalm) {
        const index = (time - from) / MINUTE;
        const next = nextChange(values, index, this.latest, monitor.rules);
        time += (next - index) * MINUTE;
        if (time > to) break;
      }
      if (monitor.schedule.isDue(time)) this.step(time, downtimes);
    }
  }

  private minutely(from: number, to: number): Minutely | undefined {
    const count = Math.floor((to - from) / MINUTE) + 1;
    if (count <= 1) return undefined;
    const found = this.monitor.source.sweep?.(from - this.monitor.delay, MINUTE, count);
    if (!found) return undefined;
    return { from, count, columns: new Map(found.groups.map(({ key }, index) => [key, found.columns[index]!])) };
  }

  private step(time: number, downtimes: readonly Downtime[]): void {
    const before = this.latest;
    const one = stepMonitor(this.monitor, before, this.readings(time) ?? [], time, downtimes);
    if (one.state === before) return;
    this.times.push(time);
    this.states.push(one.state);
    this.transitions.push(...one.transitions);
    this.notifications.push(...one.notifications);
  }

  at(time: number): MonitorState {
    let [low, high] = [1, this.times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return this.states[low - 1]!;
  }

  /** Nothing where it is not evaluated at that time. */
  readings(time: number): readonly Reading[] | undefined {
    const { monitor, history } = this;
    if (this.read?.time === time) return this.read.readings;
    if (!monitor.schedule.isDue(time)) return undefined;
    const readings = monitor.source.read({
      time: time - monitor.delay,
      evaluated: time,
      known: this.at(time - 1).groups,
      state: { get: (id) => history.stateAt(id, time) },
      readings: { get: (id) => history.readingsOf(id, time) },
    });
    this.read = { time, readings };
    return readings;
  }

  readingsUpTo(time: number): readonly Reading[] {
    let due = time;
    while (due >= this.from && !this.monitor.schedule.isDue(due)) due -= MINUTE;
    return (due >= this.from ? this.readings(due) : undefined) ?? [];
  }
}
