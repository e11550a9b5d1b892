import { ASCII_CLASSES, Char, CharClass, wideClasses } from "../characters";
import { Token, type Tokens } from "./tokens";

// Constants of a file are read several times faster than imports, and each character is compared with some.
const CLASSES = ASCII_CLASSES;
const { space, digit, word } = CharClass;
const { backslash } = Char;
const { end: atEnd, bad, string } = Token;

const classesOf = (code: number) => (code < 128 ? CLASSES[code]! : Number.isNaN(code) ? 0 : wideClasses(code));
const isSpace = (code: number) => (classesOf(code) & space) !== 0;
const isDigit = (code: number) => (classesOf(code) & digit) !== 0;
const isWordChar = (code: number) => (classesOf(code) & word) !== 0;

/** What a character is; nothing for `NaN`, which stands after the last. */
export const Is = { classesOf, isSpace, isDigit, isWordChar };

/** What the languages share: the walk over the text, and strings. Each says how its next token is read. */
export abstract class Tokenizer {
  private readonly kinds: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  protected at = 0;

  constructor(protected readonly text: string) {}

  run(): Tokens {
    const { text } = this;
    for (;;) {
      while (this.at < text.length && isSpace(text.charCodeAt(this.at))) this.at++;
      const start = this.at;
      const kind = start < text.length ? this.next(text.charCodeAt(start)) : atEnd;
      this.kinds.push(kind);
      this.starts.push(start);
      this.ends.push(this.at);
      if (kind === atEnd) break;
    }
    return { kinds: this.kinds, starts: this.starts, ends: this.ends };
  }

  /** Reads the token that begins here, with a character that is no space, and gives its kind back. */
  protected abstract next(code: number): number;

  /** Moves to the end of a token and gives its kind back. */
  protected token(kind: number, end: number): number {
    this.at = end;
    return kind;
  }

  protected string(mark: number): number {
    const end = this.stringEnd(this.at, mark);
    return this.token(end < 0 ? bad : string, end < 0 ? this.text.length : end);
  }

  /** After the closing quote; -1 where there is none. */
  protected stringEnd(start: number, mark: number): number {
    const { text } = this;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === backslash) at++;
      else if (code === mark) return at + 1;
    }
    return -1;
  }
}
