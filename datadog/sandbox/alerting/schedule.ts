import type { EvaluationWindow, MonitorDefinition, ScheduleRecurrence } from "../../definitions";
import { isTimeZone } from "../../findings";
import type { Window } from "../../query";
import { AlertingError } from "./error";
import { type Recurrence, recurrence } from "./recurrence";
import { instantOf, wallClock } from "./zones";

/** When a monitor is evaluated. */
export interface Schedule {
  /** @param time UNIX seconds, a whole minute */
  isDue(time: number): boolean;
}

/** At whole minutes, every `frequency` seconds. */
export function everySeconds(frequency: number): Schedule {
  return { isDue: (time) => time % frequency === 0 };
}

/**
 * When a monitor with a custom schedule is evaluated.
 * @see https://docs.datadoghq.com/monitors/guide/custom_schedules/
 */
export function customSchedule(definition: MonitorDefinition): Schedule | undefined {
  const recurrences = definition.options?.scheduling_options?.custom_schedule?.recurrences;
  if (!recurrences) return undefined;
  const all = recurrences.map(recurrenceOf);
  return { isDue: (time) => all.some((one) => one.last(time) === time) };
}

function recurrenceOf({ rrule, start, timezone }: ScheduleRecurrence): Recurrence {
  return recurrence({ rrule, start: start ?? undefined, timezone });
}

/**
 * Where the current hour, day or month that ends at `time` begins.
 * @see https://docs.datadoghq.com/monitors/configuration/#cumulative-time-windows
 */
export function calendarStart(window: Window, begins: EvaluationWindow | null | undefined): (time: number) => number {
  const timezone = begins?.timezone ?? "UTC";
  if (!isTimeZone(timezone)) throw new AlertingError(`"${timezone}" is not a time zone in the tz database.`);
  const [hour = 0, minute = 0] = (begins?.day_starts ?? "00:00").split(":").map(Number);
  return (time) => {
    // the window is [start, time): at its very end it is still the old one
    const now = wallClock(time - 1, timezone);
    const starts = (day: number, month = now.month) =>
      instantOf({ year: now.year, month, day, hour, minute, second: 0 }, timezone);
    if (window.unit === "h") return latest(hourStarts(now, begins?.hour_starts ?? 0, timezone), time);
    if (window.unit === "d") return latest([starts(now.day), starts(now.day - 1)], time);
    const day = begins?.month_starts ?? 1;
    return latest([starts(day), starts(day, now.month - 1)], time);
  };
}

function hourStarts(now: ReturnType<typeof wallClock>, minute: number, timezone: string): readonly number[] {
  const at = (hour: number) => instantOf({ ...now, hour, minute, second: 0 }, timezone);
  return [at(now.hour), at(now.hour - 1)];
}

/** The first of `starts`, latest first, that is before `time`. */
function latest(starts: readonly number[], time: number): number {
  return starts.find((start) => start < time) ?? starts.at(-1)!;
}
