import { quoteName } from "../../findings";
import { Char as Chars } from "../characters";
import { AGGREGATORS, ARGUMENT_KEYWORDS } from "../functions";
import type { ArgumentValue, ArithmeticOperator, Expression, FormulaName, FunctionCall } from "../nodes";
import { Token as Tokens } from "../tokenizer";
import type { Cursor } from "./cursor";
import { readArguments, readKeySet, readKeyword, readNumber, readString, unclosed } from "./literals";
import { failAtSpaces, isCountValues, oddNameEnd, readMetric } from "./metric";
import { expectedAfter, readModifier, readSuffix, type Suffix } from "./suffix";

// Asked for at every token: constants of this file are read several times faster than imports.
const Char = Chars;
const Token = Tokens;

/**
 * The arithmetic of metric queries and formulas. From weak to strong: `+ -`, `* / %`, a sign, `^`. Operators of one
 * strength join from the left, `^` from the right; Datadog documents neither `^` nor `%` further, so these follow
 * the habit of other languages (`-2 ^ 2` is `-(2 ^ 2)`).
 */
export function readExpression(cursor: Cursor): Expression {
  return binary(cursor, 1);
}

const OPERATORS: ReadonlyMap<number, { readonly operator: ArithmeticOperator; readonly strength: number }> = new Map([
  [Char.plus, { operator: "+", strength: 1 }],
  [Char.minus, { operator: "-", strength: 1 }],
  [Char.star, { operator: "*", strength: 2 }],
  [Char.slash, { operator: "/", strength: 2 }],
  [Char.percent, { operator: "%", strength: 2 }],
]);

function binary(cursor: Cursor, weakest: number): Expression {
  const { start } = cursor;
  let left = unary(cursor);
  for (;;) {
    const found = OPERATORS.get(cursor.kind);
    if (!found || found.strength < weakest) return left;
    cursor.advance();
    const right = found.strength === 1 ? binary(cursor, 2) : unary(cursor);
    left = { kind: "binary", operator: found.operator, left, right, range: cursor.range(start) };
  }
}

function unary(cursor: Cursor): Expression {
  const { kind, start } = cursor;
  if (kind !== Char.minus && kind !== Char.plus) return power(cursor);
  cursor.advance();
  const operand = cursor.nested(() => unary(cursor));
  return { kind: "unary", operator: kind === Char.minus ? "-" : "+", operand, range: cursor.range(start) };
}

function power(cursor: Cursor): Expression {
  const { start } = cursor;
  const left = operand(cursor);
  if (!cursor.take(Char.caret)) return left;
  const right = cursor.nested(() => unary(cursor));
  return { kind: "binary", operator: "^", left, right, range: cursor.range(start) };
}

const OPERAND = "a metric, a function or a number";
const NAMED_OPERAND = "a query's name, a function or a number";

function operand(cursor: Cursor): Expression {
  switch (cursor.kind) {
    case Token.word:
      return word(cursor);
    case Token.number:
      return readNumber(cursor);
    case Char.open:
      return withSuffix(cursor, cursor.start, parenthesized(cursor));
    case Char.braceOpen:
      return cursor.fail({ message: "A scope must follow a metric.", range: cursor.here(), expected: OPERAND });
    default:
      return cursor.expected(cursor.names ? NAMED_OPERAND : OPERAND);
  }
}

function parenthesized(cursor: Cursor): Expression {
  const open = cursor.start;
  cursor.advance();
  const inner = cursor.recover(
    Char.open,
    Char.close,
    () => {
      const read = cursor.nested(() => readExpression(cursor));
      if (cursor.kind === Token.end) unclosed(cursor, open);
      if (cursor.kind !== Char.close) expectedAfter(cursor, "an operator or `)`");
      return read;
    },
    (): Expression => ({ kind: "number", value: 0 }),
  );
  cursor.advance();
  return inner;
}

/** What a word begins: a metric, a call, or a name. */
function word(cursor: Cursor): Expression {
  const next = cursor.peek(1);
  if (next === Char.colon || next === Char.braceOpen) return readMetric(cursor);
  if (next === Char.open) {
    if (isCountValues(cursor)) return readMetric(cursor);
    return cursor.word.includes(".", 1) ? nameWithModifier(cursor) : call(cursor);
  }
  if (!cursor.names && oddNameEnd(cursor) >= 0) return readMetric(cursor);
  return withSuffix(cursor, cursor.start, name(cursor, cursor.end));
}

