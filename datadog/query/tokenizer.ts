import { ASCII_CLASSES, Char, CharClass, wideClasses } from "./characters";

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

/**
 * Where the reader is. The same characters mean different things: `a-b` is a subtraction in an expression, one name
 * between braces, and one word in a search.
 */
type Mode = "expression" | "braces" | "search" | "searchValue" | "searchRange";

// Constants of this file are read several times faster than imports, and each character is compared with some.
const CLASSES = ASCII_CLASSES;
const { space, digit, word, endsTag, quote } = CharClass;
const { bang, doubleQuote, dollar, percent, ampersand, open, close, star, plus, comma, minus } = Char;
const { dot, slash, colon, less, equals, greater, bracketOpen, backslash, bracketClose, caret } = Char;
const { braceOpen, bar, braceClose } = Char;

const classesOf = (code: number) => (code < 128 ? CLASSES[code]! : Number.isNaN(code) ? 0 : wideClasses(code));
const isSpace = (code: number) => (classesOf(code) & space) !== 0;
const isDigit = (code: number) => (classesOf(code) & digit) !== 0;
const isWordChar = (code: number) => (classesOf(code) & word) !== 0;

/** Splits `text` into tokens, in one pass. A search is what stands inside `logs("…")`; all else is an expression. */
export function tokenize(text: string, language: "expression" | "search" | "scope" = "expression"): Tokens {
  const tokenizer = new Tokenizer(text, language === "scope" ? "braces" : language);
  return tokenizer.run();
}

class Tokenizer {
  private readonly kinds: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private at = 0;
  private braces = 0;
  private lastClose: number | undefined;
  /** In a search: how many parentheses are open since that of `key:(`; 0 outside of such a group. */
  private facetGroup = 0;

  constructor(
    private readonly text: string,
    private mode: Mode,
  ) {}

  run(): Tokens {
    const { text } = this;
    for (;;) {
      while (this.at < text.length && isSpace(text.charCodeAt(this.at))) this.at++;
      const start = this.at;
      const kind = start < text.length ? this.next(text.charCodeAt(start)) : Token.end;
      this.kinds.push(kind);
      this.starts.push(start);
      this.ends.push(this.at);
      if (kind === Token.end) break;
    }
    return { kinds: this.kinds, starts: this.starts, ends: this.ends };
  }

  private next(code: number): number {
    switch (this.mode) {
      case "expression":
        return this.inExpression(code);
      case "braces":
        return this.inBraces(code);
      case "search":
        return this.inSearch(code);
      case "searchValue":
        return this.inSearchValue(code);
      case "searchRange":
        return this.inSearchRange(code);
    }
  }

  /** Moves to the end of a token and gives its kind back. */
  private token(kind: number, end: number): number {
    this.at = end;
    return kind;
  }

  // ------------------------------------------------------------------------------------------ expressions

  private inExpression(code: number): number {
    if (isDigit(code) || (code === dot && isDigit(this.text.charCodeAt(this.at + 1)))) return this.numberOrWord();
    if (code === dot) return this.token(dot, this.at + 1);
    if (isWordChar(code)) return this.token(Token.word, this.wordEnd(this.at));
    if ((classesOf(code) & quote) !== 0) return this.string(code);
    if (code === braceOpen) return this.openBrace();
    const next = this.text.charCodeAt(this.at + 1);
    if (code === less || code === greater) {
      return this.token(Token.comparator, this.at + (next === equals ? 2 : 1));
    }
    if ((code === equals || code === bang) && next === equals) {
      return this.token(Token.comparator, this.at + 2);
    }
    if (code === ampersand && next === code) return this.token(Token.and, this.at + 2);
    if (code === bar && next === code) return this.token(Token.or, this.at + 2);
    return this.token(PUNCTUATION.has(code) ? code : Token.bad, this.at + 1);
  }

