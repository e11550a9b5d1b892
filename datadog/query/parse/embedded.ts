import { Char } from "../characters";
import { unquote } from "../strings";
import { Token } from "../tokenizer";
import { type Cursor, failAtOpenQuote, type Place } from "./cursor";
import { measure, type Reading } from "./read";

/**
 * Reads the quoted text under the cursor by a rule of its own, as `formula("…")` and `logs("…")` hold one. Ranges and
 * problems are those of the outer text. Where the inner text is wrong, gives `instead` and goes on behind it.
 */
export function readEmbedded<T>(cursor: Cursor, what: string, reading: Reading<T>, instead: T): T {
  if (cursor.kind !== Token.string) cursor.expected(what);
  failAtOpenQuote(cursor);
  const { start, word } = cursor;
  const { result, steps } = measure(unquote(word), { ...reading, place: placeOf(cursor, start, word) });
  cursor.advance();
  cursor.steps += steps;
  if (result.ok) return result.node;
  for (const problem of result.errors) cursor.report(problem);
  return instead;
}

/** Where each character of an unquoted text stands in the text with its quotes and backslashes. */
function placeOf(cursor: Cursor, start: number, word: string): Place {
  const outer = (offset: number) => cursor.range(offset).start;
  if (!word.includes("\\")) return (offset) => outer(start + 1 + offset);
  const offsets: number[] = [];
  for (let at = 1; at < word.length; at++) {
    const next = word.charCodeAt(at + 1);
    const escapes = next === Char.quote || next === Char.doubleQuote || next === Char.backslash;
    offsets.push(start + at);
    if (word.charCodeAt(at) === Char.backslash && escapes && at + 1 < word.length - 1) at++;
  }
  return (offset) => outer(offsets[offset] ?? start + word.length);
}
