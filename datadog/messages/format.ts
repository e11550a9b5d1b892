import { isTimeZone } from "../findings";
import { type EvalValue, withoutNoise } from "./eval";

/** A float as messages show it: `300.0`, `0.12`; without the noise of binary fractions. */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value)) return "";
  const text = String(withoutNoise(value));
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** What `eval` gives: whole numbers stand without a point, floats with one. */
export function formatEval(value: EvalValue): string {
  if (value === undefined) return "";
  if (typeof value !== "object") return String(value);
  return value.isFloat ? formatFloat(value.value) : String(withoutNoise(value.value));
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A time in milliseconds since 1970 as Datadog writes it: `Thu Aug 26 2021 19:05:52 UTC`. */
export function formatTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return "";
  const [day, month] = [DAYS[date.getUTCDay()], MONTHS[date.getUTCMonth()]];
  const clock = date.toISOString().slice(11, 19);
  return `${day} ${month} ${two(date.getUTCDate())} ${date.getUTCFullYear()} ${clock} UTC`;
}

const two = (value: number) => String(value).padStart(2, "0");

/**
 * A time in a zone of the tz database: `2021-05-31 23:43:27+09:00`. UTC where the zone does not exist.
 * @see https://docs.datadoghq.com/monitors/notify/variables/#local-time
 */
export function formatLocalTime(milliseconds: number, zone: string): string {
  if (Number.isNaN(new Date(milliseconds).getTime())) return "";
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-US", {
      timeZone: isTimeZone(zone) ? zone : "UTC",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "longOffset",
    })
      .formatToParts(milliseconds)
      .map(({ type, value }) => [type, value]),
  );
  const offset = /[-+]\d\d:\d\d/.exec(parts.timeZoneName ?? "")?.[0] ?? "+00:00";
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second}${offset}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

/** As double braces show a value: `a&b` is `a&amp;b`. */
export function encodeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}

/** Half a character, which no URL can hold. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** As a part of a URL: everything but letters, digits and `-._~` is percent-encoded. */
export function encodeUrl(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, "\uFFFD")).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
