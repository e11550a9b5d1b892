import { quoteName, type SourceRange } from "../../findings";
import { own } from "../../json";
import { Char as Chars } from "../characters";
import type { SyntaxProblem } from "../problems";
import { Token as TokenKinds, type Tokens } from "../tokenizer";

// Asked for at every token: constants of this file are read several times faster than imports.
const Char = Chars;
const Token = TokenKinds;

/** Parentheses, calls, signs and negations may nest this deep. */
export const MAX_DEPTH = 200;
/** After this many, parsing stops: more seldom are news. */
const MAX_PROBLEMS = 20;

/** What was meant by characters of other languages. */
const INSTEAD: Readonly<Record<string, string>> = {
  "&": "&&",
  "|": "||",
  "×": "*",
  "·": "*",
  "÷": "/",
  "−": "-",
  "≥": ">=",
  "≤": "<=",
};

/** The bit that makes a capital Latin letter small. */
const LOWER_CASE = 32;

const isTypographicQuote = (code: number) => code >= 0x2018 && code <= 0x201f;

/** Fails at a word that holds a typographic quote outside of plain ones: `env:“prod”`. */
export function failAtTypographicQuote(cursor: Cursor): void {
  const { word } = cursor;
  const at = word.search(/[\u2018-\u201f]/);
  if (at < 0 || /["']/.test(word)) return;
  const message = `${quoteName(word[at]!)} is a typographic quote. Use ' or ", or remove the quotes.`;
  const suggestion = word.replace(/[\u2018-\u201f]/g, "");
  cursor.fail({ message, range: cursor.here(), suggestion });
}

/**
 * Fails at a string that the next character follows at once, as in `'mean, 'desc'`: its quote was never closed, and the
 * next one in the text closed it.
 */
export function failAtOpenQuote(cursor: Cursor): void {
  const next = cursor.peek(1);
  const isJoined = next === Token.word || next === Token.number || next === Token.bad || next === Char.star;
  if (!isJoined || cursor.peekStart(1) !== cursor.end) return;
  const message = `This quote is not closed: the next quote, before ${quoteName(cursor.peekWord(1))}, opens another string.`;
  cursor.fail({ message, range: cursor.range(cursor.start, cursor.start + 1) });
}

/** Thrown by `Cursor.fail`, caught where parsing can go on (the end of a scope, of a call) or at the latest by `read`. */
export class Unreadable extends Error {}

/** Where a nested text stands in the one around it: `toOuter(offset)` for ranges inside `formula("…")`. */
export type Place = (offset: number) => number;

/** A position among the tokens of one text, with the questions and the errors that all rules share. */
export class Cursor {
  /** How often a token was passed: the measure of the work that parsing takes. */
  steps = 0;
  /** How many metrics were read. */
  metrics = 0;
  readonly problems: SyntaxProblem[] = [];
  private index = 0;
  private depth = 0;
  private lost = false;

  constructor(
    readonly text: string,
    private readonly tokens: Tokens,
    /** Whether a bare name stands for a query, as in formulas. */
    readonly names: boolean,
    private readonly place?: Place,
  ) {}

  get kind(): number {
    return this.tokens.kinds[this.index]!;
  }

  get start(): number {
    return this.tokens.starts[this.index]!;
  }

  get end(): number {
    return this.tokens.ends[this.index]!;
  }

  /** The end of the token before this one. */
  get lastEnd(): number {
    return this.index === 0 ? 0 : this.tokens.ends[this.index - 1]!;
  }

  /** The current token's text. */
  get word(): string {
    return this.text.slice(this.start, this.end);
  }

  peek(ahead: number): number {
    return this.tokens.kinds[Math.min(this.index + ahead, this.tokens.kinds.length - 1)]!;
  }

  peekWord(ahead: number): string {
    const at = Math.min(this.index + ahead, this.tokens.kinds.length - 1);
    return this.text.slice(this.tokens.starts[at], this.tokens.ends[at]);
  }

  peekStart(ahead: number): number {
    return this.tokens.starts[Math.min(this.index + ahead, this.tokens.kinds.length - 1)]!;
  }

  advance(): void {
    this.steps++;
    if (this.kind !== Token.end) this.index++;
  }

  /** Passes the current token where it is of this kind. */
  take(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** Whether the current token is this word (of small Latin letters), in any case. */
  isWord(word: string): boolean {
    const { start } = this;
    if (this.kind !== Token.word || this.end - start !== word.length) return false;
    for (let at = 0; at < word.length; at++) {
      if ((this.text.charCodeAt(start + at) | LOWER_CASE) !== word.charCodeAt(at)) return false;
    }
    return true;
  }

  /** Whether the current token can be a name behind a dot: a word that begins with no digit. */
  isName(): boolean {
    return this.kind === Token.word && !/\d/.test(this.text[this.start]!);
  }

  /** Passes all tokens that begin before `offset`: for rules that read characters themselves. */
  skipTo(offset: number): void {
    while (this.kind !== Token.end && this.start < offset) this.advance();
  }

  range(start: number, end = this.lastEnd): SourceRange {
    const { place } = this;
    return place ? { start: place(start), end: place(end) } : { start, end };
  }

  /** The range of the current token; at the end of the text, the place after it. */
  here(): SourceRange {
    return this.range(this.start, this.kind === Token.end ? this.start + 1 : this.end);
  }

  /** Runs a rule one level deeper, so that no text can exhaust the stack. */
  nested<T>(rule: () => T): T {
    if (this.depth >= MAX_DEPTH) {
      this.lost = true;
      this.fail({ message: `This is nested more than ${MAX_DEPTH} levels deep. Split the query.`, range: this.here() });
    }
    this.depth++;
    const result = rule();
    this.depth--;
    return result;
  }

  report(problem: SyntaxProblem): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
    else this.lost = true;
  }

  fail(problem: SyntaxProblem): never {
    this.report(problem);
    throw new Unreadable(problem.message);
  }

  /** Fails at the current token: "Expected … , found …". A token that nothing can hold says so itself. */
  expected(what: string, suggestion?: string): never {
    const bad = this.badToken();
    if (bad) this.fail({ ...bad, suggestion: suggestion ?? bad.suggestion });
    this.fail({
      message: `Expected ${what}, found ${this.found()}.`,
      range: this.here(),
      expected: what,
      suggestion,
    });
  }

  /** Passes a token of this kind or fails. */
  expect(kind: number, what: string): void {
    if (!this.take(kind)) this.expected(what);
  }

  /** The current token in words. */
  found(): string {
    return this.kind === Token.end ? "the end" : quoteName(this.word);
  }

  /**
   * Runs a rule that ends before a token of kind `close`; where the rule fails, goes on at the `close` that matches, so
   * that what follows is read too. `open` is what nests.
   */
  recover<T>(open: number, close: number, rule: () => T, instead: () => T): T {
    const { depth } = this;
    try {
      return rule();
    } catch (error) {
      if (!(error instanceof Unreadable) || this.lost || !this.findClose(open, close)) throw error;
      this.depth = depth;
      return instead();
    }
  }

  private findClose(open: number, close: number): boolean {
    let level = 0;
    for (; this.kind !== Token.end; this.advance()) {
      if (this.kind === open) level++;
      else if (this.kind === close && level-- === 0) return true;
    }
    this.lost = true;
    return false;
  }

  private badToken(): SyntaxProblem | undefined {
    if (this.kind !== Token.bad) return undefined;
    const code = this.text.charCodeAt(this.start);
    if (this.end - this.start > 1 || code === Char.quote || code === Char.doubleQuote) {
      const at = this.start + Math.max(0, this.word.search(/["']/));
      return { message: "This quote is not closed.", range: this.range(at, at + 1) };
    }
    if (isTypographicQuote(code)) {
      return { message: `${this.found()} is a typographic quote. Use ' or ".`, range: this.here() };
    }
    if (code >= 0x2010 && code <= 0x2015) {
      return { message: `${this.found()} is a typographic dash. Use -.`, range: this.here() };
    }
    const message = `${this.found()} has no meaning here.`;
    return { message, range: this.here(), suggestion: own(INSTEAD, this.word) };
  }
}
