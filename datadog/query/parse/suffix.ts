import { nearest, quoteName } from "../../findings";
import { Char as Chars } from "../characters";
import { MODIFIERS } from "../functions";
import type { GroupKey, Modifier } from "../nodes";
import { Token as Tokens } from "../tokenizer";
import type { Cursor } from "./cursor";
import { readLiteralArguments } from "./literals";
import { isOperator } from "./scope";

// Asked for at every token: constants of this file are read several times faster than imports.
const Char = Chars;
const Token = Tokens;

/**
 * What may follow a metric or an expression: grouping and the modifiers `as_count`, `as_rate`, `rollup`, `fill` and
 * `weighted` (any other name is taken too: those that are known are rows of `functions`).
 *
 * @see https://docs.datadoghq.com/metrics/custom_metrics/type_modifiers/
 * @see https://docs.datadoghq.com/dashboards/functions/interpolation/
 */
export interface Suffix {
  readonly by: readonly GroupKey[];
  readonly modifiers: readonly Modifier[];
}

const NO_KEYS: readonly GroupKey[] = [];
const NO_MODIFIERS: readonly Modifier[] = [];

/** `by {host}` and `.rollup(sum, 60)` in any order. */
export function readSuffix(cursor: Cursor): Suffix {
  let by = NO_KEYS;
  let modifiers = NO_MODIFIERS as Modifier[];
  for (;;) {
    if (cursor.take(Char.dot)) {
      if (!cursor.isName()) cursor.expected("a modifier such as `as_count()` or `rollup(sum, 60)`");
      if (modifiers.length === 0) modifiers = [];
      modifiers.push(readModifier(cursor, cursor.start));
    } else if (cursor.isWord("by")) {
      if (by.length > 0) cursor.fail({ message: "This is grouped twice. Use only one `by`.", range: cursor.here() });
      by = readGroupKeys(cursor);
    } else return { by, modifiers };
  }
}

/** Fails behind an expression; a word there may be a `by` or a modifier that is not written well. */
export function expectedAfter(cursor: Cursor, what: string): never {
  if (cursor.kind !== Token.word) cursor.expected(what);
  const near = nearest(cursor.word, ["by", ...Object.keys(MODIFIERS)]);
  return cursor.expected(what, near === undefined || near === "by" ? near : `.${near}()`);
}

/** `rollup(sum, 60)`, the dot before it read; `start` is where the name begins in the current token. */
export function readModifier(cursor: Cursor, start: number): Modifier {
  const name = cursor.text.slice(start, cursor.end);
  const range = cursor.range(start, cursor.end);
  if (name.toLowerCase() === "by" && cursor.peek(1) === Char.braceOpen) {
    cursor.fail({ message: "Remove the dot before `by`.", range, suggestion: "by {" });
  }
  if (cursor.peek(1) !== Char.open || name.includes(".")) {
    const first = name.split(".")[0]!;
    const message = `The modifier ${quoteName(`.${first}`)} needs parentheses: use ${quoteName(`.${first}()`)}.`;
    cursor.fail({ message, range, expected: "`()`" });
  }
  cursor.advance();
  const args = readLiteralArguments(cursor);
  return { kind: "modifier", name, args, range: cursor.range(start) };
}

/** `by {host, env}`, from `by` on. */
function readGroupKeys(cursor: Cursor): GroupKey[] {
  cursor.advance();
  if (!cursor.take(Char.braceOpen)) {
    const suggestion = cursor.kind === Token.word ? `by {${cursor.word}}` : undefined;
    cursor.expected("`{` and tag keys after `by`", suggestion);
  }
  const keys: GroupKey[] = [];
  cursor.recover(
    Char.braceOpen,
    Char.braceClose,
    () => {
      do keys.push(readGroupKey(cursor));
      while (cursor.take(Char.comma));
      if (isOperator(cursor)) {
        const message = `The tag keys before ${cursor.found()} are not closed: a \`}\` is missing.`;
        cursor.fail({ message, range: cursor.here(), expected: "`}`" });
      }
      if (cursor.kind === Token.word) {
        cursor.fail({ message: `A comma is missing before ${quoteName(cursor.word)}.`, range: cursor.here() });
      }
      if (cursor.kind !== Char.braceClose) cursor.expected("a comma or `}` after a tag key");
    },
    () => undefined,
  );
  cursor.advance();
  return keys;
}

function readGroupKey(cursor: Cursor): GroupKey {
  if (cursor.kind !== Token.word) cursor.expected("a tag key to group by");
  const key: GroupKey = { kind: "groupKey", name: cursor.word, range: cursor.here() };
  cursor.advance();
  return key;
}
