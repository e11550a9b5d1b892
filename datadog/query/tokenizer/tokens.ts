/** Kinds of tokens. Punctuation is a kind of its own each: the code of its character (`Char`), 33 or more. */
export const Token = {
  end: 0,
  /** A name, a keyword or, between braces, a whole `key:value`. */
  word: 1,
  number: 2,
  /** With its quotes. */
  string: 3,
  /** `<`, `<=`, `>`, `>=`, `==`, `!=`. */
  comparator: 4,
  /** `&&`. */
  and: 5,
  /** `||`. */
  or: 6,
  /** A character or a quote that no query can hold. */
  bad: 7,
  /** In a search: `@http.url:`, colon included. */
  key: 8,
} as const;

/** Tokens as columns: token `i` has `kinds[i]` and spans `starts[i]` to `ends[i]`. The last one is `Token.end`. */
export interface Tokens {
  readonly kinds: number[];
  readonly starts: number[];
  readonly ends: number[];
}
