import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  checkFormula,
  checkMetricQuery,
  checkMonitorQuery,
  checkSearch,
  explain,
  type ParseResult,
  parseFormula,
  parseMetricQuery,
  parseMonitorQuery,
  parseSearch,
  print,
  type QueryNode,
  sameNode,
} from "../../../datadog/query";
import { read } from "./read";

/**
 * Queries in the forms that Datadog's documentation describes, written for this project, over the metrics of many
 * integrations: one a line, in a file for each kind.
 */
const KINDS: readonly {
  readonly kind: string;
  readonly parse: (text: string) => ParseResult<QueryNode>;
  readonly check: (text: string) => readonly unknown[];
}[] = [
  { kind: "metric", parse: parseMetricQuery, check: checkMetricQuery },
  { kind: "formula", parse: parseFormula, check: checkFormula },
  { kind: "monitor", parse: parseMonitorQuery, check: checkMonitorQuery },
  { kind: "search", parse: parseSearch, check: checkSearch },
];

const linesOf = (kind: string) =>
  readFileSync(join(__dirname, "legal", `${kind}.txt`), "utf8")
    .trimEnd()
    .split("\n");

describe.each(KINDS)("a $kind query that Datadog takes", ({ kind, parse, check }) => {
  const lines = linesOf(kind);

  test.each(lines)("%s", (line) => {
    const node = read(parse, line);
    const text = print(node);
    const again = read(parse, text);
    expect(sameNode(again, node)).toBe(true);
    expect(print(again)).toBe(text);
    expect(check(line)).toEqual([]);
    expect(explain(node)).not.toMatch(/undefined|NaN|\[object/);
  });

  test("cut anywhere it is a tree or an error within the text", () => {
    for (const line of lines) {
      for (let length = 0; length < line.length; length++) {
        const text = line.slice(0, length);
        const result = parse(text);
        const ranges = result.ok ? [] : result.errors.map(({ range }) => range);
        // an error at the end points behind the text
        expect(ranges.every(({ start, end }) => start <= end && end <= length + 1)).toBe(true);
        expect(result.ok || ranges.length > 0).toBe(true);
      }
    }
  });
});
