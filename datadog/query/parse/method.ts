import { quoteName } from "../../findings";
import { Char } from "../characters";
import type { Keyword, MethodArgument, MethodCall, NumberLiteral, StringLiteral, Unary } from "../nodes";
import type { Cursor } from "./cursor";
import { readArguments, readPlainLiteral } from "./literals";

/** `.index("*").rollup("count").last("5m")`: all links from here on. */
export function readMethods(cursor: Cursor): MethodCall[] {
  const calls: MethodCall[] = [];
  while (cursor.take(Char.dot)) calls.push(readMethod(cursor));
  return calls;
}

function readMethod(cursor: Cursor): MethodCall {
  const { start, word: name } = cursor;
  if (!cursor.isName()) cursor.expected('a call such as `last("5m")`');
  if (cursor.peek(1) !== Char.open || name.includes(".")) {
    const first = name.split(".")[0]!;
    const message = `${quoteName(`.${first}`)} needs parentheses: use ${quoteName(`.${first}()`)}.`;
    cursor.fail({ message, range: cursor.here(), expected: "`()`" });
  }
  cursor.advance();
  const args = readArguments(cursor, () => readPlainLiteral(cursor)).map(
    (argument): MethodArgument =>
      argument.name === undefined ? (argument.value as StringLiteral | NumberLiteral | Keyword | Unary) : argument,
  );
  return { kind: "method", name, args, range: cursor.range(start) };
}