function name(cursor: Cursor, end: number): FormulaName {
  const text = cursor.text.slice(cursor.start, end);
  const range = cursor.range(cursor.start, end);
  if (/^[\d.]|\.$/.test(text)) {
    cursor.fail({ message: `${quoteName(text)} is neither a number nor a name.`, range, expected: NAMED_OPERAND });
  }
  const metricFollows = cursor.peek(1) === Token.word && cursor.peek(2) === Char.braceOpen;
  if (!cursor.names && metricFollows && Object.hasOwn(AGGREGATORS, text)) {
    const suggestion = `${text}:${cursor.peekWord(1)}`;
    cursor.fail({ message: `A colon is missing after ${quoteName(text)}.`, range, expected: "`:`", suggestion });
  }
  if (!cursor.names) failAtSpaces(cursor, cursor.start, 1);
  if (!cursor.names && !text.startsWith("$")) {
    const message = `${quoteName(text)} is not a metric query. A metric must have a scope in braces: ${quoteName(`${text}{*}`)}.`;
    cursor.fail({ message, range, expected: OPERAND });
  }
  if (end === cursor.end) cursor.advance();
  return { kind: "name", name: text, range };
}

/** `query1.as_count()`: the tokenizer cannot know that this name ends at the dot. */
function nameWithModifier(cursor: Cursor): Expression {
  const { start } = cursor;
  const dot = start + cursor.word.lastIndexOf(".");
  const operand = name(cursor, dot);
  if (dot + 1 === cursor.end) {
    const message = "The name of a modifier, such as `as_count`, is missing between `.` and `(`.";
    cursor.fail({ message, range: cursor.range(dot, cursor.end), expected: "a modifier" });
  }
  const modifier = readModifier(cursor, dot + 1);
  const { by, modifiers } = readSuffix(cursor);
  return { kind: "modified", operand, by, modifiers: [modifier, ...modifiers], range: cursor.range(start) };
}

/** `top(q, 10, 'mean', 'desc')`. */
function call(cursor: Cursor): Expression {
  const { start, word } = cursor;
  const nameRange = cursor.here();
  cursor.advance();
  const args = cursor.nested(() => readArguments(cursor, (index, named) => argument(cursor, index, named)));
  const node: FunctionCall = { kind: "call", name: word, nameRange, args, range: cursor.range(start) };
  return withSuffix(cursor, start, node);
}

function argument(cursor: Cursor, index: number, named: boolean): ArgumentValue {
  if (cursor.kind === Token.string) return readString(cursor);
  if (cursor.kind === Char.braceOpen) return readKeySet(cursor);
  const next = cursor.peek(1);
  // behind the last word, the parenthesis may be missing
  const isLast = next === Char.close || next === Token.end || next === Token.comparator;
  const alone = cursor.kind === Token.word && (next === Char.comma || isLast);
  if (!alone || (index === 0 && !named)) return readExpression(cursor);
  const { word } = cursor;
  if (named || ARGUMENT_KEYWORDS.has(word) || (word.startsWith("$") && !cursor.names)) return readKeyword(cursor);
  if (!cursor.names) {
    const message = `${quoteName(word)} is not valid on its own: put a word in quotes (\`'${word}'\`), or add a scope to a metric.`;
    cursor.fail({ message, range: cursor.here(), expected: "a quoted word, a number or a query" });
  }
  return name(cursor, cursor.end);
}

/** `(a + b) by {host}.rollup(sum, 60)`. What is put on a metric in parentheses belongs to the metric where that fits. */
function withSuffix(cursor: Cursor, start: number, operand: Expression): Expression {
  const suffix = readSuffix(cursor);
  if (suffix.by.length === 0 && suffix.modifiers.length === 0) return operand;
  return joined(operand, suffix) ?? { kind: "modified", operand, ...suffix, range: cursor.range(start) };
}

function joined(operand: Expression, suffix: Suffix): Expression | undefined {
  if (operand.kind !== "metric" && operand.kind !== "modified") return undefined;
  if (suffix.by.length > 0 && (operand.by.length > 0 || operand.modifiers.length > 0)) return undefined;
  const by = suffix.by.length > 0 ? suffix.by : operand.by;
  return { ...operand, by, modifiers: [...operand.modifiers, ...suffix.modifiers] };
}
