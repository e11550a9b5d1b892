import { quoteName } from "../../findings";
import { Char as Chars } from "../characters";
import type { Comparator, CountValues, MetricQuery, Scope } from "../nodes";
import { Token as Tokens } from "../tokenizer";
import type { Cursor } from "./cursor";
import { readSignedNumber } from "./literals";
import { closeScope, readScope } from "./scope";
import { readSuffix } from "./suffix";

// Asked for at every token: constants of this file are read several times faster than imports.
const Char = Chars;
const Token = Tokens;

/**
 * `sum:pipeline.runs{status:failed} by {user}.as_count()`, `system.load.1{*}`, `count(v: v>=0):latency{*}`.
 * The cursor stands on the aggregator, or on the metric's name where there is none.
 */
export function readMetric(cursor: Cursor): MetricQuery {
  const { start } = cursor;
  const aggregator = readAggregator(cursor);
  const { name: metric, range: metricRange } = readMetricName(cursor);
  const scope = readBraces(cursor, metric, start);
  const { by, modifiers } = readSuffix(cursor);
  cursor.metrics++;
  return { kind: "metric", aggregator, metric, metricRange, scope, by, modifiers, range: cursor.range(start) };
}

function readAggregator(cursor: Cursor): string | CountValues | undefined {
  if (isCountValues(cursor)) return readCountValues(cursor);
  if (cursor.peek(1) !== Char.colon) return undefined;
  const { word } = cursor;
  cursor.advance();
  cursor.advance();
  return word;
}

/** Whether `count(v: v>=0)` begins here, and not a call. */
export const isCountValues = (cursor: Cursor) =>
  cursor.peek(1) === Char.open && cursor.peek(3) === Char.colon && cursor.peek(5) === Token.comparator;

function readCountValues(cursor: Cursor): CountValues {
  const { start } = cursor;
  if (!cursor.isWord("count")) cursor.expected("`count` before a condition on values");
  for (let passed = 0; passed < 5; passed++) cursor.advance();
  const operator = cursor.word as Comparator;
  cursor.advance();
  const value = readSignedNumber(cursor);
  cursor.expect(Char.close, "`)` after the condition on values");
  const range = cursor.range(start);
  cursor.expect(Char.colon, "`:` and a metric");
  return { kind: "countValues", operator, value, range };
}

/**
 * Letters, digits, `_` and `.` make a name. Names with `-`, `/`, `@`, `~` or `#` are taken too where braces follow them
 * at once: Datadog stores such characters as `_`, but queries of other tools hold them.
 */
const ODD_NAME = /[\p{L}\p{N}_.$@~#/-]{1,350}(?=\s{0,20}\{)/uy;

/** Where a metric's name that begins at this token ends, if it is one with odd characters; else -1. */
export function oddNameEnd(cursor: Cursor): number {
  const joined = cursor.peek(1);
  const odd = joined === Char.minus || joined === Char.slash || joined === Token.bad;
  if (!odd || cursor.peekStart(1) !== cursor.end) return -1;
  ODD_NAME.lastIndex = cursor.start;
  return ODD_NAME.test(cursor.text) ? ODD_NAME.lastIndex : -1;
}

function readMetricName(cursor: Cursor) {
  const { start } = cursor;
  if (cursor.kind === Token.string) {
    const message = `Expected a metric, found ${cursor.found()}. A search of events or logs is not a metric query.`;
    cursor.fail({ message, range: cursor.here(), expected: "a metric" });
  }
  if (cursor.kind !== Token.word && cursor.kind !== Token.number) cursor.expected("a metric");
  const end = oddNameEnd(cursor);
  if (end < 0) cursor.advance();
  else cursor.skipTo(end);
  const range = cursor.range(start, end < 0 ? cursor.lastEnd : end);
  return { name: cursor.text.slice(start, end < 0 ? cursor.lastEnd : end), range };
}

/** Fails at `my metric{*}`: where only words stand between a name that began at `start` and a brace, they belong to it. */
export function failAtSpaces(cursor: Cursor, start: number, ahead: number): void {
  let next = ahead;
  while (cursor.peek(next) === Token.word && cursor.peekWord(next).toLowerCase() !== "by" && next < MOST_WORDS) next++;
  if (next === ahead || cursor.peek(next) !== Char.braceOpen) return;
  const end = cursor.peekStart(next - 1) + cursor.peekWord(next - 1).length;
  const name = cursor.text.slice(start, end);
  const suggestion = name.replace(/\s+/g, "_");
  const message = `Metric names have no spaces: Datadog replaces each space in ${quoteName(name)} with \`_\`.`;
  cursor.fail({ message, range: cursor.range(start, end), expected: "a metric", suggestion });
}

const MOST_WORDS = 10;

/** The scope with its braces. */
function readBraces(cursor: Cursor, metric: string, start: number): Scope {
  const open = cursor.start;
  if (!cursor.take(Char.braceOpen)) {
    failAtSpaces(cursor, cursor.lastEnd - metric.length, 0);
    const bracket = cursor.kind === Char.open || cursor.word === "[";
    const message = bracket
      ? `The scope of ${quoteName(metric)} must be in braces: ${quoteName(`${metric}{…}`)}.`
      : `The metric ${quoteName(metric)} has no scope. Use ${quoteName(`${metric}{*}`)} for everything.`;
    cursor.fail({ message, range: bracket ? cursor.here() : cursor.range(start), expected: "a scope in braces" });
  }
  if (cursor.kind === Char.braceClose) {
    const message = "This scope is empty. Use `{*}` for everything.";
    cursor.report({ message, range: cursor.range(open, cursor.end), expected: "a tag or `*`" });
    cursor.advance();
    return { kind: "any" };
  }
  const scope = cursor.recover(
    Char.braceOpen,
    Char.braceClose,
    () => {
      const read = readScope(cursor);
      if (cursor.kind !== Char.braceClose) closeScope(cursor, open);
      return read;
    },
    (): Scope => ({ kind: "any" }),
  );
  cursor.advance();
  return scope;
}
