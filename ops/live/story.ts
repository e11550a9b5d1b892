import { StoryClock } from "../../datadog/sandbox/clock";
import type { Org } from "../../datadog/sandbox/org";
import { type Evaluated, Watch } from "../../datadog/sandbox/watch";
import { Clients } from "../../demo/clients";
import { MadePipeline } from "../../demo/pipeline";
import type { Scenario } from "../../demo/scenarios";
import type { Environment } from "../../environments/schema";
import { tagsOf } from "../../environments/tags";
import type { Listening } from "../start/serve";
import { clockOf } from "../words";
import { type Change, changesOf } from "./changes";
import { addMonthOfRuns } from "./month";
import { type Live, playStretch } from "./run";

/** Seconds of history that the org has when the story begins. */
const HISTORY = 3600;

/**
 * The time at which a story begins, in UNIX seconds: in the machine's time, the minute that has begun; in a faster one, the
 * hour, so that what is added up by the hour or the quarter is the same in each run.
 * @param now milliseconds since 1970
 */
export function storyStart(now: number, speed: number): number {
  const whole = speed === 1 ? 60 : 3600;
  return Math.floor(now / 1000 / whole) * whole;
}

/** A clock for a story that begins at `start`, in UNIX seconds, and for the history before it. */
export const storyClock = (start: number) =>
  new StoryClock({ start: (start - HISTORY) * 1000, speed: Number.POSITIVE_INFINITY });

export interface StorySettings {
  readonly org: Org;
  /** Of `storyClock`; the org's own. */
  readonly clock: StoryClock;
  /** UNIX seconds, of `storyStart`. */
  readonly start: number;
  /** Seconds of the org in a second; Infinity is as fast as can be. */
  readonly speed: number;
  /** Whose tags the pipeline reports with. */
  readonly environment: Environment;
  /** Where the org listens. */
  readonly listening: Pick<Listening, "url" | "statsdPort" | "keys">;
  /** @default 1 */
  readonly seed?: number;
  /** @default nothing happens */
  readonly scenario?: Scenario;
}

/** A made-up pipeline that reports to an org, whose monitors are evaluated as time goes by. */
export class Story {
  readonly watch: Watch;
  private readonly live: Live;
  /** UNIX seconds of the next ten seconds to report. */
  private next: number;

  constructor(private readonly settings: StorySettings) {
    const { org, clock, start, environment, listening, seed, scenario } = settings;
    const tags = tagsOf(environment);
    this.watch = new Watch(org);
    const pipeline = new MadePipeline({ seed, scenario, start });
    const clients = new Clients({ ...listening, apiKey: listening.keys.apiKey, tags });
    this.live = { org, clock, watch: this.watch, pipeline, clients };
    this.next = start - HISTORY;
    addMonthOfRuns(org, tags, this.next);
  }

  /**
   * Makes the history: the hour before the story, and what has passed of it already.
   * @param changed is given what has changed in that
   */
  async begin(changed: (changes: readonly Change[], evaluated: Evaluated) => void): Promise<void> {
    const { start, speed, clock } = this.settings;
    const isMachineTime = speed === 1;
    await this.play(
      isMachineTime ? Math.max(start, Math.floor(Date.now() / 10_000) * 10) : start,
      (changes, evaluated) => {
        if (evaluated.time > start) changed(changes, evaluated);
      },
    );
    clock.setSpeed(speed, isMachineTime ? Date.now() : undefined);
  }

  /**
   * Goes on until a time in UNIX seconds.
   * @param changed is given what each evaluation changed, and the evaluation
   */
  async play(
    to: number,
    changed: (changes: readonly Change[], evaluated: Evaluated) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<void> {
    const evaluated = (one: Evaluated) =>
      changed(
        changesOf(one, (id) => nameOf(this.settings.org, id), this.at(one.time)),
        one,
      );
    await playStretch(this.live, { from: this.next, to, signal, evaluated });
    this.next = to;
  }

  /** The names of metrics that something else than the pipeline has reported. */
  others(): readonly string[] {
    const { org } = this.settings;
    const own = [...this.live.clients.names];
    // of a timer, five metrics are made: pipeline.stage.process_time.avg and so on
    const isOwn = (name: string) => own.some((one) => name === one || name.startsWith(`${one}.`));
    const isGenerated = (name: string) => org.logsMetrics.has(name) || org.spansMetrics.has(name);
    return org.metrics.names().filter((name) => org.series.has(name) && !isOwn(name) && !isGenerated(name));
  }

  /** How a time is shown: `00:12` of the story, or the machine's time of day. */
  at(time: number): string {
    const { start, speed } = this.settings;
    return speed === Number.POSITIVE_INFINITY ? clockOf(Math.max(0, time - start)) : timeOfDay(time).slice(0, 5);
  }

  /** Sends nothing more. */
  close(): Promise<void> {
    return this.live.clients.close();
  }
}

/** A monitor's name by its id; the id of one that is gone. */
export function nameOf({ monitors }: Org, id: string): string {
  return monitors.has(Number(id)) ? String(monitors.read(Number(id)).definition.name) : id;
}

/** `14:05:40`, by the machine's time zone. */
export const timeOfDay = (time: number) => new Date(time * 1000).toTimeString().slice(0, 8);
