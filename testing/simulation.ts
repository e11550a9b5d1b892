import type { MonitorDefinition } from "../datadog/definitions";
import type { Moment } from "../datadog/messages";
import { type AlertingMonitor, type Notification, readingWithoutData, type State } from "../datadog/sandbox/alerting";
import { sortedKey } from "../datadog/sandbox/evaluate";
import { clockOf, lineText, type TimelineLine } from "../ops/words";
import { explained } from "./explain";
import type { Played } from "./play";
import { drawn, type SvgOptions } from "./svg";
import { linesOf } from "./timeline";
import { timeOf } from "./times";

/** What was sent. */
export interface SentNotification {
  /** `00:10`. */
  readonly at: string;
  /** `stage:spark`; `*` for a monitor without groups, or for one notification about all of them. */
  readonly group: string;
  readonly moment: Moment;
  /** @default there was no data */
  readonly value?: number;
  /** Handles, in the order of the message. */
  readonly recipients: readonly string[];
  readonly title: string;
  readonly text: string;
}

/** The state of a group of the monitor at one time. */
export interface Situation {
  readonly at: string;
  readonly group: string;
  readonly state: State;
  /** @default there was no data */
  readonly value?: number;
  /** The notifications about the group at that minute. */
  readonly notifications: readonly SentNotification[];
}

/** A monitor that was run over a story: what it sent, and when. */
export class Simulation {
  /** Everything that was sent, in order. */
  readonly notifications: readonly SentNotification[];
  private readonly monitor: AlertingMonitor;
  private known: readonly string[] | undefined;
  private told: readonly TimelineLine[] | undefined;

  constructor(
    private readonly played: Played,
    private readonly id: string,
  ) {
    this.monitor = played.monitors.get(id)!;
    this.notifications = played.history.notificationsOf(id).map((one) => this.sent(one));
  }

  /** Every change and every reminder, in order. */
  get lines(): readonly TimelineLine[] {
    this.told ??= linesOf(this.played, this.id);
    return this.told;
  }

  /** The monitor that was run, including what its environment adds. */
  get definition(): MonitorDefinition {
    return this.monitor.definition;
  }

  /** A line for each change and reminder: `00:10 {stage:spark} OK → Alert  312  @slack-data  Stage spark is slow.` */
  get timeline(): string {
    return this.lines.map(lineText).join("\n");
  }

  /** The monitor's groups, in alphabetical order; `*` for a monitor without groups. */
  get groups(): readonly string[] {
    this.known ??= this.groupsSeen();
    return this.known;
  }

  /** Notes on parts of the result that are not based on Datadog's documentation. */
  get notes(): readonly string[] {
    return this.monitor.notes.map(({ text }) => text);
  }

  /** The last evaluation: `00:20`. */
  get end(): string {
    return clockOf(this.played.story.until);
  }

  /**
   * @param time `00:10` or `10m`, in the story
   * @param group `stage:spark`, with tags in any order; optional if there is only one
   * @throws RangeError if there is no such time or group, listing those that exist
   */
  at(time: string, group?: string): Situation {
    const seconds = this.secondsAt(time);
    const key = this.groupKey(group);
    const { story, history } = this.played;
    const now = story.start + seconds;
    const record = history.stateAt(this.id, now)?.groups.get(key);
    const reading =
      history.readingsAt(this.id, now).find((one) => one.group.key === key) ??
      (record && readingWithoutData(record, this.monitor.rules));
    const state = record?.state ?? "No Data";
    return {
      at: clockOf(seconds),
      group: key,
      state,
      ...(reading?.value === undefined ? {} : { value: reading.value }),
      notifications: this.about(now)
        .filter(({ group, groups }) => group.key === key || groups.includes(key))
        .map((one) => this.sent(one)),
    };
  }

  /** What was sent about any group at a minute. @throws RangeError if the time is outside the story */
  sentAt(time: string): readonly SentNotification[] {
    return this.about(this.played.story.start + this.secondsAt(time)).map((one) => this.sent(one));
  }

  /**
   * Explains a group's value and state: the points, the arithmetic, and the thresholds, as a small table.
   * @throws RangeError as {@link at}
   */
  explain(time: string, group?: string): string {
    const { at, group: key, state, value } = this.at(time, group);
    return explained(this.played, this.monitor, { at, seconds: timeOf(at), key, state, value });
  }

  /** The values, thresholds, and states of every group as a deterministic SVG picture. */
  toSvg(options: SvgOptions = {}): string {
    return drawn(this.played, this.monitor, options);
  }

  private groupsSeen(): readonly string[] {
    const keys = new Set<string>();
    for (const { groups } of this.played.history.statesOf(this.id)) for (const key of groups.keys()) keys.add(key);
    return [...keys].sort();
  }

  /** A group as the monitor names it. */
  private groupKey(group: string | undefined): string {
    const { groups } = this;
    if (group === undefined) {
      if (groups.length <= 1) return groups[0] ?? "*";
      throw new RangeError(`This monitor has several groups: name one of ${groups.join(", ")}.`);
    }
    if (groups.includes(group)) return group;
    const found = groups.find((key) => sortedKey(key) === sortedKey(group));
    if (found !== undefined) return found;
    throw new RangeError(`There is no group "${group}"; there are ${groups.join(", ") || "none"}.`);
  }

  private secondsAt(time: string): number {
    const seconds = timeOf(time);
    const { until } = this.played.story;
    if (seconds % 60 !== 0 || seconds === 0)
      throw new RangeError(`${time} is not an evaluation time: evaluations run at whole minutes from 00:01.`);
    if (seconds > until)
      throw new RangeError(`The story ends at ${clockOf(until)}: set { until: "${clockOf(seconds)}" }.`);
    return seconds;
  }

  /** What was sent at a time in UNIX seconds. */
  private about(time: number): readonly Notification[] {
    const all = this.played.history.notificationsOf(this.id);
    const from = lowerBound(all, time);
    let to = from;
    while (all[to]?.time === time) to++;
    return all.slice(from, to);
  }

  private sent({ time, group, moment, value, recipients, title, text }: Notification): SentNotification {
    const at = clockOf(time - this.played.story.start);
    return { at, group: group.key, moment, ...(value === undefined ? {} : { value }), recipients, title, text };
  }
}

/** The first of things in the order of time that is at `time` or later. */
function lowerBound(items: readonly { readonly time: number }[], time: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.time < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
