import type { DowntimeDefinition } from "../datadog/definitions";
import { CHECK_STATUSES, type CheckRun, type StoredEvent } from "../datadog/sandbox/events";
import { NotationError, parseName, parseWords } from "./series/notation";
import { timeOf } from "./times";

/** What happens in a story beside its series. */
export interface Happenings {
  /** Runs of service checks by check and tags: `{ "datadog.agent.up{host:a}": "OKx9 CRITICALx5 _x20" }`. */
  readonly checks?: Readonly<Record<string, string>>;
  readonly logs?: readonly StoryLine[];
  readonly events?: readonly StoryLine[];
  readonly downtimes?: readonly StoryDowntime[];
}

/** A log line or an event. */
export interface StoryLine {
  /** `3m`, `00:03`. */
  readonly at: string;
  /** How often it comes: at once, or from `at` on, every so often. @default 1 */
  readonly repeat?: number | { readonly every: string; readonly times: number };
  /** The technology it comes from: `nginx`. @default none */
  readonly source?: string;
  readonly message?: string;
  /** Of an event. */
  readonly title?: string;
  readonly service?: string;
  /** `error`, `warn`, `info` … */
  readonly status?: string;
  readonly host?: string;
  /** `key:value`. */
  readonly tags?: readonly string[];
  /** Nested as in JSON: `{ http: { status_code: 500 } }`. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** A time in which notifications are muted. */
export interface StoryDowntime {
  /** Which groups, as a search over their tags: `env:staging`. @default all */
  readonly scope?: string;
  /** @default 00:00 */
  readonly from?: string;
  /** @default it has no end */
  readonly to?: string;
}

/** Lines and their copies, in seconds from the beginning. */
export function storedLines(kind: StoredEvent["kind"], lines: readonly StoryLine[] = []): StoredEvent[] {
  return lines.flatMap(({ at, repeat = 1, ...line }) => {
    const { every, times } =
      typeof repeat === "number" ? { every: 0, times: repeat } : { ...repeat, every: timeOf(repeat.every) };
    return Array.from({ length: times }, (_, index) => ({ ...line, kind, time: timeOf(at) + index * every }));
  });
}

/** The runs of one check under one set of tags. */
export interface StoryCheck {
  /** As it was written: `datadog.agent.up{host:a}`. */
  readonly name: string;
  readonly metric: string;
  readonly runs: readonly CheckRun[];
  /** Seconds until which it goes, gaps at the end included. */
  readonly end: number;
}

/**
 * The runs of service checks, one a step; the key may have tags.
 * @throws NotationError with the place
 */
export function checkRuns(checks: Readonly<Record<string, string>> = {}, step: number): StoryCheck[] {
  return Object.entries(checks).map(([name, text]) => {
    try {
      const { metric, tags } = parseName(name);
      const statuses = parseWords(text, CHECK_STATUSES);
      const runs = statuses.flatMap((status, index) =>
        status === undefined ? [] : [{ check: metric, time: index * step, status, tags }],
      );
      return { name, metric, runs, end: statuses.length * step };
    } catch (error) {
      throw error instanceof NotationError ? error.of(name) : error;
    }
  });
}

/**
 * A downtime as Datadog's API has it.
 * @param start UNIX seconds of the beginning of the story
 * @param monitor the id of the one monitor that is muted @default all are
 */
export function downtimeDefinition(
  { scope = "*", from, to }: StoryDowntime,
  start: number,
  monitor?: string,
): DowntimeDefinition {
  const moment = (time: string) => new Date((start + timeOf(time)) * 1000).toISOString();
  return {
    type: "downtime",
    attributes: {
      scope,
      monitor_identifier: monitor === undefined ? { monitor_tags: ["*"] } : { monitor_id: Number(monitor) },
      schedule: { start: moment(from ?? "00:00"), ...(to === undefined ? {} : { end: moment(to) }) },
    },
  };
}
