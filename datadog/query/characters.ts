/** Characters by code, so that the tokenizer compares numbers. */
export const Char = {
  bang: 33,
  doubleQuote: 34,
  dollar: 36,
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

/** What a character may be; classes are bits, so that one look answers. */
export const CharClass = {
  space: 1,
  digit: 2,
  /** What a name of the expression language is made of: letters of all scripts, digits, `_`, `.`, `$`. */
  word: 4,
  /** What ends a tag in a scope, besides spaces: a comma, a parenthesis, a brace. */
  endsTag: 8,
  quote: 16,
} as const;

/** The classes of the first 128 characters. */
export const ASCII_CLASSES: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code <= 32) return CharClass.space;
  const character = String.fromCharCode(code);
  if (/\d/.test(character)) return CharClass.digit | CharClass.word;
  if (/[A-Za-z_.$]/.test(character)) return CharClass.word;
  if (/[,(){}]/.test(character)) return CharClass.endsTag;
  return /["']/.test(character) ? CharClass.quote : 0;
});

/** The classes of a character beyond ASCII: a letter, unless it is a space or a sign. */
export function wideClasses(code: number): number {
  if (isWideSpace(code)) return CharClass.space;
  return isSign(code) ? 0 : CharClass.word;
}

/** Quotes and dashes of text processors, and signs of mathematics: they stand where `'`, `-` or `*` was meant. */
const isSign = (code: number) =>
  (code >= 0x2010 && code <= 0x201f) ||
  (code >= 0x2200 && code <= 0x22ff) ||
  code === 0xb7 ||
  code === 0xd7 ||
  code === 0xf7;

/** Spaces of all scripts count: a query copied from a web page may hold no-break ones. */
const isWideSpace = (code: number) =>
  code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x2028 || code === 0x3000 || code === 0xfeff;
