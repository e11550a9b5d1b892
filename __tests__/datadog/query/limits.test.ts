import { caretLines } from "../../../datadog/findings";
import {
  parseFormula,
  parseMetricQuery,
  parseMonitorQuery,
  parseScope,
  parseSearch,
} from "../../../datadog/query/parse";
import { readExpression } from "../../../datadog/query/parse/expression";
import { measure } from "../../../datadog/query/parse/read";
import { readScope } from "../../../datadog/query/parse/scope";
import { readSearch } from "../../../datadog/query/parse/search";
import { print } from "../../../datadog/query/print";
import type { ParseResult } from "../../../datadog/query/problems";
import { mapNode, nodesOf, sameNode, walk } from "../../../datadog/query/visit";
import { complaints, read } from "./read";

const MEGABYTE = 1_048_576;
const tooDeep = "This is nested more than 200 levels deep. Split the query.";
const messages = (parse: (text: string) => ParseResult<unknown>, text: string) => {
  const result = parse(text);
  return result.ok ? [] : result.errors.map((problem) => problem.message);
};

describe("10,000 levels", () => {
  const deep = (open: string, middle: string, close: string) => open.repeat(10_000) + middle + close.repeat(10_000);
  test.each([
    ["parentheses", parseFormula, deep("(", "a", ")")],
    ["calls", parseFormula, deep("abs(", "a", ")")],
    ["signs", parseFormula, deep("-", "a", "")],
    ["powers", parseFormula, deep("a ^ ", "a", "")],
    ["parentheses that are never closed", parseFormula, deep("(", "", "")],
    ["calls that are never closed", parseFormula, deep("f(a, ", "", "")],
    ["groups in a scope", parseScope, deep("(", "a:b", ")")],
    ["negations in a scope", parseScope, deep("!", "a:b", "")],
    ["NOTs in a scope", parseScope, deep("NOT ", "a:b", "")],
    ["values in a scope", parseScope, `a:${deep("(", "b", ")")}`],
    ["groups in a search", parseSearch, deep("(", "a", ")")],
    ["facets in a search", parseSearch, deep("a:(", "b", ")")],
    ["negations in a search", parseSearch, deep("-", "a", "")],
    ["NOTs in a search", parseSearch, deep("NOT ", "a", "")],
    ["groups in a composite", parseMonitorQuery, deep("(", "1", ")")],
    ["negations in a composite", parseMonitorQuery, deep("!", "1", "")],
  ])("of %s are refused", (_, parse, text) => {
    expect(messages(parse, text)).toEqual([tooDeep]);
  });

  test("of braces are an error like any other", () => {
    expect(messages(parseMetricQuery, `a${"{".repeat(10_000)}`)).toEqual([
      "A scope cannot contain more braces: use parentheses to group tags.",
    ]);
  });

  test("150 are fine", () => {
    expect(complaints(parseFormula, `${"(".repeat(150)}a${")".repeat(150)}`)).toBe("fine");
    expect(complaints(parseSearch, `${"-".repeat(150)}a`)).toBe("fine");
  });
});

