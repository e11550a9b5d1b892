import { Char } from "../characters";
import type { Search, SearchRange } from "../nodes";
import { unquote } from "../strings";
import { Token } from "../tokenizer";
import { type Cursor, failAtTypographicQuote } from "./cursor";
import { unclosed } from "./literals";

/**
 * The search syntax of logs, events, spans and the other explorers. AND, OR and NOT are operators in capitals only; a
 * space means AND; AND binds closer than OR.
 *
 * @see https://docs.datadoghq.com/logs/explorer/search_syntax/
 */
export function readSearch(cursor: Cursor): Search {
  return cursor.kind === Token.end ? { kind: "searchAny", range: cursor.range(0, cursor.start) } : disjunction(cursor);
}

const isOperator = (cursor: Cursor, operator: "AND" | "OR" | "NOT") =>
  cursor.kind === Token.word && cursor.end - cursor.start === operator.length && cursor.word === operator;

function disjunction(cursor: Cursor): Search {
  const { start } = cursor;
  const first = conjunction(cursor);
  if (!isOperator(cursor, "OR")) return first;
  const operands = [first];
  while (isOperator(cursor, "OR")) {
    cursor.advance();
    operands.push(conjunction(cursor));
  }
  const flat = operands.flatMap((each) => (each.kind === "searchOr" ? each.operands : [each]));
  return { kind: "searchOr", operands: flat, range: cursor.range(start) };
}

function conjunction(cursor: Cursor): Search {
  const { start } = cursor;
  const operands = [negation(cursor)];
  while (cursor.kind !== Token.end && cursor.kind !== Char.close && !isOperator(cursor, "OR")) {
    if (isOperator(cursor, "AND")) cursor.advance();
    operands.push(negation(cursor));
  }
  if (operands.length === 1) return operands[0]!;
  const flat = operands.flatMap((each) => (each.kind === "searchAnd" ? each.operands : [each]));
  return { kind: "searchAnd", operands: flat, range: cursor.range(start) };
}

function negation(cursor: Cursor): Search {
  const { start } = cursor;
  if (cursor.kind !== Char.minus && cursor.kind !== Char.bang && !isOperator(cursor, "NOT")) return primary(cursor);
  cursor.advance();
  const operand = cursor.nested(() => negation(cursor));
  return { kind: "searchNot", operand, range: cursor.range(start) };
}

function primary(cursor: Cursor): Search {
  const { kind, word, start } = cursor;
  const range = cursor.here();
  if (kind === Char.open) return group(cursor);
  if (kind === Token.key) return facet(cursor);
  if (kind === Char.bracketOpen || kind === Char.braceOpen) return span(cursor, cursor.start);
  if (kind === Token.comparator) return bound(cursor, cursor.start);
  if (kind === Token.string) {
    cursor.advance();
    const proximity = readProximity(cursor);
    return { kind: "searchTerm", text: unquote(word), quoted: true, ...proximity, range: cursor.range(start) };
  }
  if (kind !== Token.word || word === "AND" || word === "OR") cursor.expected("a search term or `key:value`");
  failAtTypographicQuote(cursor);
  cursor.advance();
  return word === "*"
    ? { kind: "searchAny", range }
    : { kind: "searchTerm", text: escaped(word), quoted: false, range };
}

/** `~2` right behind a quoted text. */
function readProximity(cursor: Cursor): { readonly proximity?: number } {
  const attached = cursor.kind === Token.word && cursor.start === cursor.lastEnd;
  const [, distance] = (attached && /^~(\d{1,4})$/.exec(cursor.word)) || [];
  if (distance === undefined) return {};
  cursor.advance();
  return { proximity: Number(distance) };
}

/** A backslash at the very end of a search stands for itself; another one before it keeps it so wherever it is printed. */
function escaped(word: string): string {
  let start = word.length;
  while (word[start - 1] === "\\") start--;
  return (word.length - start) % 2 === 1 ? `${word}\\` : word;
}

function group(cursor: Cursor): Search {
  const open = cursor.start;
  cursor.advance();
  const inner = cursor.nested(() => disjunction(cursor));
  if (!cursor.take(Char.close)) unclosed(cursor, open);
  return inner;
}

/** `status:error`, `@http.url:"/a b"`, `service:(api OR worker)`, `@duration:>5`, `@code:[400 TO 499]`. */
function facet(cursor: Cursor): Search {
  const { start } = cursor;
  const key = cursor.word.slice(0, -1);
  cursor.advance();
  switch (cursor.kind) {
    case Char.open: {
      const operand = group(cursor);
      return { kind: "searchFacetGroup", key, operand, range: cursor.range(start) };
    }
    case Char.bracketOpen:
    case Char.braceOpen:
      return span(cursor, start, key);
    case Token.comparator:
      return bound(cursor, start, key);
    case Token.string: {
      const value = unquote(cursor.word);
      cursor.advance();
      const proximity = readProximity(cursor);
      return { kind: "searchFacet", key, value, quoted: true, ...proximity, range: cursor.range(start) };
    }
  }
  const attached = cursor.start === cursor.lastEnd;
  const operator = isOperator(cursor, "AND") || isOperator(cursor, "OR") || isOperator(cursor, "NOT");
  if (cursor.kind !== Token.word || (operator && !attached)) {
    return { kind: "searchFacet", key, value: "", quoted: true, range: cursor.range(start) };
  }
  failAtTypographicQuote(cursor);
  const value = escaped(cursor.word);
  cursor.advance();
  return { kind: "searchFacet", key, value, quoted: false, range: cursor.range(start) };
}

/** `@duration:>=100`; inside `key:(…)` without a key. */
function bound(cursor: Cursor, start: number, key?: string): SearchRange {
  const comparator = cursor.word;
  cursor.advance();
  if (cursor.kind !== Token.word && cursor.kind !== Token.string) cursor.expected("a value to compare with");
  const limit = { value: escaped(cursor.word), inclusive: comparator.endsWith("=") };
  cursor.advance();
  const side = comparator.startsWith(">") ? { low: limit } : { high: limit };
  return { kind: "searchRange", key, ...side, range: cursor.range(start) };
}

/** `@http.status_code:[400 TO 499]`, `{1 TO 5}`; `*` leaves a side open. Inside `key:(…)` without a key. */
function span(cursor: Cursor, start: number, key?: string): SearchRange {
  const fromInclusive = cursor.kind === Char.bracketOpen;
  cursor.advance();
  const from = spanValue(cursor);
  if (!cursor.isWord("to")) cursor.expected("TO between the ends of a range");
  cursor.advance();
  const to = spanValue(cursor);
  const toInclusive = cursor.kind === Char.bracketClose;
  if (!toInclusive && cursor.kind !== Char.braceClose) cursor.expected("`]` or `}` after a range");
  cursor.advance();
  return {
    kind: "searchRange",
    key,
    low: from === "*" ? undefined : { value: from, inclusive: fromInclusive },
    high: to === "*" ? undefined : { value: to, inclusive: toInclusive },
    range: cursor.range(start),
  };
}

function spanValue(cursor: Cursor): string {
  if (cursor.kind !== Token.word && cursor.kind !== Token.string) cursor.expected("an end of the range, or `*`");
  const { word } = cursor;
  cursor.advance();
  return word;
}
