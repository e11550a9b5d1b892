import { quoteName } from "../../findings";
import { own } from "../../json";
import { Char } from "../characters";
import type { CompositeAlert, CompositeExpression } from "../nodes";
import { Token } from "../tokenizer";
import type { Cursor } from "./cursor";
import { unclosed } from "./literals";

/** `(123 && !456) || 789`: monitor ids with `&&`, `||` and `!`; `&&` binds closer. */
export function readComposite(cursor: Cursor): CompositeAlert {
  const { start } = cursor;
  const expression = disjunction(cursor);
  if (cursor.kind !== Token.end) {
    const suggestion = own(INSTEAD, cursor.word.toLowerCase());
    cursor.expected("`&&`, `||` or the end", suggestion);
  }
  return { kind: "composite", expression, range: cursor.range(start) };
}

/** What people write for `&&` and `||`. */
const INSTEAD: Readonly<Record<string, string>> = { "&": "&&", and: "&&", "|": "||", or: "||" };

function disjunction(cursor: Cursor): CompositeExpression {
  return junction(cursor, Token.or, "compositeOr", () =>
    junction(cursor, Token.and, "compositeAnd", () => not(cursor)),
  );
}

function junction(
  cursor: Cursor,
  joint: number,
  kind: "compositeAnd" | "compositeOr",
  operand: () => CompositeExpression,
): CompositeExpression {
  const { start } = cursor;
  const first = operand();
  if (cursor.kind !== joint) return first;
  const operands = [first];
  while (cursor.take(joint)) operands.push(operand());
  const flat = operands.flatMap((each) => (each.kind === kind ? each.operands : [each]));
  return { kind, operands: flat, range: cursor.range(start) };
}

function not(cursor: Cursor): CompositeExpression {
  const { start } = cursor;
  if (!cursor.take(Char.bang)) return primary(cursor);
  const operand = cursor.nested(() => not(cursor));
  return { kind: "compositeNot", operand, range: cursor.range(start) };
}

function primary(cursor: Cursor): CompositeExpression {
  const { start, word } = cursor;
  const range = cursor.here();
  if (cursor.take(Char.open)) {
    const inner = cursor.nested(() => disjunction(cursor));
    if (cursor.kind === Token.end) unclosed(cursor, start);
    cursor.expect(Char.close, "`&&`, `||` or `)`");
    return inner;
  }
  if (cursor.kind !== Token.number) cursor.expected("the id of a monitor");
  if (!/^\d+$/.test(word))
    cursor.fail({ message: `${quoteName(word)} is not a monitor id: ids are whole numbers.`, range });
  cursor.advance();
  return { kind: "monitorId", id: word, range };
}