describe("a megabyte", () => {
  test("is read, and more is refused", () => {
    const text = "a + ".repeat(MEGABYTE / 4 - 1);
    expect(complaints(parseFormula, `${text}a  `)).toBe("fine");
    expect(messages(parseFormula, `${text}a    `)).toEqual([
      "This text has 1048577 characters; a query can have at most 1048576.",
    ]);
  });

  test("of a sum is printed, walked, mapped and compared without deep recursion", () => {
    const text = `a${" - b * c".repeat(100_000)}`;
    const node = read(parseFormula, text);
    expect(print(node) === text).toBe(true);
    expect(nodesOf(node)).toHaveLength(400_001);
    let names = 0;
    walk(node, { name: () => names++ });
    expect(names).toBe(200_001);
    const renamed = mapNode(node, { name: (each) => ({ ...each, name: each.name === "c" ? "d" : each.name }) });
    expect(print(renamed) === text.replaceAll("c", "d")).toBe(true);
    expect(sameNode(node, read(parseFormula, text))).toBe(true);
    expect(sameNode(node, renamed)).toBe(false);
  });

  test.each([
    ["a list", parseMetricQuery, `a{*}${", a{*}".repeat(150_000)}`],
    ["a scope with commas", parseScope, `a:b${",a:b".repeat(250_000)}`],
    ["a scope with OR", parseScope, `a:b${" OR a:b".repeat(140_000)}`],
    ["a search", parseSearch, `a${" b:c".repeat(250_000)}`],
    ["a search with OR", parseSearch, `a${" OR b:c".repeat(140_000)}`],
    ["a composite", parseMonitorQuery, `1${" || 2".repeat(200_000)}`],
    ["a call", parseFormula, `f(a${", 1".repeat(300_000)})`],
    ["modifiers", parseFormula, `a${".fill(0)".repeat(120_000)}`],
    ["method calls", parseMonitorQuery, `"check"${".by(1)".repeat(150_000)}`],
    ["one long word", parseFormula, "a".repeat(MEGABYTE)],
    ["one long tag", parseScope, `a:${"b".repeat(MEGABYTE - 2)}`],
  ])("of %s is printed as it was", (_, parse, text) => {
    const result = (parse as typeof parseFormula)(text);
    if (!result.ok) throw new Error(result.errors[0]!.message);
    const printed = print(result.node);
    expect(printed.length).toBe(text.length);
    expect(printed === text).toBe(true);
  });

  test("of mistakes is answered with 20 of them at most", () => {
    const result = parseMetricQuery(`a{x y}${" + a{x y}".repeat(100_000)}`);
    expect(result.ok ? 0 : result.errors.length).toBe(20);
  });

  test("on one line is cut around the caret", () => {
    const text = `${"a + ".repeat(200_000)}!`;
    const [line = "", carets = ""] = caretLines(text, { start: 800_000, end: 800_001 }).split("\n");
    expect(line.length).toBeLessThan(110);
    expect(line[carets.indexOf("^")]).toBe("!");
  });
});

describe("work", () => {
  const metric = (text: string) => measure(text, { rule: readExpression, end: "the end" });
  const formula = (text: string) => measure(text, { rule: readExpression, names: true, end: "the end" });
  const scope = (text: string) => measure(text, { rule: readScope, language: "scope", end: "the end" });
  const search = (text: string) => measure(text, { rule: readSearch, language: "search", end: "the end" });
  const half = (open: string, close: string) => open.repeat(150) + close;

  // Ten times the text takes ten times the steps, whether it is right or wrong; a step passes a token.
  test.each([
    ["sums", formula, "a + ", "a"],
    ["metrics", metric, "avg:a{b:c} by {d}.rollup(sum, 60) / ", "a{*}"],
    ["names with dashes", metric, "a-b-c-d{*} - ", "a{*}"],
    ["names with dashes and no scope", metric, "f(a-b-c-d-e) + ", "a{*}"],
    ["variables with slashes", metric, "$a/", "$a"],
    ["wrong scopes", metric, "a{b c} + ", "a{*}"],
    ["wrong arguments", metric, "f(a{*} 5) + ", "a{*}"],
    ["wrong arguments, deep", metric, half("f(", "a b)))) + "), "a{*}"],
    ["open parentheses in wrong arguments", metric, "f((( a b)) + ", "a{*}"],
    ["tags", scope, "a:b AND c:(d OR e) AND ", "x:y"],
    ["tags without a joint", scope, "a:b ", "x:y"],
    ["facets", search, 'a:b "c" (d OR -e:[1 TO 2]) ', "x"],
    ["CIDR without an end", search, "CIDR(a ", ""],
    ["keys without values", search, "a: ", ""],
  ])("on %s grows with the text, not faster", (_, count, piece, end) => {
    const short = piece.repeat(50) + end;
    const long = piece.repeat(500) + end;
    expect(count(short).steps).toBeLessThanOrEqual(2 * short.length + 10);
    expect(count(long).steps).toBeLessThanOrEqual(2 * long.length + 10);
  });
});
