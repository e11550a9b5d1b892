import { quoteName } from "../../findings";
import type { Window, WindowUnit } from "../nodes";
import { Token } from "../tokenizer";
import type { Cursor } from "./cursor";

const AHEAD = /^(last|next|current)_(0*[1-9]\d{0,5})(s|m|h|d|w|mo)$/;
const AGO = /^(0*[1-9]\d{0,5})(s|m|h|d|w|mo)_ago$/;
/** What was meant by `last5m`, `5m`, `last_5min`, `LAST_5M`. */
const ALMOST = /^(last|next|current)?_?([1-9]\d{0,5})_?(s|mo|m|h|d|w)[a-z]*$/i;

/** `last_5m`, `next_12h`, `current_1mo`, `1d_ago`. */
export function readWindow(cursor: Cursor): Window {
  const { word } = cursor;
  const range = cursor.here();
  if (cursor.kind !== Token.word) cursor.expected("a window such as `last_5m`");
  const ahead = AHEAD.exec(word);
  const ago = ahead ? null : AGO.exec(word);
  if (!ahead && !ago) {
    const almost = ALMOST.exec(word);
    const suggestion = almost
      ? `${almost[1]?.toLowerCase() ?? "last"}_${almost[2]}${almost[3]!.toLowerCase()}`
      : undefined;
    const message = `${quoteName(word)} is not a window. A window is \`last_\`, \`next_\`, or \`current_\` with a number and s, m, h, d, w, or mo.`;
    cursor.fail({ message, range, expected: "a window such as `last_5m`", suggestion });
  }
  cursor.advance();
  if (ago) return { kind: "window", form: "ago", amount: Number(ago[1]), unit: ago[2] as WindowUnit, range };
  const [, form, amount, unit] = ahead!;
  return { kind: "window", form: form as Window["form"], amount: Number(amount), unit: unit as WindowUnit, range };
}