  /** `60`, `0.5`, `.5`, `1e-3`; and words that begin with a digit: `5m_ago`, `99percentile`, `1h`. */
  private numberOrWord(): number {
    const { text } = this;
    let end = this.digitsEnd(this.at);
    if (text.charCodeAt(end) === dot && isDigit(text.charCodeAt(end + 1))) end = this.digitsEnd(end + 1);
    if ((text.charCodeAt(end) | 32) === 101) {
      const sign = text.charCodeAt(end + 1);
      const exponent = sign === plus || sign === minus ? end + 2 : end + 1;
      if (isDigit(text.charCodeAt(exponent))) end = this.digitsEnd(exponent);
    }
    const whole = !isWordChar(text.charCodeAt(end));
    return this.token(whole ? Token.number : Token.word, whole ? end : this.wordEnd(end));
  }

  private digitsEnd(at: number): number {
    let end = at;
    while (isDigit(this.text.charCodeAt(end))) end++;
    return end;
  }

  /** The names of template variables may hold dashes (`$replica-set`), all others may not: there a dash subtracts. */
  private wordEnd(at: number): number {
    const { text } = this;
    const variable = text.charCodeAt(this.at) === dollar;
    let end = at;
    for (;;) {
      while (isWordChar(text.charCodeAt(end))) end++;
      const dashed = variable && text.charCodeAt(end) === minus && isVariableChar(text.charCodeAt(end + 1));
      if (!dashed) return end;
      end++;
    }
  }

  private string(mark: number): number {
    const end = this.stringEnd(this.at, mark);
    return this.token(end < 0 ? Token.bad : Token.string, end < 0 ? this.text.length : end);
  }

