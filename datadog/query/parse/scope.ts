import { quoteName, type SourceRange } from "../../findings";
import { own } from "../../json";
import { Char as Chars } from "../characters";
import { MODIFIERS } from "../functions";
import type { InScope, Scope, TagScope } from "../nodes";
import { Token as Tokens } from "../tokenizer";
import { type Cursor, failAtTypographicQuote } from "./cursor";
import { unclosed } from "./literals";

// Asked for at every token: constants of this file are read several times faster than imports.
const Char = Chars;
const Token = Tokens;

/**
 * A scope without its braces: `env:prod,!role:db`, `env:prod AND (role:db OR role:cache)`, `env IN (a, b)`. It is written
 * with symbols (`,` and `!`) or with words (AND, OR, NOT, IN, also `key:(a OR b)`); Datadog refuses both in one scope.
 *
 * @see https://docs.datadoghq.com/metrics/advanced-filtering/
 */
export function readScope(cursor: Cursor): Scope {
  const form: Form = {};
  const scope = list(cursor, form);
  if (form.symbol && form.word) {
    const message =
      `${form.word.text} and ${quoteName(form.symbol.text)} cannot be mixed in one scope. ` +
      "Use AND instead of each comma, and NOT instead of each `!`.";
    const range = form.symbol.range.start > form.word.range.start ? form.symbol.range : form.word.range;
    cursor.report({ message, range, check: "mixed-scope" });
  }
  return scope;
}

/** Where a scope first uses each of the two ways of writing. */
interface Form {
  symbol?: Mark;
  word?: Mark;
}

interface Mark {
  readonly text: string;
  readonly range: SourceRange;
}

const mark = (cursor: Cursor): Mark => ({ text: cursor.word.toUpperCase(), range: cursor.here() });

const TAG = "a tag such as `env:prod`, a template variable or `*`";

/** Items with commas between them; without a comma, the item alone. */
function list(cursor: Cursor, form: Form): Scope {
  const { start } = cursor;
  const items = [disjunction(cursor, form)];
  while (cursor.kind === Char.comma) {
    form.symbol ??= mark(cursor);
    cursor.advance();
    items.push(disjunction(cursor, form));
  }
  if (items.length === 1) return items[0]!;
  if (!items.some((item) => item.kind === "comma")) return { kind: "comma", items, range: cursor.range(start) };
  const flat = items.flatMap((item) => (item.kind === "comma" ? item.items : [item]));
  return { kind: "comma", items: flat, range: cursor.range(start) };
}

function disjunction(cursor: Cursor, form: Form, key?: string): Scope {
  const { start } = cursor;
  const first = conjunction(cursor, form, key);
  return cursor.isWord("or") ? junction("or", conjunction, first, start, cursor, form, key) : first;
}

function conjunction(cursor: Cursor, form: Form, key?: string): Scope {
  const { start } = cursor;
  const first = negation(cursor, form, key);
  return cursor.isWord("and") ? junction("and", negation, first, start, cursor, form, key) : first;
}

/** The rest of `a AND b AND c`, from the first AND on. */
function junction(
  kind: "and" | "or",
  operand: (cursor: Cursor, form: Form, key?: string) => Scope,
  first: Scope,
  start: number,
  cursor: Cursor,
  form: Form,
  key?: string,
): Scope {
  const operands = [first];
  while (cursor.isWord(kind)) {
    form.word ??= mark(cursor);
    cursor.advance();
    operands.push(operand(cursor, form, key));
  }
  const flat = operands.flatMap((each) => (each.kind === kind ? each.operands : [each]));
  return { kind, operands: flat, range: cursor.range(start) };
}

function negation(cursor: Cursor, form: Form, key?: string): Scope {
  const { start } = cursor;
  if (cursor.kind === Char.bang) form.symbol ??= mark(cursor);
  else if (cursor.isWord("not")) form.word ??= mark(cursor);
  else return primary(cursor, form, key);
  cursor.advance();
  const operand = cursor.nested(() => negation(cursor, form, key));
  const range = cursor.range(start);
  return operand.kind === "in" ? { ...operand, negated: !operand.negated, range } : { kind: "not", operand, range };
}

