import { own } from "../../../json";

/**
 * Dates in grok rules: `date("yyyy-MM-dd HH:mm:ss,SSS", "Europe/Paris")` becomes a regular expression and a reader that
 * gives milliseconds since 1970.
 *
 * @see https://docs.datadoghq.com/logs/log_configuration/parsing/#parsing-dates
 */

export interface DateMatcher {
  /** Regular expression without capturing groups. */
  readonly pattern: string;
  /** Milliseconds since 1970, or `undefined` for a text that is no such date (`31/02`, an unknown time zone). */
  readonly read: (text: string, year: number) => number | undefined;
}

interface Parts {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  millisecond?: number;
  afternoon?: boolean;
  /** Minutes east of Greenwich. */
  offset?: number;
}

interface Field {
  readonly pattern: string;
  readonly set: (parts: Parts, text: string) => void;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Minutes east of Greenwich of the abbreviations that logs carry; others are refused rather than guessed. */
// biome-ignore format: a table
const ZONES: Readonly<Record<string, number>> = {
  UTC: 0, GMT: 0, UT: 0, Z: 0, WET: 0, WEST: 60, BST: 60, CET: 60, CEST: 120, EET: 120, EEST: 180, MSK: 180, IST: 330,
  JST: 540, AEST: 600, AEDT: 660, ADT: -180, AST: -240, EDT: -240, EST: -300, CDT: -300, CST: -360, MDT: -360, MST: -420,
  PDT: -420, PST: -480,
};

const digits = (count: number, set: (parts: Parts, value: number) => void, least = count): Field => ({
  pattern: least === count ? `\\d{${count}}` : `\\d{${least},${count}}`,
  set: (parts, text) => set(parts, Number(text)),
});

const twoDigits = (length: number, set: (parts: Parts, value: number) => void) => digits(2, set, Math.min(length, 2));

/** What each letter of a date pattern stands for, by how often it is repeated. */
const FIELDS: Readonly<Record<string, (length: number) => Field>> = {
  y: (length) =>
    length === 2
      ? digits(2, (parts, value) => {
          parts.year = 2000 + value;
        })
      : digits(4, (parts, value) => {
          parts.year = value;
        }),
  M: (length) => (length > 2 ? monthName(length) : twoDigits(length, setter("month"))),
  d: (length) => twoDigits(length, setter("day")),
  E: (length) => ({ pattern: length > 3 ? "[A-Za-z]+" : "[A-Za-z]{3}", set: () => {} }),
  H: (length) => twoDigits(length, setter("hour")),
  h: (length) => twoDigits(length, setter("hour")),
  m: (length) => twoDigits(length, setter("minute")),
  s: (length) => twoDigits(length, setter("second")),
  S: (length) => ({
    pattern: `\\d{${length}}`,
    set: (parts, text) => {
      parts.millisecond = Math.trunc(Number(`0.${text}`) * 1000 + 1e-9);
    },
  }),
  a: () => ({
    pattern: "[AaPp][Mm]",
    set: (parts, text) => {
      parts.afternoon = /^p/i.test(text);
    },
  }),
  Z: (length) => ({ pattern: length > 1 ? "(?:[+-]\\d{2}:\\d{2}|Z)" : "[+-]\\d{4}", set: setOffset }),
  z: () => ({ pattern: "(?:[A-Z]{1,5}|[+-]\\d{2,4})", set: setOffset }),
};

function setter(key: "month" | "day" | "hour" | "minute" | "second") {
  return (parts: Parts, value: number) => {
    parts[key] = value;
  };
}

function monthName(length: number): Field {
  return {
    pattern: length > 3 ? "[A-Za-z]+" : "[A-Za-z]{3}",
    set: (parts, text) => {
      parts.month = MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
    },
  };
}

function setOffset(parts: Parts, text: string): void {
  parts.offset = offsetOf(text) ?? Number.NaN;
}

/** `+0530`, `+05:30`, `+3`, `UTC+5`, `CEST` in minutes east of Greenwich; `undefined` for a name of the TZ database. */
function offsetOf(zone: string): number | undefined {
  const known = own(ZONES, zone);
  if (known !== undefined) return known;
  const match = /^(?:UTC|GMT|UT)?([+-])(\d{1,2}):?(\d{2})?(?::?\d{2})?$/.exec(zone);
  if (!match) return undefined;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}

/** Compiles a date pattern; throws a plain sentence for a letter or a time zone that Datadog does not know. */
export function dateMatcher(pattern: string, zone?: string): DateMatcher {
  if (zone !== undefined) zoneOffset(zone, 0);
  const fields = fieldsOf(pattern);
  const reader = new RegExp(`^${fields.map((field) => `(${field.pattern})`).join("")}$`);
  return {
    pattern: fields.map((field) => field.pattern).join(""),
    read: (text, year) => {
      const match = reader.exec(text);
      if (!match) return undefined;
      const parts: Parts = {};
      fields.forEach((field, at) => {
        field.set(parts, match[at + 1] ?? "");
      });
      return instant(parts, year, zone);
    },
  };
}

function fieldsOf(pattern: string): Field[] {
  return [...pattern.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|./gs)].map((match) => {
    const [text, quoted, letter] = match;
    if (quoted !== undefined) return fixed(quoted === "" ? "'" : quoted.replace(/''/g, "'"));
    if (letter === undefined) return fixed(text);
    const field = FIELDS[letter];
    if (!field)
      throw new Error(`the date pattern "${pattern}" has the letter "${letter}", which is not part of a date`);
    return field(text.length);
  });
}

const fixed = (text: string): Field => ({ pattern: text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"), set: () => {} });

function instant(parts: Parts, thisYear: number, zone: string | undefined): number | undefined {
  const dated = parts.month !== undefined || parts.day !== undefined || parts.year !== undefined;
  const year = parts.year ?? (dated ? thisYear : 1970);
  const month = (parts.month ?? 1) - 1;
  const day = parts.day ?? 1;
  const local = Date.UTC(year, month, day, hourOf(parts), parts.minute ?? 0, parts.second ?? 0, parts.millisecond ?? 0);
  const date = new Date(Date.UTC(year, month, day));
  // Date.UTC rolls 31 February over into March; such a text is no date.
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined;
  const offset = parts.offset ?? (zone === undefined ? 0 : zoneOffset(zone, local));
  return Number.isNaN(offset) ? undefined : local - offset * 60_000;
}

function hourOf({ hour = 0, afternoon }: Parts): number {
  return afternoon === undefined ? hour : (hour % 12) + (afternoon ? 12 : 0);
}

/** Minutes east of Greenwich that `zone` had at the local time `local`, by the TZ database where it is a name. */
function zoneOffset(zone: string, local: number): number {
  const fixedOffset = offsetOf(zone);
  if (fixedOffset !== undefined) return fixedOffset;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  } catch {
    throw new Error(`"${zone}" is not a time zone: use UTC, an offset such as +02:00, or a name such as Europe/Paris`);
  }
  const at = (time: number) => {
    const name = format.formatToParts(time).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
    return offsetOf(name) ?? 0;
  };
  return at(local - at(local) * 60_000);
}