  /** After the closing quote; -1 where there is none. */
  private stringEnd(start: number, mark: number): number {
    const { text } = this;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === backslash) at++;
      else if (code === mark) return at + 1;
    }
    return -1;
  }

  // ---------------------------------------------------------------------------------- scopes and tag keys

  private openBrace(): number {
    this.braces++;
    this.mode = "braces";
    return this.token(braceOpen, this.at + 1);
  }

  private inBraces(code: number): number {
    if (code === braceOpen) return this.openBrace();
    if (code === braceClose) {
      this.braces--;
      if (this.braces === 0) this.mode = "expression";
      return this.token(code, this.at + 1);
    }
    const single = code === comma || code === bang || code === open || code === close;
    if (single) return this.token(code, this.at + 1);
    return this.scopeWord();
  }

  /** `env:prod`, `mountpoint:/data`, `url:"a, b"`: up to a space, a comma, a parenthesis or a brace outside quotes. */
  private scopeWord(): number {
    const { text } = this;
    let end = this.at;
    let quotable = true;
    for (;;) {
      const code = text.charCodeAt(end);
      const classes = classesOf(code);
      if (quotable && (classes & quote) !== 0) {
        const after = this.stringEnd(end, code);
        if (after < 0) return this.token(Token.bad, text.length);
        end = after;
      } else if (end === text.length || (classes & (space | endsTag)) !== 0) {
        return this.token(Token.word, end);
      } else end++;
      quotable = code === colon;
    }
  }

  // ----------------------------------------------------------------------------------------- search syntax

  private inSearch(code: number): number {
    const { text } = this;
    if (code === open || code === close) return this.parenthesis(code);
    if (code === doubleQuote) return this.string(code);
    if (this.facetGroup > 0) {
      if (code === less || code === greater) return this.searchComparator();
      if ((code === bracketOpen || code === braceOpen) && this.isRange()) return this.openRange(code);
    }
    const next = text.charCodeAt(this.at + 1);
    const prefix = (code === minus || code === bang) && !Number.isNaN(next) && !isSpace(next) && next !== close;
    if (prefix) return this.token(code, this.at + 1);
    return this.searchWord();
  }

  /** A term, or the key of a facet where a colon follows. A backslash takes the next character as it is. */
  private searchWord(): number {
    const { text } = this;
    let end = this.at;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === backslash) end++;
      else if (code === colon && end > this.at) {
        this.mode = "searchValue";
        return this.token(Token.key, end + 1);
      } else if (code === open && end === this.at + 4 && text.startsWith("CIDR", this.at)) {
        const last = this.closeAfter(end);
        if (last < end) break;
        end = last;
      } else if (isSpace(code) || code === open || code === close) break;
    }
    return this.token(Token.word, Math.min(end, text.length));
  }

  /** `CIDR(@ip,10.0.0.0/8)` is one term. Without a `)` in the rest of the text the parenthesis stays unread. */
  private closeAfter(at: number): number {
    this.lastClose ??= this.text.lastIndexOf(")");
    return this.lastClose < at ? at - 1 : this.text.indexOf(")", at);
  }

  private inSearchValue(code: number): number {
    this.mode = "search";
    if (code === open && this.facetGroup === 0) this.facetGroup = 1;
    else if (code === open || code === close) return this.parenthesis(code);
    if (code === open) return this.token(code, this.at + 1);
    if (code === doubleQuote) return this.string(code);
    if (code === bracketOpen || code === braceOpen) return this.openRange(code);
    if (code === less || code === greater) return this.searchComparator();
    const end = this.valueEnd();
    if (this.isDetached(code, end)) return this.inSearch(code);
    return this.token(Token.word, end);
  }

  private parenthesis(code: number): number {
    if (this.facetGroup > 0) this.facetGroup += code === open ? 1 : -1;
    return this.token(code, this.at + 1);
  }

  private searchComparator(): number {
    this.mode = "searchValue";
    return this.token(Token.comparator, this.at + (this.text.charCodeAt(this.at + 1) === equals ? 2 : 1));
  }

  private openRange(code: number): number {
    this.mode = "searchRange";
    return this.token(code, this.at + 1);
  }

  /** Whether a bracket inside `key:(…)` opens a range, and is not a part of a word. */
  private isRange(): boolean {
    RANGE.lastIndex = this.at;
    return RANGE.test(this.text);
  }

  private valueEnd(): number {
    const { text } = this;
    let end = this.at;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === backslash) end++;
      else if (isSpace(code) || code === open || code === close) break;
    }
    return Math.min(end, text.length);
  }

  /** A word after `key: ` and a space is its value (`service: web`), unless it begins the next clause. */
  private isDetached(code: number, end: number): boolean {
    if (!isSpace(this.text.charCodeAt(this.at - 1))) return false;
    if (code === minus || code === bang) return true;
    const value = this.text.slice(this.at, end);
    return value.includes(":") || value === "AND" || value === "OR" || value === "NOT";
  }

  private inSearchRange(code: number): number {
    if (code === bracketClose || code === braceClose) {
      this.mode = "search";
      return this.token(code, this.at + 1);
    }
    if (code === doubleQuote) return this.string(code);
    let end = this.at;
    for (; end < this.text.length; end++) {
      const at = this.text.charCodeAt(end);
      if (at === backslash) end++;
      else if (isSpace(at) || at === bracketClose || at === braceClose) break;
    }
    return this.token(Token.word, Math.min(end, this.text.length));
  }
}

/** `[100 TO`: a bracket, an end of a range, and the word between the ends. */
const RANGE = /[[{]\s{0,20}(?:"(?:\\.|[^"\\]){0,200}"|\S{1,200})\s{1,20}to\s/iy;

const PUNCTUATION: ReadonlySet<number> = new Set([
  open,
  close,
  comma,
  colon,
  plus,
  minus,
  star,
  slash,
  percent,
  caret,
  equals,
  bang,
  braceClose,
]);

/** A dash belongs to a variable's name where a letter follows. */
const isVariableChar = (code: number) => isWordChar(code) && code !== dollar && !isDigit(code);
