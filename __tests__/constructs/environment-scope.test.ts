import { inEnvironment } from "../../constructs/environment-scope";
import type { MonitorDefinition, MonitorVariable } from "../../datadog/definitions";

const monitor = (query: string): MonitorDefinition => ({ name: "a", type: "query alert", query, message: "" });

describe("env:NAME in every scope of a metric query", () => {
  test.each([
    ["{*}", "{env:demo}"],
    ["{status:failed}", "{status:failed,env:demo}"],
    ["{production}", "{production,env:demo}"],
    ["{!status:ok}", "{!status:ok,env:demo}"],
    ["{a:b,c:d}", "{a:b,c:d,env:demo}"],
    ["{a:b,*}", "{a:b,env:demo}"],
    ["{a:b AND c:d}", "{a:b AND c:d AND env:demo}"],
    ["{a:b OR c:d}", "{(a:b OR c:d) AND env:demo}"],
    ["{NOT (a:b OR c:d)}", "{NOT (a:b OR c:d) AND env:demo}"],
    ["{a IN (b,c)}", "{a IN (b,c) AND env:demo}"],
    ["{!env:dev}", "{!env:dev,env:demo}"],
    ["{env:prod,a:b}", "{env:prod,a:b}"],
    ["{env IN (prod,staging)}", "{env IN (prod,staging)}"],
    ["{a:b AND env:prod}", "{a:b AND env:prod}"],
  ])("%s", (before, after) => {
    const query = (scope: string) => `avg(last_5m):avg:a.b${scope} by {host} > 1`;
    expect(inEnvironment(monitor(query(before)), "demo").query).toBe(query(after));
  });

  test.each([
    [
      "sum(last_5m):sum:a.b{*}.as_count() / sum:a.c{x:y}.as_count() > 0.1",
      "sum(last_5m):sum:a.b{env:demo}.as_count() / sum:a.c{x:y,env:demo}.as_count() > 0.1",
    ],
    [
      "avg(last_4h):anomalies(avg:a.b{*}, 'agile', 2) >= 1",
      "avg(last_4h):anomalies(avg:a.b{env:demo}, 'agile', 2) >= 1",
    ],
    ["pct_change(avg(last_5m),last_1h):avg:a.b{*} > 50", "pct_change(avg(last_5m),last_1h):avg:a.b{env:demo} > 50"],
  ])("%s", (before, after) => {
    expect(inEnvironment(monitor(before), "demo").query).toBe(after);
  });
});

describe("and in searches and checks", () => {
  test.each([
    [
      'logs("service:api").index("*").rollup("count").last("5m") > 1',
      'logs("service:api env:demo").index("*").rollup("count").last("5m") > 1',
    ],
    ['logs("*").rollup("count").last("5m") > 1', 'logs("env:demo").rollup("count").last("5m") > 1'],
    [
      'logs("a:b OR c:d").rollup("count").last("5m") > 1',
      'logs("(a:b OR c:d) env:demo").rollup("count").last("5m") > 1',
    ],
    ['logs("env:prod a:b").rollup("count").last("5m") > 1', 'logs("env:prod a:b").rollup("count").last("5m") > 1'],
    [
      '"a.b".over("*").by("host").last(2).count_by_status()',
      '"a.b".over("env:demo").by("host").last(2).count_by_status()',
    ],
    [
      '"a.b".over("role:db").by("host").last(2).count_by_status()',
      '"a.b".over("role:db","env:demo").by("host").last(2).count_by_status()',
    ],
    ['"a.b".by("host").last(2).count_by_status()', '"a.b".over("env:demo").by("host").last(2).count_by_status()'],
  ])("%s", (before, after) => {
    expect(inEnvironment(monitor(before), "demo").query).toBe(after);
  });

  test("and in the queries of a formula", () => {
    const variables: MonitorVariable[] = [
      { name: "a", data_source: "logs", search: { query: "service:api" }, compute: { aggregation: "count" } },
      { name: "b", data_source: "rum", search: { query: "" }, compute: { aggregation: "count" } },
      { name: "c", data_source: "metrics", query: "avg:a.b{*}" },
      { name: "d", data_source: "cloud_cost", query: "sum:aws.cost{*}" },
    ];
    const formula = { ...monitor('formula("a + b + c + d").last("5m") > 1'), options: { variables } };
    expect(inEnvironment(formula, "demo").options.variables).toMatchObject([
      { search: { query: "service:api env:demo" } },
      { search: { query: "env:demo" } },
      { query: "avg:a.b{env:demo}" },
      { query: "sum:aws.cost{*}" },
    ]);
  });
});

test.each([
  ["1 && !2", "a composite"],
  ['error_budget("id").over("7d") > 75', "an SLO"],
  ['audits("*").rollup("count").last("5m") > 1', "an audit trail, whose events have no env"],
  ["avg(last_5m):${var.query} > 1", "what is made elsewhere"],
  ["avg(last_5m)", "what cannot be read"],
])("%s stays: %s", (query) => {
  expect(inEnvironment(monitor(query), "demo")).toEqual(monitor(query));
});
