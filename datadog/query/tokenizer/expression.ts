import { Char, CharClass } from "../characters";
import { Is, Tokenizer } from "./tokenizer";
import { Token } from "./tokens";

const { classesOf, isDigit, isWordChar } = Is;
const { space, endsTag, quote } = CharClass;
const { bang, dollar, percent, ampersand, open, close, star, plus, comma, minus, dot, slash, colon } = Char;
const { less, equals, greater, caret, braceOpen, bar, braceClose } = Char;
const { word, number, comparator, and, or, bad } = Token;

/**
 * Expressions, and scopes between their braces: `a-b` is a subtraction in an expression, and one name between braces.
 */
export class ExpressionTokenizer extends Tokenizer {
  private braces = 0;

  /** @param inBraces whether the text is what stands between braces, without them @default false */
  constructor(
    text: string,
    private inBraces = false,
  ) {
    super(text);
  }

  protected next(code: number): number {
    return this.inBraces ? this.inScope(code) : this.inExpression(code);
  }

  // ------------------------------------------------------------------------------------------ expressions

  private inExpression(code: number): number {
    if (isDigit(code) || (code === dot && isDigit(this.text.charCodeAt(this.at + 1)))) return this.numberOrWord();
    if (code === dot) return this.token(dot, this.at + 1);
    if (isWordChar(code)) return this.token(word, this.wordEnd(this.at));
    if ((classesOf(code) & quote) !== 0) return this.string(code);
    if (code === braceOpen) return this.openBrace();
    const next = this.text.charCodeAt(this.at + 1);
    if (code === less || code === greater) {
      return this.token(comparator, this.at + (next === equals ? 2 : 1));
    }
    if ((code === equals || code === bang) && next === equals) {
      return this.token(comparator, this.at + 2);
    }
    if (code === ampersand && next === code) return this.token(and, this.at + 2);
    if (code === bar && next === code) return this.token(or, this.at + 2);
    return this.token(PUNCTUATION.has(code) ? code : bad, this.at + 1);
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
    return this.token(whole ? number : word, whole ? end : this.wordEnd(end));
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

  // ---------------------------------------------------------------------------------- scopes and tag keys

  private openBrace(): number {
    this.braces++;
    this.inBraces = true;
    return this.token(braceOpen, this.at + 1);
  }

  private inScope(code: number): number {
    if (code === braceOpen) return this.openBrace();
    if (code === braceClose) {
      this.braces--;
      if (this.braces === 0) this.inBraces = false;
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
        if (after < 0) return this.token(bad, text.length);
        end = after;
      } else if (end === text.length || (classes & (space | endsTag)) !== 0) {
        return this.token(word, end);
      } else end++;
      quotable = code === colon;
    }
  }
}

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
