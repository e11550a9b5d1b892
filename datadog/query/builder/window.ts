import type { Window, WindowUnit } from "../nodes";

/** Where a monitor looks: the past, the future (forecasts), or the calendar's current hour, day or month. */
export type WindowText = `${"last" | "next"}_${number}${Exclude<WindowUnit, "s">}` | `current_1${"h" | "d" | "mo"}`;

/** How far a change alert looks back: `last_1h`, or `60m_ago`. */
export type ShiftText = `last_${number}${Exclude<WindowUnit, "s">}` | `${number}${Exclude<WindowUnit, "s">}_ago`;

const UNIT_WORDS: Readonly<Record<WindowUnit, string>> = {
  s: "second",
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
  mo: "month",
};

/**
 * Reads `last_5m`, `next_1w`, `current_1d` or `5m_ago`.
 * @throws RangeError on anything else, such as `last_0m` or `last_1.5h`
 */
export function windowNode(text: WindowText | ShiftText): Window {
  const { form, ago, amount, unit } =
    /^(?:(?<form>last|next|current)_)?(?<amount>[1-9]\d{0,4})(?<unit>mo|[smhdw])(?<ago>_ago)?$/.exec(text)?.groups ??
    {};
  if (amount === undefined || (form === undefined) === (ago === undefined)) {
    throw new RangeError(
      `"${text}" is not a window: use a whole number above 0 and a unit (m, h, d, w, mo), as in last_5m, next_1w, or current_1d.`,
    );
  }
  return { kind: "window", form: (form ?? "ago") as Window["form"], amount: Number(amount), unit: unit as WindowUnit };
}

/** `5 minutes`, `1 hour`. */
export function windowWords({ amount, unit }: Window): string {
  return `${amount} ${UNIT_WORDS[unit]}${amount === 1 ? "" : "s"}`;
}
