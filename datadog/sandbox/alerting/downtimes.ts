import type { DowntimeDefinition, MonitorDefinition } from "../../definitions";
import { durationSeconds } from "../../query";
import type { Group } from "../evaluate";
import type { ActiveDowntime, Mute } from "./mute";
import { recurrence } from "./recurrence";
import { scopeMatcher } from "./scope";
import { asUtc, wallClock } from "./zones";

/** A downtime that can be applied to monitors. */
export interface Downtime {
  readonly id: string;
  /** @param id of the monitor */
  covers(id: string, definition: MonitorDefinition): boolean;
  /** Whether it mutes what has these tags. */
  matches(tags: Readonly<Record<string, string>>): boolean;
  /** The downtime itself, while it lasts. @param time UNIX seconds */
  activeAt(time: number): ActiveDowntime | undefined;
}

const ALL_STATES = ["alert", "no data", "warn"] as const;

/**
 * Prepares a downtime.
 * @param created UNIX seconds: when it starts where its schedule does not say
 * @throws AlertingError where its scope cannot be read
 * @see https://docs.datadoghq.com/monitors/downtimes/
 */
export function downtimeOf(id: string, { attributes }: DowntimeDefinition, created = 0): Downtime {
  const { scope, monitor_identifier: identifier } = attributes;
  const active = periodsOf(attributes.schedule, created);
  return {
    id,
    covers: (monitor, { tags }) =>
      "monitor_id" in identifier
        ? String(identifier.monitor_id) === monitor
        : identifier.monitor_tags.every((tag) => tag === "*" || (tags ?? []).includes(tag)),
    matches: mutedBy(scope),
    activeAt: (time) => {
      const period = active(time);
      return (
        period && {
          id,
          ...period,
          muteFirstRecovery: attributes.mute_first_recovery_notification ?? false,
          notifyEndStates: attributes.notify_end_states ?? ALL_STATES,
          notifyEndTypes: attributes.notify_end_types ?? ["expired"],
        }
      );
    },
  };
}

/** The scopes that are muted in a monitor's own options, each until a time or without end. */
export function silencedScopes(id: string, { options }: MonitorDefinition): readonly Downtime[] {
  return Object.entries(options?.silenced ?? {}).map(([scope, until]) => {
    const matches = mutedBy(scope.replaceAll(",", " AND "));
    const end = until === null ? {} : { end: until };
    const active = { id: `${id} ${scope}`, ...end, muteFirstRecovery: false, notifyEndStates: ALL_STATES };
    return {
      id: active.id,
      covers: (monitor) => monitor === id,
      matches,
      activeAt: (time) => (until === null || time < until ? { ...active, notifyEndTypes: ["expired"] } : undefined),
    };
  });
}

/** What mutes the groups of one monitor at one time. */
export function muteOf(
  id: string,
  definition: MonitorDefinition,
  scopeTags: Readonly<Record<string, string>>,
  downtimes: readonly Downtime[],
  time: number,
): Mute {
  const covering = downtimes.flatMap((downtime) => {
    const active = downtime.covers(id, definition) ? downtime.activeAt(time) : undefined;
    return active ? [{ downtime, active }] : [];
  });
  return {
    isEmpty: covering.length === 0,
    of: ({ tags }: Group) =>
      covering.filter(({ downtime }) => downtime.matches({ ...scopeTags, ...tags })).map(({ active }) => active),
  };
}

/** Whether a scope mutes what has these tags; an empty one mutes everything. */
function mutedBy(scope: string): Downtime["matches"] {
  const matches = scopeMatcher(scope.trim() === "" ? "*" : scope, "a downtime");
  return (tags) => matches(Object.entries(tags).map(([key, value]) => `${key}:${value}`));
}

type Schedule = DowntimeDefinition["attributes"]["schedule"];
type Period = Pick<ActiveDowntime, "end">;

/**
 * The period that a time is in, or the next one; nothing where a schedule is over. Times are UNIX seconds.
 * @param created when it starts where it does not say
 */
export function nextPeriod(
  schedule: Schedule,
  created: number,
  time: number,
): { readonly start: number; readonly end?: number } | undefined {
  if (!schedule || !("recurrences" in schedule)) {
    const { start, end } = oneTime(schedule, created);
    return end !== undefined && end <= time ? undefined : { start, ...(end === undefined ? {} : { end }) };
  }
  const found = recurring(schedule, created).flatMap(({ recurrence, seconds }) => {
    const last = recurrence.last(time);
    const start = last !== undefined && time < last + seconds ? last : recurrence.next(time);
    return start === undefined ? [] : [{ start, end: start + seconds }];
  });
  return found.sort((a, b) => a.start - b.start)[0];
}

/** A time on the clocks of a zone: `2026-01-31T08:00:00`. @param time UNIX seconds */
export function localTime(time: number, timezone: string): string {
  return new Date(asUtc(wallClock(time, timezone)) * 1000).toISOString().slice(0, 19);
}

type Recurring = Extract<NonNullable<Schedule>, { readonly recurrences: unknown }>;

/** Each recurrence, and how long it lasts; one that does not say when it starts starts when it was created. */
function recurring({ recurrences, timezone = "UTC" }: Recurring, created: number) {
  return recurrences.map(({ rrule, start, duration }) => ({
    recurrence: recurrence({ rrule, start: start ?? localTime(created, timezone), timezone }),
    seconds: durationSeconds(duration) ?? 0,
  }));
}

function oneTime(schedule: Exclude<Schedule, Recurring>, created: number) {
  return {
    start: schedule?.start ? Date.parse(schedule.start) / 1000 : created,
    end: schedule?.end ? Date.parse(schedule.end) / 1000 : undefined,
  };
}

/** The period that a time is in, if any. */
function periodsOf(schedule: Schedule, created: number): (time: number) => Period | undefined {
  if (schedule && "recurrences" in schedule) {
    const all = recurring(schedule, created);
    return (time) => {
      const ends = all.flatMap(({ recurrence, seconds }) => {
        const start = recurrence.last(time);
        return start !== undefined && time < start + seconds ? [start + seconds] : [];
      });
      return ends.length > 0 ? { end: Math.max(...ends) } : undefined;
    };
  }
  const { start, end } = oneTime(schedule, created);
  const period = end === undefined ? {} : { end };
  return (time) => (time >= start && (end === undefined || time < end) ? period : undefined);
}
