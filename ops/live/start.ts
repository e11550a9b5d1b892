import type { Org } from "../../datadog/sandbox/org";
import { Outbox } from "../../datadog/sandbox/outbox";
import type { Evaluated } from "../../datadog/sandbox/watch";
import { HOST } from "../../demo/pipeline";
import type { Scenario } from "../../demo/scenarios";
import type { Environment } from "../../environments/schema";
import { serve } from "../start/serve";
import type { Layout } from "./change-lines";
import type { Change } from "./changes";
import { notificationsFile } from "./notifications-file";
import { type PlainSettings, playInLines } from "./plain";
import { nameOf, Story, storyClock, storyStart } from "./story";
import { playInTerminal } from "./terminal";
import type { Terminal } from "./view/screen";

export interface StartStorySettings {
  /** Makes the org, whose time is that of the story. */
  readonly started: (clock: () => number) => { readonly org: Org; readonly environment: Environment };
  /** Seconds of the org in a second; Infinity is as fast as can be. */
  readonly speed: number;
  /** @default 1 */
  readonly seed?: number;
  /** @default nothing happens */
  readonly scenario?: Scenario;
  /** A file for notifications. @default none */
  readonly notifications?: string;
  /** @default any free one */
  readonly port?: number;
  /** @default any free one */
  readonly statsdPort?: number;
  /** The machine's time in milliseconds since 1970. @default now */
  readonly now?: number;
}

/** A story that has its history, and can be told from its beginning. */
export interface RunningStory {
  readonly org: Org;
  readonly story: Story;
  /** Ends what is being told. */
  readonly stop: () => void;
  /** Tells it until it is stopped. */
  readonly playInTerminal: (terminal: Terminal, layout: () => Layout) => Promise<void>;
  /** Tells it to the end. */
  readonly playInLines: (
    print: (line: string) => void,
    settings: Layout & Pick<PlainSettings, "changed">,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Serves an org on loopback, and lets a made-up pipeline report an hour of history to it.
 * @throws Error where a port is taken, or the file for notifications cannot be written
 */
export async function startStory(settings: StartStorySettings): Promise<RunningStory> {
  const { speed, seed, scenario, port, statsdPort, now = Date.now() } = settings;
  const start = storyStart(now, speed);
  const clock = storyClock(start);
  const { org, environment } = settings.started(clock.now);
  const listening = await serve(org, { port, statsdPort, host: HOST });
  const story = new Story({ org, clock, start, speed, environment, seed, scenario, listening });
  const outbox = new Outbox(org);
  const close = async () => {
    outbox.stop();
    await story.close();
    await listening.stop();
  };
  try {
    const write = settings.notifications
      ? notificationsFile(settings.notifications, (id) => nameOf(org, id))
      : undefined;
    const changed = (_: readonly Change[], { notifications }: Evaluated) => {
      for (const notification of notifications) {
        write?.(notification);
        outbox.send(notification);
      }
    };
    const early: Change[] = [];
    await story.begin((changes, evaluated) => {
      early.push(...changes);
      changed(changes, evaluated);
    });
    const stopping = new AbortController();
    const { signal } = stopping;
    return {
      org,
      story,
      stop: () => stopping.abort(),
      playInTerminal: (terminal, layout) =>
        playInTerminal(story, {
          ...listening,
          org,
          clock,
          terminal,
          layout,
          start,
          speed,
          scenario,
          signal,
          changed,
          early,
        }),
      playInLines: (print, told) => {
        const both: typeof changed = (...args) => {
          changed(...args);
          told.changed?.(...args);
        };
        return playInLines(story, { ...told, start, scenario, print, signal, changed: both });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
