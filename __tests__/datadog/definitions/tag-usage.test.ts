import { tagsUsed } from "../../../datadog/definitions";
import { parseMetricQuery, parseMonitorQuery } from "../../../datadog/query";

const used = (text: string, variables?: Record<string, string>) => {
  const result = parseMetricQuery(text);
  if (!result.ok) throw new Error(text);
  return tagsUsed(result.node, variables).map(({ metric, key }) => `${metric} ${key}`);
};

test.each<[query: string, tags: string[]]>([
  ["sum:a.b{*}", []],
  ["sum:a.b{x:1,!y:2} by {z}", ["a.b x", "a.b y", "a.b z"]],
  ["sum:a.b{x:1 AND (y IN (2, 3) OR NOT z:4)}", ["a.b x", "a.b y", "a.b z"]],
  ["sum:a.b{x:1} / sum:c.d{y:1}", ["a.b x", "c.d y"]],
  ["sum:a.b{x:1} by {x}, sum:a.b{x:2}", ["a.b x"]],
  ["(sum:a.b{*} + sum:c.d{*}) by {host}", ["a.b host", "c.d host"]],
  ["top(sum:a.b{x:1} by {y}, 10, 'mean', 'desc')", ["a.b x", "a.b y"]],
  ["sum:a.b{production}", ["a.b production"]],
])("%s reads %j", (query, tags) => {
  expect(used(query)).toEqual(tags);
});

test("a template variable stands for its tag, where it is known", () => {
  expect(used("sum:a.b{$env,$other} by {$group}", { env: "env", group: "stage" })).toEqual(["a.b env", "a.b stage"]);
});

test("a monitor's query reads tags as well", () => {
  const result = parseMonitorQuery("avg(last_15m):avg:a.b{env:demo} by {stage} > 300");
  if (!result.ok) throw new Error("cannot be read");
  expect(tagsUsed(result.node)).toEqual([
    { metric: "a.b", key: "env" },
    { metric: "a.b", key: "stage" },
  ]);
});
