import { stripVTControlCharacters } from "node:util";

/** How a piece of text is coloured; each function may return the text as it is. */
export interface Colors {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
}

/** Text alone. */
export const NO_COLORS: Colors = {
  bold: String,
  dim: String,
  cyan: String,
  yellow: String,
  red: String,
  green: String,
};

/** The words of a text on lines of at most so many characters; a longer word has a line of its own. */
export function wrapped(text: string, width: number): string[] {
  return packed(text.split(" "), " ", width);
}

/** Pieces with a separator between two of them, on lines of at most so many characters; no piece is cut. */
export function packed(pieces: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && columnsOf(last) + separator.length + columnsOf(piece) <= width) {
      lines[lines.length - 1] = last + separator + piece;
    } else lines.push(piece);
  }
  return lines;
}

/** `1 monitor`, `2 monitors`. */
export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `a`, `a and b`, `a, b and c`. */
export function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Columns that a text takes up; colors take up none. */
const columnsOf = (text: string) => (text.includes("\u001b") ? stripVTControlCharacters(text) : text).length;

const HANGING = "  ";

/** A line that is too long for the terminal on several lines, of which the others are indented below the first. */
export function fitted(line: string, width: number): string[] {
  if (columnsOf(line) <= width) return [line];
  const [indent = ""] = /^ */.exec(line) ?? [];
  const text = line.slice(indent.length);
  if (/^\^*$/.test(stripVTControlCharacters(text))) return [line]; // It points at the line above.
  const [first = "", ...rest] = wrapped(text, width - indent.length - HANGING.length);
  return [`${indent}${first}`, ...rest.map((part) => `${indent}${HANGING}${part}`)];
}

/** `hh:mm` of seconds from the beginning; hours run past 24. Seconds are added where there are any. */
export function clockOf(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const rest = seconds % 60;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}${rest === 0 ? "" : `:${two(rest)}`}`;
}

/** A number without the noise of binary fractions. */
export const numberText = (value: number) => String(Number(value.toPrecision(12)));
