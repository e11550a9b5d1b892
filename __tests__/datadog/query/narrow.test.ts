import { explain, fillVariables, narrowMonitor, print } from "../../../datadog/query";
import { narrowScope, narrowSearch } from "../../../datadog/query/narrow";
import { parseMetricQuery, parseMonitorQuery, parseScope, parseSearch } from "../../../datadog/query/parse";
import { read } from "./read";

const tag = { kind: "tag", key: "env", value: "prod" } as const;
const variable = { kind: "templateVariable", name: "env", valueOnly: false } as const;

// commas do not mix with AND, OR, IN: https://docs.datadoghq.com/metrics/advanced-filtering/
test.each([
  ["*", "env:prod", "$env"],
  ["*,host:x", "host:x,env:prod", "host:x,$env"],
  ["host:x", "host:x,env:prod", "host:x,$env"],
  ["production", "production,env:prod", "production,$env"],
  ["!host:x,$service", "!host:x,$service,env:prod", "!host:x,$service,$env"],
  ["host:x AND role:db", "host:x AND role:db AND env:prod", "host:x AND role:db AND $env"],
  ["host:x OR role:db", "(host:x OR role:db) AND env:prod", "(host:x OR role:db) AND $env"],
  ["host IN (a,b)", "host IN (a,b) AND env:prod", "host IN (a,b) AND $env"],
  ["env:dev", "env:dev", "env:dev,$env"],
  ["env IN (a,b)", "env IN (a,b)", "env IN (a,b) AND $env"],
  ["!env:dev", "!env:dev,env:prod", "!env:dev,$env"],
  ["$env", "$env,env:prod", "$env"],
  ["service:$env.value", "service:$env.value,env:prod", "service:$env.value"],
])("{%s} is narrowed to {%s} by a tag and to {%s} by a variable", (text, byTag, byVariable) => {
  const scope = read(parseScope, text);
  expect(print(narrowScope(scope, tag))).toBe(byTag);
  expect(print(narrowScope(scope, variable))).toBe(byVariable);
});

test.each([
  ["", "env:prod", "$env"],
  ["*", "env:prod", "$env"],
  ["status:error", "status:error env:prod", "status:error $env"],
  ["a OR b", "(a OR b) env:prod", "(a OR b) $env"],
  ["env:dev a", "env:dev a", "env:dev a $env"],
  ["$env a", "$env a env:prod", "$env a"],
])("the search %j is narrowed to %s by a tag and to %s by a variable", (text, byTag, byVariable) => {
  const search = read(parseSearch, text);
  expect(print(narrowSearch(search, tag))).toBe(byTag);
  expect(print(narrowSearch(search, variable))).toBe(byVariable);
});

test.each([
  ["avg(last_5m):avg:a{*} / avg:b{x:y} > 3", "avg(last_5m):avg:a{env:prod} / avg:b{x:y,env:prod} > 3"],
  [
    'logs("a").index("*").rollup("count").last("5m") > 3',
    'logs("a env:prod").index("*").rollup("count").last("5m") > 3',
  ],
  [
    '"a.b".over("*").by("host").last(2).count_by_status()',
    '"a.b".over("env:prod").by("host").last(2).count_by_status()',
  ],
  ['"a.b".by("host").last(2).count_by_status()', '"a.b".over("env:prod").by("host").last(2).count_by_status()'],
  ["123 && 456", "123 && 456"],
])("the monitor query %s is narrowed to %s", (text, expected) => {
  expect(print(narrowMonitor(read(parseMonitorQuery, text), tag))).toBe(print(read(parseMonitorQuery, expected)));
});

// https://docs.datadoghq.com/dashboards/template_variables/
describe("values in the place of template variables", () => {
  const values = {
    env: { tag: "env", values: ["prod"] },
    all: { tag: "region", values: ["*"] },
    host: { tag: "host", values: ["a", "b"] },
    wild: { tag: "host", values: ["web-*", "db"] },
    group: { values: ["host"] },
    agg: { values: ["max"] },
  };
  test.each([
    ["avg:x{$env}", "avg:x{env:prod}"],
    ["avg:x{$all}", "avg:x{*}"],
    ["avg:x{$env,$all,role:db}", "avg:x{env:prod,role:db}"],
    ["avg:x{$env,$host}", "avg:x{env:prod AND host IN (a,b)}"],
    ["avg:x{$wild}", "avg:x{host:web-* OR host:db}"],
    ["avg:x{!$host,$env}", "avg:x{NOT host IN (a,b) AND env:prod}"],
    ["avg:x{!$all,$env}", "avg:x{env:prod}"],
    ["avg:x{service:$env.value}", "avg:x{service:prod}"],
    ["avg:x{service:$env.value-db}", "avg:x{service:prod-db}"],
    ["avg:x{service:$host.value}", "avg:x{service IN (a,b)}"],
    ["avg:x{service:$all.value}", "avg:x{service:*}"],
    ["avg:x{role:db AND ($all OR $env)}", "avg:x{role:db}"],
    ["avg:x{*} by {$group}", "avg:x{*} by {host}"],
    ["avg:x{*} by {$all,role}", "avg:x{*} by {role}"],
    ["$agg:x{*}", "max:x{*}"],
    ["avg:x{$unknown,service:$other.value}", "avg:x{$unknown,service:$other.value}"],
  ])("%s is evaluated as %s", (text, expected) => {
    expect(print(fillVariables(read(parseMetricQuery, text), values))).toBe(expected);
  });
});

test("a scope says what is left out", () => {
  const said = (text: string) => explain(read(parseMetricQuery, text));
  expect(said("avg:a.b{x NOT IN (y)}")).toBe("The average of a.b where x is not y.");
  expect(said("avg:a.b{x NOT IN (y,z)}")).toBe("The average of a.b where x is none of y or z.");
  expect(said("avg:a.b{NOT x IN (y)}")).toBe("The average of a.b where x is not y.");
  expect(said("avg:a.b{NOT x NOT IN (y)}")).toBe("The average of a.b where x is y.");
});
