import type { Span } from "./document";

/** A value of a JSON text: its place, and what is inside. */
export interface JsonNode {
  readonly start: number;
  end: number;
  /** With its quotes. */
  readonly key?: Span;
  readonly fields?: Map<string, JsonNode>;
  readonly items?: JsonNode[];
}

/** What Datadog and Terraform write nests a few dozen levels. */
export const MAX_DEPTH = 200;

/** What may come next. */
type State = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "end";

const EXPECTED: Readonly<Record<State, string>> = {
  value: "a value",
  "value-or-end": 'a value or "]"',
  key: 'a key in double quotes (JSON does not allow a comma before "}")',
  "key-or-end": 'a key in double quotes or "}"',
  colon: '":"',
  "comma-or-end": '"," or the closing bracket',
  end: "the end of the file",
};

/** What a scan ends with where the text is not JSON. */
interface Mistake {
  readonly offset: number;
  readonly message: string;
}

/**
 * Finds every value of a JSON text, or the first place where it is not JSON. No recursion, so that no nesting is too deep
 * to be refused.
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function scanJson(text: string): JsonNode | Mistake {
  return new Scanner(text).scan();
}

class Scanner {
  private at = 0;
  private state: State = "value";
  private key: Span | undefined;
  private root: JsonNode | undefined;
  private readonly open: JsonNode[] = [];

  constructor(private readonly text: string) {}

  scan(): JsonNode | Mistake {
    for (;;) {
      while (BLANKS.has(this.text[this.at] ?? "")) this.at++;
      if (this.at >= this.text.length) return this.state === "end" ? this.root! : this.unexpected();
      const mistake = this.step(this.text[this.at]!);
      if (mistake) return mistake;
    }
  }

  private step(character: string): Mistake | undefined {
    const { state } = this;
    const takesValue = state === "value" || state === "value-or-end";
    const takesKey = state === "key" || state === "key-or-end";
    if (character === "}" || character === "]") return this.close(character);
    if (character === "," && state === "comma-or-end") return this.next(this.open.at(-1)!.items ? "value" : "key");
    if (character === ":" && state === "colon") return this.next("value");
    if (!takesValue && !(takesKey && character === '"')) return this.unexpected();
    if (character === "{" || character === "[") return this.begin(character);
    const end = character === '"' ? this.stringEnd() : this.wordEnd();
    if (typeof end !== "number") return end;
    const span = { start: this.at, end };
    this.at = end;
    if (takesKey) {
      this.key = span;
      this.state = "colon";
    } else this.add(span);
    return undefined;
  }

  private next(state: State): undefined {
    this.at++;
    this.state = state;
  }

  private begin(bracket: string): Mistake | undefined {
    if (this.open.length >= MAX_DEPTH) {
      return { offset: this.at, message: `this is nested more than ${MAX_DEPTH} levels deep` };
    }
    const inside = bracket === "{" ? { fields: new Map<string, JsonNode>() } : { items: [] };
    const node: JsonNode = { start: this.at, end: this.at + 1, ...inside };
    this.open.push(this.add(node));
    return this.next(bracket === "{" ? "key-or-end" : "value-or-end");
  }

  private close(bracket: string): Mistake | undefined {
    const node = this.open.at(-1);
    const fits = node && (bracket === "]" ? node.items : node.fields);
    const allowed: readonly State[] = ["comma-or-end", bracket === "]" ? "value-or-end" : "key-or-end"];
    if (!fits || !allowed.includes(this.state)) return this.unexpected();
    this.open.pop();
    node.end = this.at + 1;
    return this.next(this.open.length === 0 ? "end" : "comma-or-end");
  }

  /** Puts a value where it belongs. */
  private add(node: JsonNode): JsonNode {
    const parent = this.open.at(-1);
    const placed = parent?.fields ? { ...node, key: this.key } : node;
    if (!parent) this.root = placed;
    else if (parent.fields) parent.fields.set(this.keyText(this.key!), placed);
    else parent.items!.push(placed);
    this.state = parent ? "comma-or-end" : "end";
    return placed;
  }

  private keyText({ start, end }: Span): string {
    const inside = this.text.slice(start + 1, end - 1);
    return inside.includes("\\") ? (JSON.parse(`"${inside}"`) as string) : inside;
  }

  private stringEnd(): number | Mistake {
    const { text } = this;
    for (let at = this.at + 1; ; at += 2) {
      at = plainEnd(text, at);
      const character = text[at];
      if (character === '"') return at + 1;
      if (character === undefined) return { offset: this.at, message: "this string is not closed" };
      if (character === "\n") return { offset: this.at, message: "this string is not closed on the same line" };
      if (character !== "\\") return { offset: at, message: CONTROL };
      if (!ESCAPE.test(text.slice(at, at + 6)))
        return { offset: at, message: "this escape sequence is not valid in JSON" };
    }
  }

  private wordEnd(): number | Mistake {
    let end = this.at;
    while (/[-+.\w]/.test(this.text[end] ?? "")) end++;
    return WORD.test(this.text.slice(this.at, end)) ? end : this.unexpected();
  }

  private unexpected(): Mistake {
    const rest = this.text.slice(this.at, this.at + 20);
    const found = rest === "" ? "the end of the file" : JSON.stringify(/^(\w+|.)/s.exec(rest)?.[0]);
    return { offset: this.at, message: `this is not JSON: expected ${EXPECTED[this.state]}, found ${found}` };
  }
}

const BLANKS: ReadonlySet<string> = new Set(" \t\r\n");
const CONTROL = "control characters in a JSON string must be escaped";
const ESCAPE = /^\\(["\\/bfnrt]|u[\da-fA-F]{4})/;
const WORD = /^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?)$/;

/** Where the first character of a string is that ends it or is not itself. */
function plainEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at]! >= " " && text[at] !== '"' && text[at] !== "\\") at++;
  return at;
}