function primary(cursor: Cursor, form: Form, key?: string): Scope {
  const open = cursor.start;
  if (cursor.take(Char.open)) {
    const inner = cursor.nested(() => (key === undefined ? list(cursor, form) : disjunction(cursor, form, key)));
    if (cursor.kind === Char.braceClose || cursor.kind === Token.end) unclosed(cursor, open);
    cursor.expect(Char.close, "AND, OR or `)`");
    return inner;
  }
  if (cursor.kind === Char.braceOpen) {
    cursor.fail({
      message: "A scope cannot contain more braces: use parentheses to group tags.",
      range: cursor.here(),
    });
  }
  if (cursor.kind !== Token.word || isReserved(cursor)) cursor.expected(key === undefined ? TAG : "a tag value");
  return key === undefined ? item(cursor, form) : value(cursor, key);
}

const isReserved = (cursor: Cursor) =>
  cursor.isWord("and") || cursor.isWord("or") || cursor.isWord("not") || cursor.isWord("in");

/** One value inside `key:(a OR b)`. */
function value(cursor: Cursor, key: string): TagScope {
  failAtTypographicQuote(cursor);
  const text = cursor.word;
  const range = cursor.here();
  cursor.advance();
  return { kind: "tag", key, value: text, range };
}

/** A word of a scope: a tag, a variable, `*`, or what begins `key IN (…)` and `key:(…)`. */
function item(cursor: Cursor, form: Form): Scope {
  const { start, word } = cursor;
  checkTag(cursor);
  cursor.advance();
  const colon = colonOf(word);
  if (colon === 0) {
    cursor.fail({
      message: `${quoteName(word)} has no tag key before its colon. Use \`key:value\`.`,
      range: cursor.range(start),
    });
  }
  if (colon > 0) return tag(cursor, form, start, word, colon);
  if (cursor.isWord("in") || (cursor.isWord("not") && isIn(cursor, 1))) return membership(cursor, form, start, word);
  const range = cursor.range(start);
  if (word === "*") return { kind: "any", range };
  if (word.charCodeAt(0) !== DOLLAR || word.length === 1) return { kind: "bareTag", name: word, range };
  const valueOnly = word.length > 7 && word.endsWith(".value");
  return { kind: "templateVariable", name: valueOnly ? word.slice(1, -6) : word.slice(1), valueOnly, range };
}

const DOLLAR = 36;

/** `env=prod`, as other tools write a filter; a tag without a value holds no `=`. */
const ASSIGNED = /^([^:=!]{1,200})(!?)={1,2}["']?([^"']*)["']?$/;

/** Fails for what a scope cannot hold, and says what to write. */
function checkTag(cursor: Cursor): void {
  const { word } = cursor;
  failAtTypographicQuote(cursor);
  if (!word.includes("=")) return;
  const [, key, not, value] = ASSIGNED.exec(word) ?? [];
  if (key === undefined) return;
  const suggestion = `${not}${key}:${value === "" ? "VALUE" : value}`;
  const message = `A tag needs a colon, which is missing in ${quoteName(word)}.`;
  cursor.fail({ message, range: cursor.here(), expected: "a tag such as `env:prod`", suggestion });
}

/** The first colon outside the quotes that a key may begin with. */
function colonOf(word: string): number {
  const first = word.charCodeAt(0);
  if (first !== Char.doubleQuote && first !== Char.quote) return word.indexOf(":");
  const close = word.indexOf(word[0]!, 1);
  return word.indexOf(":", close);
}

const isIn = (cursor: Cursor, ahead: number) =>
  cursor.peek(ahead) === Token.word && cursor.peekWord(ahead).toLowerCase() === "in";

function tag(cursor: Cursor, form: Form, start: number, word: string, colon: number): Scope {
  const key = word.slice(0, colon);
  const empty = colon === word.length - 1;
  if (empty && cursor.kind === Char.open) return valueGroup(cursor, form, start, key);
  // `env: prod` is read as `env:prod`; two tags in a row would be a mistake anyway.
  if (empty && cursor.kind === Token.word && !isReserved(cursor) && !isUnclosed(cursor)) {
    return { kind: "tag", key, value: value(cursor, key).value, range: cursor.range(start) };
  }
  return { kind: "tag", key, value: word.slice(colon + 1), range: cursor.range(start) };
}

