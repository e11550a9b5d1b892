/** Character classes by code, so that the tokenizer compares numbers. */

export const Char = {
  tab: 9,
  newline: 10,
  space: 32,
  bang: 33,
  doubleQuote: 34,
  percent: 37,
  ampersand: 38,
  quote: 39,
  open: 40,
  close: 41,
  star: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  less: 60,
  equals: 61,
  greater: 62,
  bracketOpen: 91,
  backslash: 92,
  bracketClose: 93,
  caret: 94,
  braceOpen: 123,
  bar: 124,
  braceClose: 125,
} as const;

export const isDigit = (code: number) => code >= 48 && code <= 57;

const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Spaces of all scripts count: a query copied from a web page may hold no-break ones. */
export function isSpace(code: number): boolean {
  if (code <= 32) return true;
  if (code < 160) return false;
  return code === 160 || code === 0x3000 || code === 0xfeff || (code >= 0x2000 && code <= 0x200b) || code === 0x2028;
}

/** Dashes and quotes that text processors put in the place of `-`, `'` and `"`. */
export const isTypographic = (code: number) => code >= 0x2010 && code <= 0x201f;

/** What a name of the expression language is made of: letters of all scripts, digits, `_`, `.`, `$`. */
export function isWordChar(code: number): boolean {
  if (isLetter(code) || isDigit(code) || code === 95 || code === Char.dot || code === 36) return true;
  return code > 127 && !isSpace(code) && !isTypographic(code);
}
