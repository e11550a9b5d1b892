/** Seconds, milliseconds, microseconds, or nanoseconds: a number of ours is one of these since 1970. */
const UNITS = [
  [1e11, 1000],
  [1e14, 1],
  [1e17, 1e-3],
  [Number.POSITIVE_INFINITY, 1e-6],
] as const;

/**
 * The date of a log in milliseconds since 1970: ISO 8601, RFC 3164, or a number; undefined for anything else.
 * @param year of a date that names none
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/log_date_remapper/
 */
export function dateOf(value: unknown, year: number): number | undefined {
  const text = String(value).trim();
  if (/^\d{1,19}(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.floor(number * UNITS.find(([below]) => number < below)![1]);
  }
  const withYear = RFC3164.test(text) ? text.replace(RFC3164, `$1 $2 ${year} $3 UTC`) : text;
  const iso = /^\d{4}-\d\d-\d\d[T ][\d:.,]+$/.test(withYear)
    ? `${withYear.replace(" ", "T").replace(",", ".")}Z`
    : withYear;
  const time = /^\d{4}-|^[A-Za-z]/.test(iso) ? Date.parse(iso) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** `Jan 5 08:30:00`. */
const RFC3164 = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d)$/;
