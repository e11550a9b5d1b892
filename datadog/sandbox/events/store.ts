import type { SearchSource } from "../../query";
import { Timeline } from "./timeline";
import type { CheckRun, StoredEvent } from "./types";

/** Logs, events, spans … by their time, and the runs of service checks. Bounded: of a million the oldest go. */
export class EventStore {
  private readonly events = new Map<SearchSource, Timeline<StoredEvent>>();
  private readonly runs = new Map<string, Timeline<CheckRun>>();

  /** Adds a log line, an event … */
  add(event: StoredEvent): void {
    timelineOf(this.events, event.kind).add(event);
  }

  /** Adds a run of a service check. */
  addRun(run: CheckRun): void {
    timelineOf(this.runs, run.check).add(run);
  }

  /** The events of a kind with a time in [from, to), in UNIX seconds, oldest first. */
  between(kind: SearchSource, from: number, to: number): readonly StoredEvent[] {
    return this.events.get(kind)?.between(from, to) ?? [];
  }

  /** How many runs of a service check have a time before `time`, in UNIX seconds. */
  countRuns(check: string, time: number): number {
    return this.runs.get(check)?.countBefore(time) ?? 0;
  }

  /** The runs of a service check with a time in [from, to), in UNIX seconds, oldest first. */
  runsBetween(check: string, from: number, to: number): readonly CheckRun[] {
    return this.runs.get(check)?.between(from, to) ?? [];
  }
}

function timelineOf<K, T extends { readonly time: number }>(all: Map<K, Timeline<T>>, key: K): Timeline<T> {
  const known = all.get(key);
  if (known) return known;
  const timeline = new Timeline<T>();
  all.set(key, timeline);
  return timeline;
}
