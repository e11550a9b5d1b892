import { RRule } from "rrule";
import { asUtc, instantOf, wallClock } from "./zones";

/** Something that comes again and again. */
export interface Recurrence {
  /** The latest time, in UNIX seconds, at which it came until `time`, inclusive. @default it has not come yet */
  last(time: number): number | undefined;
}

export interface RecurrenceOptions {
  /** As in iCalendar: `FREQ=WEEKLY;BYDAY=TU,SA;BYHOUR=6;BYMINUTE=0`. */
  readonly rrule: string;
  /** Of the zone, without an offset: `2023-11-10T12:31:00`. @default 1970-01-01T00:00:00 */
  readonly start?: string;
  /** A name of the tz database. */
  readonly timezone: string;
}

/**
 * A recurrence in the clocks of a zone: 08:00 stays 08:00 when summer begins. The rule is computed on wall clocks, as if
 * they were UTC, and each occurrence is then found in the zone: what the library does of zones depends on the machine's.
 * @throws Error where the rule cannot be read
 */
export function recurrence({ rrule, start = "1970-01-01T00:00:00", timezone }: RecurrenceOptions): Recurrence {
  const begin = new Date(`${start.replace(/(Z|[-+]\d\d:?\d\d)$/, "").replace(/(T\d\d:\d\d)$/, "$1:00")}Z`);
  // UNTIL of another form, and a DTSTART inside the rule, are of wall clocks too
  const options = RRule.parseString(rrule.replace(/^RRULE:/i, ""));
  const rule = new RRule({ ...options, tzid: null, dtstart: options.dtstart ?? begin });
  const instant = (found: Date | null) =>
    found ? instantOf(wallClock(found.getTime() / 1000, "UTC"), timezone) : undefined;
  /** The latest occurrence that was found, and when the next one comes. */
  let known: { readonly last: number | undefined; readonly from: number; readonly next: number } | undefined;
  const find = (time: number) => {
    // the occurrences around: on clocks that are put back or forth they may be some hours from where they seem
    const wall = asUtc(wallClock(time, timezone));
    let found = rule.before(new Date((wall + 2 * HOUR) * 1000), true);
    let last = instant(found);
    while (found && last !== undefined && last > time) {
      found = rule.before(found, false);
      last = instant(found);
    }
    let after = rule.after(new Date(found ? found.getTime() : (wall - 2 * HOUR) * 1000), false);
    let next = instant(after);
    while (after && next !== undefined && next <= time) {
      after = rule.after(after, false);
      next = instant(after);
    }
    return { last, from: time, next: next ?? Number.POSITIVE_INFINITY };
  };
  return {
    last(time) {
      if (!known || time < known.from || time >= known.next) known = find(time);
      return known.last;
    },
  };
}

const HOUR = 3600;
