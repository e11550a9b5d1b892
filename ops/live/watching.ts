import { type Clock, machineClock } from "../../datadog/sandbox/clock";
import type { Org } from "../../datadog/sandbox/org";
import { type Delivery, Outbox } from "../../datadog/sandbox/outbox";
import { Watch } from "../../datadog/sandbox/watch";
import { counted, fitted } from "../words";
import { changeLines, type Layout } from "./change-lines";
import { changesOf } from "./changes";
import { notificationsFile } from "./notifications-file";
import { nameOf, timeOfDay } from "./story";

export interface WatchingSettings {
  readonly layout: Layout;
  readonly print: (line: string) => void;
  /** A file for notifications. @default none */
  readonly notifications?: string;
  /** @default the machine's */
  readonly clock?: Clock;
}

/** What evaluates an org's monitors while it runs. */
export interface Watching {
  readonly stop: () => Promise<void>;
}

/** Seconds from one look at what has come in to the next. */
const LOOK = 2;

/** Minutes that are evaluated after the fact, when the machine slept. */
const MOST_MISSED = 60;

/** Seconds by which an evaluation can be late before it is said. */
const LATE = 10;

/**
 * Evaluates the monitors of an org at every whole minute until it is stopped, and prints what they change, which metrics come
 * in for the first time, and what deserves attention.
 * @throws Error where the file for notifications cannot be written
 */
export function watchOrg(org: Org, settings: WatchingSettings): Watching {
  const { layout, print, clock = machineClock } = settings;
  const write = settings.notifications ? notificationsFile(settings.notifications, (id) => nameOf(org, id)) : undefined;
  const stopping = new AbortController();
  const watch = new Watch(org);
  const say = (text: string) => {
    for (const line of fitted(text, layout.width)) print(line);
  };
  const at = () => timeOfDay(clock.now() / 1000).slice(0, 5);
  const outbox = new Outbox(org, (delivery) => {
    if (delivery.outcome !== "delivered") say(`  ${at()}  ${deliveryText(delivery)}`);
  });
  const evaluate = (time: number) => {
    const late = clock.now() / 1000 - time;
    if (late > LATE) say(`  ${at()}  The evaluation of ${timeOfDay(time)} is ${Math.round(late)} seconds late.`);
    const evaluated = watch.evaluate(time);
    const changes = changesOf(evaluated, (id) => nameOf(org, id), timeOfDay(time).slice(0, 5));
    for (const change of changes) for (const line of changeLines(change, layout)) print(line);
    for (const notification of evaluated.notifications) {
      write?.(notification);
      outbox.send(notification);
    }
  };
  const news = newsOf(org, watch);
  const running = (async () => {
    let next = Math.floor(clock.now() / 60_000) * 60 + 60;
    while (!stopping.signal.aborted) {
      const now = Math.floor(clock.now() / 1000);
      if (now - next > MOST_MISSED * 60) {
        const from = Math.floor(now / 60) * 60;
        say(`  ${at()}  ${counted((from - next) / 60, "minute")} were not evaluated: the machine slept.`);
        next = from;
      }
      for (; next <= now && !stopping.signal.aborted; next += 60) evaluate(next);
      for (const text of news()) say(`  ${at()}  ${text}`);
      await clock.until(Math.min(next, now + LOOK) * 1000, stopping.signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      outbox.stop();
      await running;
      await outbox.settled();
    },
  };
}

const deliveryText = ({ webhook, title, outcome, attempts, reason }: Delivery) =>
  `@webhook-${webhook} ${outcome === "failed" ? `failed after ${counted(attempts, "attempt")}` : "was not called"}: ${reason} (${title})`;

/** Most metrics that are named in one line. */
const MOST_NAMED = 10;

/** What is new since it was asked last: metrics that came in, monitors that cannot be evaluated, warnings. */
function newsOf(org: Org, watch: Watch): () => readonly string[] {
  const seen = new Set(org.series.metrics());
  const said = new Set<string>();
  return () => {
    const metrics = org.series.metrics().filter((name) => !seen.has(name));
    for (const name of metrics) seen.add(name);
    const more = metrics.length - MOST_NAMED;
    const named = `${metrics.slice(0, MOST_NAMED).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
    const refused = [...watch.refused].map(([id, why]) => `Not evaluated: ${nameOf(org, String(id))}: ${why}`);
    const others = [...org.intake.statistics().warnings, ...refused].filter((text) => !said.has(text));
    for (const text of others) said.add(text);
    return [
      ...(metrics.length === 0 ? [] : [`New ${metrics.length === 1 ? "metric" : "metrics"}: ${named}`]),
      ...others,
    ];
  };
}
