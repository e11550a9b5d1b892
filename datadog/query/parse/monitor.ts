import { nearest, quoteName } from "../../findings";
import { Char } from "../characters";
import { TIME_AGGREGATORS } from "../functions";
import {
  type Comparator,
  type Comparison,
  type DynamicComparison,
  type Expression,
  type MonitorQuery,
  SEARCH_SOURCES,
  type SearchSource,
} from "../nodes";
import { unquote } from "../strings";
import { Token } from "../tokenizer";
import { readComposite } from "./composite";
import { type Cursor, failAtOpenQuote } from "./cursor";
import { readEmbedded } from "./embedded";
import { readExpression } from "./expression";
import { readSignedNumber } from "./literals";
import { readMethods } from "./method";
import { readSearch } from "./search";
import { readWindow } from "./window";

/**
 * A monitor's query. Which of its shapes it has shows in its first words.
 *
 * @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
export function readMonitor(cursor: Cursor): MonitorQuery {
  switch (cursor.kind) {
    case Token.string:
      return serviceCheck(cursor);
    case Token.number:
    case Char.open:
    case Char.bang:
      return readComposite(cursor);
    case Token.word:
      return worded(cursor);
    default:
      return cursor.expected(BEGINNING);
  }
}

const BEGINNING =
  'a time aggregator and window (`avg(last_5m):`), a search (`logs("…")`), a quoted service check or monitor ids';

function worded(cursor: Cursor): MonitorQuery {
  if (cursor.word === "no_query" && cursor.peek(1) === Token.end) return ofSynthetics(cursor);
  const head = readHead(cursor);
  if (isSource(head.name)) return searchAlert(cursor, head.start, head.name);
  switch (head.name) {
    case "formula":
      return formulaAlert(cursor, head.start);
    case "error_budget":
    case "burn_rate":
      return sloAlert(cursor, head.start, head.name);
    case "change":
    case "pct_change":
      return changeAlert(cursor, head.start, head.name);
    default:
      return metricAlert(cursor, head);
  }
}

/** `no_query`: what the monitor of a synthetic test has; the test says what is watched. */
function ofSynthetics(cursor: Cursor): MonitorQuery {
  const raw: MonitorQuery = { kind: "raw", text: cursor.word, range: cursor.here() };
  cursor.advance();
  return raw;
}

interface Head {
  readonly name: string;
  readonly start: number;
}

/** The first name, with its dashes (`ci-tests`), and the parenthesis behind it. */
function readHead(cursor: Cursor): Head {
  const { start } = cursor;
  cursor.advance();
  while (cursor.kind === Char.minus && cursor.start === cursor.lastEnd && cursor.peek(1) === Token.word) {
    cursor.advance();
    cursor.advance();
  }
  const name = cursor.text.slice(start, cursor.lastEnd);
  if (!cursor.take(Char.open)) beginsWrong(cursor, start);
  return { name, start };
}

const HEADS = [...SEARCH_SOURCES, ...Object.keys(TIME_AGGREGATORS), "formula", "error_budget", "burn_rate", "change"];

function beginsWrong(cursor: Cursor, start: number): never {
  const range = cursor.range(start);
  const metric = cursor.kind === Char.colon || cursor.kind === Char.braceOpen;
  if (!metric) cursor.fail({ message: `A monitor query starts with ${BEGINNING}.`, range, expected: BEGINNING });
  const message =
    "A monitor query must have a time aggregator and a window: add `avg(last_5m):` or another window before this.";
  return cursor.fail({ message, range, expected: BEGINNING });
}

const isSource = (name: string): name is SearchSource => (SEARCH_SOURCES as readonly string[]).includes(name);

/** `sum(last_5m):sum:pipeline.runs{*}.as_count() > 3`, from the window on. */
function metricAlert(cursor: Cursor, { name, start }: Head): MonitorQuery {
  if (cursor.kind === Token.string) {
    const suggestion = nearest(name, HEADS);
    const message = `${quoteName(`${name}(…)`)} is not something that a monitor can search.`;
    cursor.fail({ message, range: cursor.range(start, start + name.length), suggestion });
  }
  if (name.includes("-"))
    cursor.fail({ message: `A monitor query starts with ${BEGINNING}.`, range: cursor.range(start) });
  if (cursor.kind === Token.word && cursor.peek(1) === Char.open) {
    const message = `${quoteName(name)} is not a kind of change. Use \`change\` or \`pct_change\`.`;
    const suggestion = nearest(name, ["change", "pct_change"]);
    cursor.fail({ message, range: cursor.range(start, start + name.length), suggestion });
  }
  const window = readWindow(cursor);
  cursor.expect(Char.close, "`)` after the window");
  const { expression, comparison } = readCondition(cursor);
  return { kind: "metricAlert", aggregator: name, window, expression, comparison, range: cursor.range(start) };
}

