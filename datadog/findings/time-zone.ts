import { nearest } from "./nearest";

/** Those that were asked for: the answer is slow to find out. */
const known = new Set<string>();

/** Whether there is a time zone of that name in the tz database, in upper or lower case. An offset is not one. */
export function isTimeZone(name: string): boolean {
  if (!known.has(name) && isNamed(name)) known.add(name);
  return known.has(name);
}

function isNamed(name: string): boolean {
  // some versions of Node take `+02:00`
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** The time zone that a name was probably meant to be. */
export function nearestTimeZone(name: string): string | undefined {
  return nearest(name, Intl.supportedValuesOf("timeZone"));
}
