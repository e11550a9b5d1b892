import fc from "fast-check";
import type { Expression, QueryList, QueryNode } from "../../../datadog/query/nodes";
import {
  parseFormula,
  parseMetricQuery,
  parseMonitorQuery,
  parseScope,
  parseSearch,
} from "../../../datadog/query/parse";
import { print } from "../../../datadog/query/print";
import type { ParseResult } from "../../../datadog/query/problems";
import { nodesOf, sameNode } from "../../../datadog/query/visit";
import { read } from "./read";
import * as trees from "./trees";

function survivesPrinting<T extends QueryNode>(arbitrary: fc.Arbitrary<T>, parse: (text: string) => ParseResult<T>) {
  fc.assert(
    fc.property(arbitrary, (node) => {
      const text = print(node);
      const again = read(parse, text);
      if (!sameNode(again, node)) throw new Error(`${text} gives ${JSON.stringify(again)}`);
      expect(print(again)).toBe(text);
      for (const each of nodesOf(again)) {
        expect(each.range).toEqual({ start: expect.any(Number), end: expect.any(Number) });
        expect(each.range!.end).toBeLessThanOrEqual(text.length);
        expect(each.range!.start).toBeLessThanOrEqual(each.range!.end);
      }
    }),
    { numRuns: 200 },
  );
}

describe("a random tree is what parsing its text gives, and each node has a range:", () => {
  test("scopes", () => survivesPrinting(trees.scope, parseScope));
  test("formulas", () => survivesPrinting(trees.formula, parseFormula));
  test("metric queries", () =>
    survivesPrinting(
      fc
        .tuple(trees.metric, trees.expression)
        .map(([left, right]): Expression | QueryList => ({ kind: "binary", operator: "+", left, right })),
      parseMetricQuery,
    ));
  test("lists of queries", () =>
    survivesPrinting(
      fc
        .array(trees.metric, { minLength: 2, maxLength: 4 })
        .map((items): Expression | QueryList => ({ kind: "list", items })),
      parseMetricQuery,
    ));
  test("searches", () => survivesPrinting(trees.search, parseSearch));
  test("monitor queries", () => survivesPrinting(trees.monitor, parseMonitorQuery));
});

const PARSERS: readonly ((text: string) => ParseResult<QueryNode>)[] = [
  parseMetricQuery,
  parseFormula,
  parseMonitorQuery,
  parseScope,
  parseSearch,
];

/** Whatever the text, a parser gives a tree or problems whose ranges lie in the text. */
function answers(text: string): void {
  for (const parse of PARSERS) {
    const result = parse(text);
    if (result.ok) continue;
    expect(result.errors.length).toBeGreaterThan(0);
    for (const { message, range } of result.errors) {
      expect(message).not.toBe("");
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.start).toBeLessThanOrEqual(text.length);
      expect(range.end).toBeGreaterThan(range.start);
    }
  }
}

describe("whatever the text, there is an answer:", () => {
  test("any characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), answers), { numRuns: 300 });
  });

  test("pieces of queries in any order", () => {
    const pieces = [
      ..."(){}[]<>=!&|,.:;+-*/%^$@#\"'\\ \n\té漢\ud83d",
      ..."avg sum( by { by{ AND OR NOT IN in(1,2) a:b x:( 5 1e9 .5 $env $x.value".split(" "),
      ...'last_5m avg(last_5m): logs(" ").last("5m") formula(" change( > >= == && || \'a\' "b" .rollup( .as_count()'.split(
        " ",
      ),
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => answers(parts.join(""))),
      { numRuns: 600 },
    );
  });

  test("monitor queries that were cut and changed", () => {
    const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(5), put: fc.string() });
    fc.assert(
      fc.property(trees.monitor, change, (node, { at, drop, put }) => {
        const text = print(node);
        const place = Math.floor(at * text.length);
        answers(text.slice(0, place));
        answers(text.slice(0, place) + put + text.slice(place + drop));
      }),
      { numRuns: 300 },
    );
  });
});