/** `pct_change(avg(last_5m),last_1h):avg:system.load.1{*} > 50`, from after the first parenthesis. */
function changeAlert(cursor: Cursor, start: number, method: "change" | "pct_change"): MonitorQuery {
  if (cursor.kind !== Token.word) cursor.expected("a time aggregator such as `avg(last_5m)`");
  const aggregator = cursor.word;
  cursor.advance();
  cursor.expect(Char.open, "`(` and a window such as `last_5m`");
  const window = readWindow(cursor);
  cursor.expect(Char.close, "`)` after the window");
  cursor.expect(Char.comma, "a comma and the time to compare with, such as `last_1h` or `1d_ago`");
  const shift = readWindow(cursor);
  cursor.expect(Char.close, "`)` after the time to compare with");
  const { expression, comparison } = readCondition(cursor);
  return {
    kind: "changeAlert",
    method,
    aggregator,
    window,
    shift,
    expression,
    comparison,
    range: cursor.range(start),
  };
}

/** `:` and what is watched, with at least one metric. */
function readCondition(cursor: Cursor): { readonly expression: Expression; readonly comparison: Comparison } {
  cursor.expect(Char.colon, "`:` and a metric query");
  const { start } = cursor;
  const expression = readExpression(cursor);
  if (cursor.metrics === 0 && cursor.problems.length === 0) {
    const message = "This query contains no metric: use a metric, such as `avg:system.load.1{*}`.";
    cursor.fail({ message, range: cursor.range(start), expected: "a metric" });
  }
  return { expression, comparison: readComparison(cursor) };
}

/** `> 5`, or `> threshold` where the options have a `critical_query`. */
function readThreshold(cursor: Cursor): Comparison | DynamicComparison {
  const { start, word } = cursor;
  if (!isDynamic(cursor)) return readComparison(cursor);
  cursor.advance();
  cursor.advance();
  return { kind: "dynamicComparison", operator: word as Comparator, range: cursor.range(start) };
}

const isDynamic = (cursor: Cursor) => cursor.kind === Token.comparator && cursor.peekWord(1) === "threshold";

function readComparison(cursor: Cursor): Comparison {
  const { start, word } = cursor;
  if (cursor.kind === Token.end) {
    const message = "A monitor query ends with a comparison, such as `> 5`.";
    cursor.fail({ message, range: cursor.here(), expected: "a comparison" });
  }
  if (cursor.kind === Char.equals) {
    const suggestion = cursor.peek(1) === Token.comparator ? `${cursor.peekWord(1)}=` : "==";
    cursor.fail({ message: "`=` is not a comparison.", range: cursor.here(), expected: "a comparison", suggestion });
  }
  if (isDynamic(cursor)) {
    const message = 'A dynamic threshold requires a formula query, such as `formula("query1").last("5m") > threshold`.';
    cursor.fail({ message, range: cursor.range(start, cursor.peekStart(1) + cursor.peekWord(1).length) });
  }
  cursor.expect(Token.comparator, "an operator or a comparison such as `> 5`");
  const value = readSignedNumber(cursor);
  return { kind: "comparison", operator: word as Comparator, value, range: cursor.range(start) };
}

/** `"http.can_connect".over("*").by("host").last(2).count_by_status()`. */
function serviceCheck(cursor: Cursor): MonitorQuery {
  const { start, word } = cursor;
  failAtOpenQuote(cursor);
  cursor.advance();
  if (cursor.kind !== Char.dot) cursor.expected('`.over("…")` or another call after the service check');
  const calls = readMethods(cursor);
  const comparison = cursor.peek(0) === Token.comparator ? readComparison(cursor) : undefined;
  return { kind: "serviceCheck", check: unquote(word), calls, comparison, range: cursor.range(start) };
}

/** `logs("status:error").index("*").rollup("count").last("5m") > 10`, from after the parenthesis. */
function searchAlert(cursor: Cursor, start: number, source: SearchSource): MonitorQuery {
  const reading = { rule: readSearch, language: "search", end: "a search term, AND or OR" } as const;
  const search = readEmbedded(cursor, 'a quoted search such as `"status:error"`', reading, { kind: "searchAny" });
  cursor.expect(Char.close, "`)` after the search");
  const calls = readMethods(cursor);
  return { kind: "searchAlert", source, search, calls, comparison: readComparison(cursor), range: cursor.range(start) };
}

/** `formula("query1 / query2").last("15m") > 5`, from after the parenthesis. */
function formulaAlert(cursor: Cursor, start: number): MonitorQuery {
  const reading = { rule: readExpression, names: true, end: "an operator or the end of the formula" };
  const instead: Expression = { kind: "number", value: 0 };
  const expression = readEmbedded(cursor, 'a quoted formula such as `"query1 / query2"`', reading, instead);
  cursor.expect(Char.close, "`)` after the formula");
  const calls = readMethods(cursor);
  return { kind: "formulaAlert", expression, calls, comparison: readThreshold(cursor), range: cursor.range(start) };
}

/** `error_budget("id").over("7d") > 75`, from after the parenthesis. */
function sloAlert(cursor: Cursor, start: number, measure: "error_budget" | "burn_rate"): MonitorQuery {
  if (cursor.kind !== Token.string) cursor.expected("the quoted id of an SLO");
  const slo = unquote(cursor.word);
  cursor.advance();
  cursor.expect(Char.close, "`)` after the SLO's id");
  const calls = readMethods(cursor);
  return { kind: "sloAlert", measure, slo, calls, comparison: readComparison(cursor), range: cursor.range(start) };
}
