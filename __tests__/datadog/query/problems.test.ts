import { readFileSync } from "node:fs";
import { join } from "node:path";
import { caretLines, lineAndColumn } from "../../../datadog/findings";
import {
  parseFormula,
  parseMetricQuery,
  parseMonitorQuery,
  parseScope,
  parseSearch,
} from "../../../datadog/query/parse";
import { complaints } from "./read";

const PARSERS = {
  "metric query": parseMetricQuery,
  formula: parseFormula,
  "monitor query": parseMonitorQuery,
  search: parseSearch,
  scope: parseScope,
} as const;

type Kind = keyof typeof PARSERS;

/** Cases of the text file beside this one: `KIND: TEXT`, below it what a person must read, then an empty line. */
const cases = readFileSync(join(__dirname, "broken-queries.txt"), "utf8")
  .trimEnd()
  .split(/\n\n(?=(?:metric query|formula|monitor query|search|scope): )/)
  .map((block) => {
    const [head = "", ...expected] = block.split("\n");
    const colon = head.indexOf(": ");
    return { kind: head.slice(0, colon) as Kind, text: head.slice(colon + 2), expected: expected.join("\n") };
  });

test("there are many kinds of mistakes", () => {
  expect(cases.length).toBeGreaterThan(80);
});

test.each(cases)("$kind: $text", ({ kind, text, expected }) => {
  expect(complaints(PARSERS[kind], text)).toBe(expected);
});

test("a query over several lines shows the line of the mistake", () => {
  expect(complaints(parseMonitorQuery, "avg(last_5m):\n\tavg:a{*}\n\t+ avg:b{c d}\n> 5")).toBe(
    ["A comma, AND, or OR is missing before `d`.", "   + avg:b{c d}", "             ^"].join("\n"),
  );
});

test("a text of line breaks alone is shown too", () => {
  expect(complaints(parseMonitorQuery, "\n")).toBe("This query is empty.\n\n  ^");
});

test("a problem says what was expected and what was meant, apart from its sentence", () => {
  const result = parseMonitorQuery("avg(last5m):avg:a{*} > 5");
  expect(result).toEqual({
    ok: false,
    errors: [
      {
        message: expect.stringContaining("`last5m` is not a window."),
        range: { start: 4, end: 10 },
        expected: "a window such as `last_5m`",
        suggestion: "last_5m",
      },
    ],
  });
});

test.each([
  ["abc", 0, { line: 1, column: 1 }],
  ["abc", 3, { line: 1, column: 4 }],
  ["a\nbc\n", 3, { line: 2, column: 2 }],
  ["a\nbc\n", 5, { line: 3, column: 1 }],
])("lineAndColumn(%j, %i)", (text, offset, expected) => {
  expect(lineAndColumn(text, offset)).toEqual(expected);
});

test("carets end with the line, and a range behind the end stands behind it", () => {
  expect(caretLines("ab\ncd", { start: 1, end: 5 })).toBe("ab\n ^");
  expect(caretLines("ab", { start: 2, end: 3 })).toBe("ab\n  ^");
});
