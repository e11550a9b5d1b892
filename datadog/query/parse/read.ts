import type { ParseResult } from "../problems";
import { Token, tokenize } from "../tokenizer";
import { Cursor, type Place, Unreadable } from "./cursor";

/** The longest text that is parsed, in UTF-16 units: 1 Mi. Datadog's own limits are far below. */
export const MAX_LENGTH = 1_048_576;

/** How a text is read. */
export interface Reading<T> {
  readonly rule: (cursor: Cursor) => T;
  readonly language?: "expression" | "search" | "scope";
  /** Whether a bare name stands for a query. @default false */
  readonly names?: boolean;
  /** What to say where the text ends too late: "an operator or the end". */
  readonly end: string;
  /** Where this text stands in the one that errors and ranges speak of. @default it is that text */
  readonly place?: Place;
}

/** Reads the whole of `text` by one rule. Never throws, whatever the text. */
export function read<T>(text: string, reading: Reading<T>): ParseResult<T> {
  return measure(text, reading).result;
}

/** A result, and how many tokens were passed for it. */
export interface Measured<T> {
  readonly result: ParseResult<T>;
  readonly steps: number;
}

/** As `read`, with the measure of the work that it took. */
export function measure<T>(text: string, reading: Reading<T>): Measured<T> {
  if (text.length > MAX_LENGTH) {
    const message = `This text has ${text.length} characters; a query can have at most ${MAX_LENGTH}.`;
    return { result: { ok: false, errors: [{ message, range: { start: 0, end: 1 } }] }, steps: 0 };
  }
  const cursor = new Cursor(text, tokenize(text, reading.language), reading.names ?? false, reading.place);
  const node = attempt(cursor, reading);
  const { steps, problems } = cursor;
  const ok = node !== undefined && problems.length === 0;
  return { result: ok ? { ok, node } : { ok: false, errors: problems }, steps };
}

function attempt<T>(cursor: Cursor, { rule, end }: Reading<T>): T | undefined {
  try {
    const node = rule(cursor);
    if (cursor.kind !== Token.end) cursor.expected(end);
    return node;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
