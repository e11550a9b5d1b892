import { Frequency, RRule } from "rrule";
import { isTimeZone } from "../../findings";
import { AlertingError } from "./error";
import { asUtc, instantOf, wallClock } from "./zones";

/** Something that comes again and again. */
export interface Recurrence {
  /** The latest time, in UNIX seconds, at which it came until `time`, inclusive. @default it has not come yet */
  last(time: number): number | undefined;
  /** When it comes next, after `time`. @default it does not come again */
  next(time: number): number | undefined;
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
 * @throws AlertingError where the rule, its start or its zone cannot be read
 */
export function recurrence(options: RecurrenceOptions): Recurrence {
  const { timezone } = options;
  const rules = rulesOf(options);
  const instant = (found: Date | null) =>
    found ? instantOf(wallClock(found.getTime() / 1000, "UTC"), timezone) : undefined;
  /** The latest occurrence that was found, and when the next one comes. */
  let known: { readonly last: number | undefined; readonly from: number; readonly next: number } | undefined;
  const find = (time: number) => {
    // clocks that are put back or forth move an occurrence by some hours at most
    const wall = asUtc(wallClock(time, timezone));
    const rule = rules(wall);
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
  const at = (time: number) => {
    if (!known || time < known.from || time >= known.next) known = find(time);
    return known;
  };
  return {
    last: (time) => at(time).last,
    next: (time) => {
      const { next } = at(time);
      return next === Number.POSITIVE_INFINITY ? undefined : next;
    },
  };
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Seconds from one occurrence to the next, and how long ago the latest may be where a rule leaves most of them out. */
const STEPS: ReadonlyMap<Frequency, { readonly step: number; readonly back: number }> = new Map([
  // to the leap day before the last, over the end of a century
  [Frequency.WEEKLY, { step: 7 * DAY, back: 3300 * DAY }],
  [Frequency.DAILY, { step: DAY, back: 3300 * DAY }],
  [Frequency.HOURLY, { step: HOUR, back: 400 * DAY }],
  [Frequency.MINUTELY, { step: 60, back: 8 * DAY }],
]);

/**
 * The rule as it is looked at from a time on a wall clock. One without a count is begun a whole number of steps later,
 * so that not all occurrences since its start are gone through.
 */
function rulesOf({ rrule, start = "1970-01-01T00:00:00", timezone }: RecurrenceOptions): (wall: number) => RRule {
  if (!isTimeZone(timezone)) throw new AlertingError(`"${timezone}" is not a time zone in the tz database.`);
  const begin = Date.parse(`${start.replace(/(Z|[-+]\d\d:?\d\d)$/, "").replace(/(T\d\d:\d\d)$/, "$1:00")}Z`);
  if (Number.isNaN(begin)) throw new AlertingError(`"${start}" is not a date and a time, such as 2026-01-31T08:00:00.`);
  const options = parsed(rrule);
  const first = options.dtstart ? options.dtstart.getTime() : begin;
  const { step, back } = STEPS.get(options.freq!) ?? {};
  const at = (milliseconds: number) => new RRule({ ...options, tzid: null, dtstart: new Date(milliseconds) });
  const whole = at(first);
  return (wall) => {
    if (step === undefined || back === undefined || options.count) return whole;
    const stride = step * (options.interval ?? 1) * 1000;
    const skipped = Math.floor(((wall - back) * 1000 - first) / stride);
    return skipped > 0 ? at(first + skipped * stride) : whole;
  };
}

type Options = ReturnType<typeof RRule.parseString>;

/**
 * `FREQ=DAILY;BYDAY=2TU`, which iCalendar does not have, is the second Tuesday of each month for Datadog.
 * @see https://docs.datadoghq.com/monitors/downtimes/examples/#recurring-downtime-on-the-nth-weekday-of-the-month
 */
function byMonth(options: Options): Options {
  const days = [options.byweekday ?? []].flat();
  const isOrdinal = days.some((day) => typeof day === "object" && day.n !== undefined);
  const isShort = options.freq === Frequency.DAILY || options.freq === Frequency.WEEKLY;
  return isOrdinal && isShort ? { ...options, freq: Frequency.MONTHLY, interval: 1 } : options;
}

function parsed(rrule: string): Options {
  const message = `The recurrence "${rrule}" cannot be parsed: write it like FREQ=DAILY;INTERVAL=1, with an interval of at least one minute.`;
  try {
    const options = RRule.parseString(rrule.replace(/^RRULE:/i, ""));
    if (options.freq !== undefined && options.freq !== Frequency.SECONDLY) return byMonth(options);
  } catch {
    // the library's own words speak of its code
  }
  throw new AlertingError(message);
}
