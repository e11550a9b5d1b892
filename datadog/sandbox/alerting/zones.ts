/** A time as a clock on a wall shows it. */
export interface WallClock {
  readonly year: number;
  /** 1 to 12; what is beyond counts on into the next year. */
  readonly month: number;
  /** 1 to 31; what is beyond counts on into the next month. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timezone, format);
  return format;
}

/**
 * What clocks in a zone of the tz database show at a time in UNIX seconds.
 * @throws RangeError where there is no such zone
 */
export function wallClock(time: number, timezone: string): WallClock {
  const parts = formatOf(timezone).formatToParts(time * 1000);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}

/** The seconds that a clock shows, as if its zone were UTC. */
export function asUtc({ year, month, day, hour, minute, second }: WallClock): number {
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/**
 * When clocks in a zone show something, in UNIX seconds. A time that is skipped when summer begins counts on from before
 * (02:30 is 03:30); one that comes twice when it ends is the first.
 */
export function instantOf(clock: WallClock, timezone: string): number {
  const wanted = asUtc(clock);
  const offsetAt = (time: number) => asUtc(wallClock(time, timezone)) - time;
  const candidates = [...new Set([offsetAt(wanted - 86_400), offsetAt(wanted + 86_400)])].map(
    (offset) => wanted - offset,
  );
  const right = candidates.filter((time) => time + offsetAt(time) === wanted);
  // in the gap the offset from before it holds: the later wall clock
  return right.length > 0 ? Math.min(...right) : wanted - offsetAt(wanted - 86_400);
}
