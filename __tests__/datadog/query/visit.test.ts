import { parseMetricQuery, parseMonitorQuery } from "../../../datadog/query/parse";
import { print } from "../../../datadog/query/print";
import { mapNode, nodesOf, sameNode, walk } from "../../../datadog/query/visit";
import { read } from "./read";

const query = () => read(parseMetricQuery, "top(sum:a{env:prod} by {x}.as_count() / max:b{*}, 10, 'mean')");

test("walk meets every node in the order of the text, with the nodes above it", () => {
  const met: string[] = [];
  walk(query(), {
    metric: (node, ancestors) => met.push(`${node.metric} in ${ancestors.map((each) => each.kind).join(" > ")}`),
    modifier: (node) => met.push(`.${node.name}`),
    tag: (node) => met.push(`${node.key}=${node.value}`),
    string: (node) => met.push(node.value),
    groupKey: (node) => met.push(`by ${node.name}`),
  });
  expect(met).toEqual([
    "a in call > argument > binary",
    "env=prod",
    "by x",
    ".as_count",
    "b in call > argument > binary",
    "mean",
  ]);
});

test("nodesOf lists a monitor query with its window and comparison", () => {
  const node = read(parseMonitorQuery, "avg(last_5m):a{x:y AND z:w} > 5");
  expect(nodesOf(node).map((each) => each.kind)).toEqual([
    "metricAlert",
    "window",
    "metric",
    "and",
    "tag",
    "tag",
    "comparison",
  ]);
});

test("mapNode replaces nodes from the bottom up and keeps what does not change", () => {
  const before = query();
  const after = mapNode(before, {
    tag: (node) => ({ kind: "and", operands: [node, { kind: "tag", key: "team", value: "x" }] }),
    metric: (node) => ({ ...node, metric: `new.${node.metric}` }),
  });
  expect(print(after)).toBe("top(sum:new.a{env:prod AND team:x} by {x}.as_count() / max:new.b{*}, 10, 'mean')");
  expect(print(before)).toBe("top(sum:a{env:prod} by {x}.as_count() / max:b{*}, 10, 'mean')");
  expect(mapNode(before, { window: (node) => node })).toBe(before);
});

test.each([
  ["a{*} + b{*}", " a{*}+( b{*} )", true],
  ["sum:a{b:c} by {d}.rollup(60)", "sum:a{b:c}.rollup(60) by {d}", true],
  ["a{*} - b{*} - c{*}", "a{*} - (b{*} - c{*})", false],
  ["a{b:c,d:e}", "a{d:e,b:c}", false],
  ["a{*}", "avg:a{*}", false],
  ["a{*}.rollup(sum, 60)", "a{*}.rollup(sum)", false],
])("sameNode compares what texts mean: %s and %s", (left, right, expected) => {
  expect(sameNode(read(parseMetricQuery, left), read(parseMetricQuery, right))).toBe(expected);
});

test.each([
  ["avg:a{*}", "avg:b{*}"],
  ["avg:a{*}", "a{*}"],
  ["a{*}", "avg:a{*}"],
  ["avg:a{x:y}", "avg:a{*}"],
  ["avg:a{*} by {x}", "avg:a{*}"],
  ["avg:a{*} by {x}", "avg:a{*} by {x,y}"],
  ["avg:a{*} + 1", "avg:a{*} + 2"],
  ["avg:a{*} + 1", "avg:a{*} - 1"],
  ["abs(avg:a{*})", "avg:a{*}"],
  ["avg:a{*}.as_count()", "avg:a{*}.as_rate()"],
])("%s and %s are not the same tree", (a, b) => {
  expect(sameNode(read(parseMetricQuery, a), read(parseMetricQuery, b))).toBe(false);
});

test("spaces make no other tree", () => {
  expect(sameNode(read(parseMetricQuery, "avg:a{*}+1"), read(parseMetricQuery, " avg:a{ * }  + 1 "))).toBe(true);
});
