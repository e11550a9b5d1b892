import type { Comparator, Window, WindowUnit } from "../nodes";

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[], conjunction = "and"): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${conjunction} ${items.at(-1)}`;
}

/** The first letter large. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `Alerts when ….` */
export function sentence(text: string): string {
  return `${capital(text)}.`;
}

const UNITS: Readonly<Record<WindowUnit, string>> = {
  s: "second",
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
  mo: "month",
};

/** `5 minutes`, `1 hour`. */
export function duration(amount: number, unit: WindowUnit): string {
  return `${amount} ${UNITS[unit]}${amount === 1 ? "" : "s"}`;
}

/** `the last 5 minutes`, `the last hour`, `the next week`, `the current month so far`. */
export function windowInWords({ form, amount, unit }: Window): string {
  const length = amount === 1 ? UNITS[unit] : duration(amount, unit);
  switch (form) {
    case "last":
    case "next":
      return `the ${form} ${length}`;
    case "current":
      return `the current ${length} so far`;
    case "ago":
      return `${duration(amount, unit)} earlier`;
  }
}

/** `5m`, `last_5m`, `60m` as arguments have them, in words; what is none is quoted. */
export function windowText(text: string): string {
  const match = /^(?:last_)?(\d+)(mo|[smhdw])$/.exec(text);
  if (!match) return `\`${text}\``;
  return windowInWords({ kind: "window", form: "last", amount: Number(match[1]), unit: match[2] as WindowUnit });
}

/** `604800` → `1 week`: the largest unit that divides it. */
export function seconds(count: number): string {
  const sizes: readonly (readonly [WindowUnit, number])[] = [
    ["w", 604_800],
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
  ];
  const [unit, size] = sizes.find(([, length]) => count >= length && count % length === 0) ?? (["s", 1] as const);
  return duration(count / size, unit);
}

/** `is above 3`. */
export function comparisonInWords(operator: Comparator, value: string): string {
  return `is ${COMPARATORS[operator]} ${value}`;
}

/** `above`, to stand before a value. */
export const COMPARATORS: Readonly<Record<Comparator, string>> = {
  ">": "above",
  ">=": "at least",
  "<": "below",
  "<=": "at most",
  "==": "exactly",
  "!=": "not equal to",
};

/** `more than 10`, to stand before a number of things. */
export const QUANTITIES: Readonly<Record<Comparator, string>> = {
  ">": "more than",
  ">=": "at least",
  "<": "fewer than",
  "<=": "at most",
  "==": "exactly",
  "!=": "not equal to",
};

/** `0.8` → `80 %`. */
export function share(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(10))} %`;
}

/** `95` → `95th`. */
export function ordinal(number: string): string {
  const last = number.includes(".") || /1[123]$/.test(number) ? "" : number.slice(-1);
  const endings: Readonly<Record<string, string>> = { "1": "st", "2": "nd", "3": "rd" };
  return `${number}${endings[last] ?? "th"}`;
}

/** `each host`, `each combination of host and env`, for `*` of all tags; nothing without keys. */
export function eachOf(keys: readonly string[]): string | undefined {
  if (keys.length === 0) return undefined;
  if (keys.includes("*")) return "each combination of tags";
  return keys.length === 1 ? `each ${keys[0]}` : `each combination of ${list(keys)}`;
}