/**
 * `key:(a OR b)` is `key IN (a,b)`. Whatever else stands there is spread over the key; so are wildcards, for IN compares
 * whole values.
 */
function valueGroup(cursor: Cursor, form: Form, start: number, key: string): Scope {
  const group = primary(cursor, form, key);
  const range = cursor.range(start);
  if (group.kind !== "or") return { ...group, range };
  const values: string[] = [];
  for (const operand of group.operands) {
    if (operand.kind !== "tag" || operand.value.includes("*")) return { ...group, range };
    values.push(operand.value);
  }
  return { kind: "in", key, values, negated: false, range };
}

/** `key IN (a, b)` and `key NOT IN (a, b)`, from after the key. */
function membership(cursor: Cursor, form: Form, start: number, key: string): InScope {
  form.word ??= mark(cursor);
  const negated = cursor.isWord("not");
  if (negated) cursor.advance();
  cursor.advance();
  cursor.expect(Char.open, "`(` and the values that IN allows");
  const values: string[] = [];
  do {
    if (cursor.kind !== Token.word) cursor.expected("a tag value");
    failAtTypographicQuote(cursor);
    values.push(cursor.word);
    cursor.advance();
  } while (cursor.take(Char.comma));
  cursor.expect(Char.close, "a comma or `)` after a value of IN");
  return { kind: "in", key, values, negated, range: cursor.range(start) };
}

/** `by {` or an operator inside a scope: the scope's brace was forgotten. */
const isUnclosed = (cursor: Cursor) => (cursor.isWord("by") ? cursor.peek(1) === Char.braceOpen : isOperator(cursor));

/** An operator of arithmetic or a comparison, where braces make a word of it. */
export const isOperator = (cursor: Cursor) => cursor.kind === Token.word && OPERATOR.test(cursor.word);

const OPERATOR = /^[-+*/%^<>=]+$/;

/** What people write for AND and OR. */
const INSTEAD: Readonly<Record<string, string>> = { "&": "AND", "&&": "AND", "|": "OR", "||": "OR" };

/** `.as_count` where a parenthesis follows. */
const MODIFIER = new RegExp(`\\.(${Object.keys(MODIFIERS).join("|")})$`);

/** Fails unless the scope that began at `open` ends here. */
export function closeScope(cursor: Cursor, open: number): void {
  if (cursor.take(Char.braceClose)) return;
  const next = cursor.kind === Token.word ? /^={1,2}$/.exec(cursor.word) : null;
  if (next && cursor.peek(1) === Token.word) {
    const message = `A tag has a colon and no spaces, such as \`env:prod\`: ${cursor.found()} is not a comparison here.`;
    cursor.fail({ message, range: cursor.here(), expected: "a tag such as `env:prod`" });
  }
  if (isUnclosed(cursor) || cursor.kind === Token.end) {
    const range = cursor.kind === Token.end ? cursor.range(open, open + 1) : cursor.here();
    const where = cursor.kind === Token.end ? "The scope that starts here" : `The scope before ${cursor.found()}`;
    cursor.fail({ message: `${where} is not closed: a \`}\` is missing.`, range, expected: "`}`" });
  }
  if (cursor.kind === Token.word) {
    const suggestion = own(INSTEAD, cursor.word);
    const message =
      suggestion === undefined
        ? `A comma, AND, or OR is missing before ${quoteName(cursor.word)}.`
        : `${cursor.found()} cannot join tags.`;
    cursor.fail({ message, range: cursor.here(), expected: "a comma, AND, OR or `}`", suggestion });
  }
  const modifier = cursor.kind === Char.open ? MODIFIER.exec(cursor.text.slice(open, cursor.start)) : null;
  if (modifier) {
    const range = cursor.range(cursor.start - modifier[0].length, cursor.start);
    const message = `The scope before ${quoteName(modifier[0])} is not closed: a \`}\` is missing.`;
    cursor.fail({ message, range, expected: "`}`" });
  }
  if (cursor.kind === Char.braceOpen && cursor.text[cursor.start - 1] === "$") {
    const message = "`${…}` is a placeholder for an unknown value: replace it before the query is parsed.";
    cursor.fail({ message, range: cursor.range(cursor.start - 1, cursor.end) });
  }
  cursor.expected("a comma, AND, OR or `}`");
}
