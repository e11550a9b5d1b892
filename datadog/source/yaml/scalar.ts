import type { Scalar } from "yaml";
import { type Located, LocatedText } from "../located";

/**
 * The text of a YAML scalar, each of its characters with its place: over indentation, line breaks that are folded,
 * escapes and doubled quotes.
 * @see https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions
 */
export function yamlString(source: Located, { range, type, value }: Scalar<string>): Located {
  const [start, end] = range ?? [0, 0];
  switch (type) {
    case "QUOTE_DOUBLE":
      return flow(source, start + 1, end - 1, doubleQuoted);
    case "QUOTE_SINGLE":
      return flow(source, start + 1, end - 1, singleQuoted);
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED":
      return block(source, start, end, value);
    default:
      return flow(source, start, end, () => undefined);
  }
}

/** What begins at an offset and is not itself: its length in the source, and what it stands for. */
type Escape = (text: string, at: number) => { readonly length: number; readonly value: string } | undefined;

const singleQuoted: Escape = (text, at) => (text.startsWith("''", at) ? { length: 2, value: "'" } : undefined);

const doubleQuoted: Escape = (text, at) => {
  if (text[at] !== "\\") return undefined;
  const next = text[at + 1] ?? "";
  // a line break that is escaped is none, and neither is the indentation of the next line
  const joined = /^\\\r?\n[ \t]*/.exec(text.slice(at, at + 500))?.[0];
  if (joined !== undefined) return { length: joined.length, value: "" };
  const digits = HEX_DIGITS[next];
  if (digits === undefined) return { length: 2, value: ESCAPES[next] ?? next };
  const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
  return { length: 2 + digits, value: String.fromCodePoint(code) };
};

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** @see https://yaml.org/spec/1.2.2/#57-escaped-characters */
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ "0": "\0", a: "\x07", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1b" },
  ...{ N: "\x85", _: "\xa0", L: "\u2028", P: "\u2029" },
};

/** A line break inside a flow scalar, with the blanks around it and the empty lines that follow. */
const FOLDED = /[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*/y;

/** Plain and quoted scalars: one line break is a space, each further one a line break. */
function flow(source: Located, start: number, end: number, escapeAt: Escape): Located {
  const { text } = source;
  const located = new LocatedText(source);
  let from = start;
  for (let at = start; at < end; ) {
    const other = /[ \t\r\n]/.test(text[at]!) ? folded(text, at) : escapeAt(text, at);
    if (!other) {
      at++;
      continue;
    }
    located.same(from, at);
    located.instead(other.value, at);
    at += other.length;
    from = at;
  }
  located.same(from, Math.max(from, end));
  return located.finish(end);
}

const folded: Escape = (text, at) => {
  FOLDED.lastIndex = at;
  const found = FOLDED.exec(text)?.[0];
  if (found === undefined) return undefined;
  const breaks = found.split("\n").length - 1;
  return { length: found.length, value: breaks === 1 ? " " : "\n".repeat(breaks - 1) };
};

/**
 * Block scalars: what is there and what it means are gone through side by side. Where a line ends, its break and the
 * indentation of the next are skipped.
 */
function block(source: Located, start: number, end: number, value: string): Located {
  const { text } = source;
  const header = text.indexOf("\n", start);
  const located = new LocatedText(source);
  if (header < 0 || header >= end) return located.finish(end);
  const indent = indentOf(text.slice(header + 1, end)) - indentOf(value);
  let at = afterIndent(text, header + 1, indent);
  for (let index = 0; index < value.length; index++) {
    located.instead(value[index]!, Math.min(at, end));
    if (!isBreak(text, at)) {
      at++;
      continue;
    }
    at = nextLine(text, at, indent);
    // a folded break and the empty lines after it are fewer breaks than are written
    while (at < end && isBreak(text, at) && value[index + 1] !== "\n") at = nextLine(text, at, indent);
  }
  return located.finish(Math.min(at, end));
}

/** The blanks before the first line that has more than blanks. */
function indentOf(lines: string): number {
  return /^(?:[ ]*\r?\n)*([ ]*)/.exec(lines)?.[1]?.length ?? 0;
}

function isBreak(text: string, at: number): boolean {
  return text[at] === "\n" || text.startsWith("\r\n", at);
}

function nextLine(text: string, at: number, indent: number): number {
  return afterIndent(text, text.indexOf("\n", at) + 1, indent);
}

function afterIndent(text: string, at: number, indent: number): number {
  let next = at;
  while (next - at < indent && text[next] === " ") next++;
  return next;
}
