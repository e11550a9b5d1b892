import type { SourceRange } from "../findings";
import type { TemplateArgument, VariablePath } from "./nodes";

/** How deep parentheses may stand in each other: `(eval (…))`. */
const MAX_DEPTH = 8;

/** Reads the words of a tag: `is_match "role.name" "db"`. Takes any text; each character is looked at once. */
export class TagReader {
  private at: number;

  constructor(
    private readonly text: string,
    start: number,
    private readonly end: number,
  ) {
    this.at = start;
  }

  /** The next word up to white space, a quote or a parenthesis; brackets keep what is inside together. */
  word(): { readonly text: string; readonly range: SourceRange } {
    this.skipSpace();
    const start = this.at;
    let bracket = false;
    for (; this.at < this.end; this.at++) {
      const char = this.text[this.at]!;
      if (char === "[") bracket = true;
      else if (char === "]") bracket = false;
      else if (!bracket && /[\s"'()]/.test(char)) break;
    }
    return { text: this.text.slice(start, this.at), range: { start, end: this.at } };
  }

  /** All that is left, as arguments. */
  args(depth = 0): TemplateArgument[] {
    const args: TemplateArgument[] = [];
    for (this.skipSpace(); this.at < this.end; this.skipSpace()) {
      const char = this.text[this.at]!;
      if (char === ")") {
        this.at++;
        if (depth > 0) break;
      } else if (char === '"' || char === "'") args.push(this.quoted(char));
      else if (char === "(" && depth < MAX_DEPTH) args.push(this.call(depth));
      else if (char === "(") this.at++;
      else args.push(this.path());
    }
    return args;
  }

  private path(): TemplateArgument {
    const { text, range } = this.word();
    return { kind: "path", path: variablePath(text, range), range };
  }

  /** A quote that is never closed ends with the tag. */
  private quoted(quote: string): TemplateArgument {
    const start = this.at + 1;
    const close = this.text.indexOf(quote, start);
    const end = close < 0 || close >= this.end ? this.end : close;
    this.at = Math.min(end + 1, this.end);
    return { kind: "string", text: this.text.slice(start, end), range: { start, end } };
  }

  private call(depth: number): TemplateArgument {
    const start = this.at++;
    const name = this.word().text;
    const args = this.args(depth + 1);
    return { kind: "call", name, args, range: { start, end: this.at } };
  }

  private skipSpace(): void {
    while (this.at < this.end && /\s/.test(this.text[this.at]!)) this.at++;
  }
}

/** `log.attributes.[error.message]` → log, attributes, error.message; `service.links[Runbook]` → service, links, Runbook. */
export function variablePath(text: string, range: SourceRange): VariablePath {
  const segments = [...text.matchAll(/\[([^\]]*)\]?|[^.[\]]+/g)].map(([whole, inside]) => inside ?? whole);
  return { segments, text, range };
}
