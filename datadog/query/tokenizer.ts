import { Char, isDigit, isSpace, isWordChar } from "./characters";

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
    if (isDigit(code) || (code === Char.dot && isDigit(this.text.charCodeAt(this.at + 1)))) return this.numberOrWord();
    if (code === Char.dot) return this.token(Char.dot, this.at + 1);
    if (isWordChar(code)) return this.token(Token.word, this.wordEnd(this.at));
    if (code === Char.quote || code === Char.doubleQuote) return this.string(code);
    if (code === Char.braceOpen) return this.openBrace();
    const next = this.text.charCodeAt(this.at + 1);
    if (code === Char.less || code === Char.greater) {
      return this.token(Token.comparator, this.at + (next === Char.equals ? 2 : 1));
    }
    if ((code === Char.equals || code === Char.bang) && next === Char.equals) {
      return this.token(Token.comparator, this.at + 2);
    }
    if (code === Char.ampersand && next === code) return this.token(Token.and, this.at + 2);
    if (code === Char.bar && next === code) return this.token(Token.or, this.at + 2);
    return this.token(PUNCTUATION.has(code) ? code : Token.bad, this.at + 1);
  }

  /** `60`, `0.5`, `.5`, `1e-3`; and words that begin with a digit: `5m_ago`, `99percentile`, `1h`. */
  private numberOrWord(): number {
    const { text } = this;
    let end = this.digitsEnd(this.at);
    if (text.charCodeAt(end) === Char.dot && isDigit(text.charCodeAt(end + 1))) end = this.digitsEnd(end + 1);
    if ((text.charCodeAt(end) | 32) === 101) {
      const sign = text.charCodeAt(end + 1);
      const exponent = sign === Char.plus || sign === Char.minus ? end + 2 : end + 1;
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
    const variable = text.charCodeAt(this.at) === DOLLAR;
    let end = at;
    for (;;) {
      while (isWordChar(text.charCodeAt(end))) end++;
      const dashed = variable && text.charCodeAt(end) === Char.minus && isVariableChar(text.charCodeAt(end + 1));
      if (!dashed) return end;
      end++;
    }
  }

  private string(quote: number): number {
    const end = this.stringEnd(this.at, quote);
    return this.token(end < 0 ? Token.bad : Token.string, end < 0 ? this.text.length : end);
  }

  /** After the closing quote; -1 where there is none. */
  private stringEnd(start: number, quote: number): number {
    const { text } = this;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === Char.backslash) at++;
      else if (code === quote) return at + 1;
    }
    return -1;
  }

  // ---------------------------------------------------------------------------------- scopes and tag keys

  private openBrace(): number {
    this.braces++;
    this.mode = "braces";
    return this.token(Char.braceOpen, this.at + 1);
  }

  private inBraces(code: number): number {
    if (code === Char.braceOpen) return this.openBrace();
    if (code === Char.braceClose) {
      this.braces--;
      if (this.braces === 0) this.mode = "expression";
      return this.token(code, this.at + 1);
    }
    const single = code === Char.comma || code === Char.bang || code === Char.open || code === Char.close;
    if (single) return this.token(code, this.at + 1);
    return this.scopeWord(code);
  }

  /** `env:prod`, `mountpoint:/data`, `url:"a, b"`: up to a space, a comma, a parenthesis or a brace outside quotes. */
  private scopeWord(first: number): number {
    const { text } = this;
    let end = this.at;
    let quotable = true;
    for (;;) {
      const code = end === this.at ? first : text.charCodeAt(end);
      if (quotable && (code === Char.doubleQuote || code === Char.quote)) {
        const close = this.stringEnd(end, code);
        if (close < 0) return this.token(Token.bad, text.length);
        end = close;
      } else if (Number.isNaN(code) || isSpace(code) || endsScopeWord(code)) {
        return this.token(Token.word, end);
      } else end++;
      quotable = code === Char.colon;
    }
  }

  // ----------------------------------------------------------------------------------------- search syntax

  private inSearch(code: number): number {
    const { text } = this;
    if (code === Char.open || code === Char.close) return this.token(code, this.at + 1);
    if (code === Char.doubleQuote) return this.string(code);
    const next = text.charCodeAt(this.at + 1);
    const prefix =
      (code === Char.minus || code === Char.bang) && !Number.isNaN(next) && !isSpace(next) && next !== Char.close;
    if (prefix) return this.token(code, this.at + 1);
    return this.searchWord();
  }

  /** A term, or the key of a facet where a colon follows. A backslash takes the next character as it is. */
  private searchWord(): number {
    const { text } = this;
    let end = this.at;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === Char.backslash) end++;
      else if (code === Char.colon && end > this.at) {
        this.mode = "searchValue";
        return this.token(Token.key, end + 1);
      } else if (code === Char.open && end === this.at + 4 && text.startsWith("CIDR", this.at)) {
        const close = this.closeAfter(end);
        if (close < end) break;
        end = close;
      } else if (isSpace(code) || code === Char.open || code === Char.close) break;
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
    if (code === Char.open || code === Char.close) return this.token(code, this.at + 1);
    if (code === Char.doubleQuote) return this.string(code);
    if (code === Char.bracketOpen || code === Char.braceOpen) {
      this.mode = "searchRange";
      return this.token(code, this.at + 1);
    }
    if (code === Char.less || code === Char.greater) {
      this.mode = "searchValue";
      return this.token(Token.comparator, this.at + (this.text.charCodeAt(this.at + 1) === Char.equals ? 2 : 1));
    }
    const end = this.valueEnd();
    if (this.isDetached(code, end)) return this.inSearch(code);
    return this.token(Token.word, end);
  }

  private valueEnd(): number {
    const { text } = this;
    let end = this.at;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === Char.backslash) end++;
      else if (isSpace(code) || code === Char.open || code === Char.close) break;
    }
    return Math.min(end, text.length);
  }

  /** A word after `key: ` and a space is its value (`service: web`), unless it begins the next clause. */
  private isDetached(code: number, end: number): boolean {
    if (!isSpace(this.text.charCodeAt(this.at - 1))) return false;
    if (code === Char.minus || code === Char.bang) return true;
    const word = this.text.slice(this.at, end);
    return word.includes(":") || word === "AND" || word === "OR" || word === "NOT";
  }

  private inSearchRange(code: number): number {
    if (code === Char.bracketClose || code === Char.braceClose) {
      this.mode = "search";
      return this.token(code, this.at + 1);
    }
    if (code === Char.doubleQuote) return this.string(code);
    let end = this.at + 1;
    for (; end < this.text.length; end++) {
      const at = this.text.charCodeAt(end);
      if (isSpace(at) || at === Char.bracketClose || at === Char.braceClose) break;
    }
    return this.token(Token.word, end);
  }
}

const DOLLAR = 36;

const PUNCTUATION: ReadonlySet<number> = new Set([
  Char.open,
  Char.close,
  Char.comma,
  Char.colon,
  Char.plus,
  Char.minus,
  Char.star,
  Char.slash,
  Char.percent,
  Char.caret,
  Char.equals,
  Char.bang,
  Char.braceClose,
]);

/** A dash belongs to a variable's name where a letter follows. */
const isVariableChar = (code: number) => isWordChar(code) && code !== DOLLAR && !isDigit(code);

const endsScopeWord = (code: number) =>
  code === Char.comma ||
  code === Char.open ||
  code === Char.close ||
  code === Char.braceOpen ||
  code === Char.braceClose;
