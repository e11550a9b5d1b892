import { quoteName } from "../../findings";
import { Char as Chars } from "../characters";
import type { Argument, ArgumentValue, KeySet, Keyword, NumberLiteral, StringLiteral, Unary } from "../nodes";
import { unquote } from "../strings";
import { Token as Tokens } from "../tokenizer";
import { type Cursor, failAtOpenQuote } from "./cursor";

// Asked for at every token: constants of this file are read several times faster than imports.
const Char = Chars;
const Token = Tokens;

export function readNumber(cursor: Cursor): NumberLiteral {
  const { word } = cursor;
  const range = cursor.here();
  if (cursor.kind !== Token.number) cursor.expected("a number");
  const value = Number(word);
  if (!Number.isFinite(value)) {
    cursor.fail({ message: `${quoteName(word)} is too large for a number.`, range });
  }
  cursor.advance();
  return { kind: "number", value, range };
}

/** A number that may have a sign in front, as its value. */
export function readSignedNumber(cursor: Cursor): number {
  const negative = cursor.kind === Char.minus;
  if (negative || cursor.kind === Char.plus) cursor.advance();
  const { value } = readNumber(cursor);
  return negative ? 0 - value : value;
}

export function readString(cursor: Cursor): StringLiteral {
  failAtOpenQuote(cursor);
  const range = cursor.here();
  const value = unquote(cursor.word);
  cursor.advance();
  return { kind: "string", value, range };
}

export function readKeyword(cursor: Cursor): Keyword {
  const keyword: Keyword = { kind: "keyword", value: cursor.word, range: cursor.here() };
  cursor.advance();
  return keyword;
}

/** `{host, env}` as an argument. */
export function readKeySet(cursor: Cursor): KeySet {
  const { start } = cursor;
  cursor.advance();
  const keys: string[] = [];
  do {
    if (cursor.kind !== Token.word) cursor.expected("a tag key");
    keys.push(cursor.word);
    cursor.advance();
  } while (cursor.take(Char.comma));
  cursor.expect(Char.braceClose, "a comma or `}` after a tag key");
  return { kind: "keySet", keys, range: cursor.range(start) };
}

/** Arguments of modifiers: words, numbers and strings, no queries. The cursor stands on `(`. */
export function readLiteralArguments(cursor: Cursor): Argument[] {
  return readArguments(cursor, () => literal(cursor));
}

function literal(cursor: Cursor): PlainLiteral | KeySet {
  return cursor.kind === Char.braceOpen ? readKeySet(cursor) : readPlainLiteral(cursor);
}

type PlainLiteral = Keyword | StringLiteral | NumberLiteral | Unary;

/** A word, a quoted word, or a number that may have a sign. */
export function readPlainLiteral(cursor: Cursor): PlainLiteral {
  const { kind, start } = cursor;
  if (kind === Token.string) return readString(cursor);
  if (kind === Token.word) return readKeyword(cursor);
  if (kind === Token.number) return readNumber(cursor);
  if (kind !== Char.minus && kind !== Char.plus) cursor.expected("a word, a number or a quoted word");
  cursor.advance();
  const operand = readNumber(cursor);
  return { kind: "unary", operator: kind === Char.minus ? "-" : "+", operand, range: cursor.range(start) };
}

/** `(a, name=b)` with `value` as the rule for a value; goes on after the parenthesis where an argument is wrong. */
export function readArguments(cursor: Cursor, value: (index: number, named: boolean) => ArgumentValue): Argument[] {
  const open = cursor.start;
  cursor.expect(Char.open, "`(`");
  if (cursor.take(Char.close)) return [];
  if (cursor.kind === Token.end) unclosed(cursor, open);
  const args = cursor.recover(
    Char.open,
    Char.close,
    () => {
      const read: Argument[] = [];
      do read.push(readArgument(cursor, read.length, value));
      while (cursor.take(Char.comma));
      if (cursor.kind === Token.end || cursor.kind === Token.comparator) unclosed(cursor, open);
      if (cursor.kind !== Char.close) cursor.expected("a comma or `)`");
      return read;
    },
    () => [],
  );
  cursor.advance();
  return args;
}

function readArgument(
  cursor: Cursor,
  index: number,
  value: (index: number, named: boolean) => ArgumentValue,
): Argument {
  const { start } = cursor;
  const named = cursor.kind === Token.word && cursor.peek(1) === Char.equals;
  if (!named) return { kind: "argument", value: value(index, false), range: cursor.range(start) };
  const name = cursor.word;
  cursor.advance();
  cursor.advance();
  return { kind: "argument", name, value: value(index, true), range: cursor.range(start) };
}

export function unclosed(cursor: Cursor, open: number): never {
  const before = cursor.kind === Token.end ? "" : ` before ${cursor.found()}`;
  cursor.fail({
    message: `This parenthesis is not closed: a \`)\` is missing${before}.`,
    range: cursor.range(open, open + 1),
    expected: "`)`",
  });
}
