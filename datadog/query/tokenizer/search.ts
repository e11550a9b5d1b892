import { Char } from "../characters";
import { Is, Tokenizer } from "./tokenizer";
import { Token } from "./tokens";

const { isSpace } = Is;
const { bang, doubleQuote, open, close, minus, colon, less, equals, greater } = Char;
const { bracketOpen, backslash, bracketClose, braceOpen, braceClose } = Char;
const { word, key, comparator } = Token;

/** The search syntax, in which words end at spaces and parentheses only. */
export class SearchTokenizer extends Tokenizer {
  /** What is read: a clause, the value of `key:`, or what stands in the brackets of a range. */
  private mode: "clause" | "value" | "range" = "clause";
  private lastClose: number | undefined;
  /** How many parentheses are open since that of `key:(`; 0 outside of such a group. */
  private facetGroup = 0;

  protected next(code: number): number {
    switch (this.mode) {
      case "clause":
        return this.inClause(code);
      case "value":
        return this.inValue(code);
      case "range":
        return this.inRange(code);
    }
  }

  private inClause(code: number): number {
    const { text } = this;
    if (code === open || code === close) return this.parenthesis(code);
    if (code === doubleQuote) return this.string(code);
    if (this.facetGroup > 0) {
      if (code === less || code === greater) return this.comparator();
      if ((code === bracketOpen || code === braceOpen) && this.isRange()) return this.openRange(code);
    }
    const next = text.charCodeAt(this.at + 1);
    const prefix = (code === minus || code === bang) && !Number.isNaN(next) && !isSpace(next) && next !== close;
    if (prefix) return this.token(code, this.at + 1);
    return this.word();
  }

  /** A term, or the key of a facet where a colon follows. A backslash takes the next character as it is. */
  private word(): number {
    const { text } = this;
    let end = this.at;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === backslash) end++;
      else if (code === colon && end > this.at) {
        this.mode = "value";
        return this.token(key, end + 1);
      } else if (code === open && end === this.at + 4 && text.startsWith("CIDR", this.at)) {
        const last = this.closeAfter(end);
        if (last < end) break;
        end = last;
      } else if (isSpace(code) || code === open || code === close) break;
    }
    return this.token(word, Math.min(end, text.length));
  }

  /** `CIDR(@ip,10.0.0.0/8)` is one term. Without a `)` in the rest of the text the parenthesis stays unread. */
  private closeAfter(at: number): number {
    this.lastClose ??= this.text.lastIndexOf(")");
    return this.lastClose < at ? at - 1 : this.text.indexOf(")", at);
  }

  private inValue(code: number): number {
    this.mode = "clause";
    if (code === open && this.facetGroup === 0) this.facetGroup = 1;
    else if (code === open || code === close) return this.parenthesis(code);
    if (code === open) return this.token(code, this.at + 1);
    if (code === doubleQuote) return this.string(code);
    if (code === bracketOpen || code === braceOpen) return this.openRange(code);
    if (code === less || code === greater) return this.comparator();
    const end = this.valueEnd();
    if (this.isDetached(code, end)) return this.inClause(code);
    return this.token(word, end);
  }

  private parenthesis(code: number): number {
    if (this.facetGroup > 0) this.facetGroup += code === open ? 1 : -1;
    return this.token(code, this.at + 1);
  }

  private comparator(): number {
    this.mode = "value";
    return this.token(comparator, this.at + (this.text.charCodeAt(this.at + 1) === equals ? 2 : 1));
  }

  private openRange(code: number): number {
    this.mode = "range";
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

  private inRange(code: number): number {
    if (code === bracketClose || code === braceClose) {
      this.mode = "clause";
      return this.token(code, this.at + 1);
    }
    if (code === doubleQuote) return this.string(code);
    let end = this.at;
    for (; end < this.text.length; end++) {
      const at = this.text.charCodeAt(end);
      if (at === backslash) end++;
      else if (isSpace(at) || at === bracketClose || at === braceClose) break;
    }
    return this.token(word, Math.min(end, this.text.length));
  }
}

/** `[100 TO`: a bracket, an end of a range, and the word between the ends. */
const RANGE = /[[{]\s{0,20}(?:"(?:\\.|[^"\\]){0,200}"|\S{1,200})\s{1,20}to\s/iy;
