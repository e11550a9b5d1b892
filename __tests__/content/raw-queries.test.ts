import { readFileSync } from "node:fs";
import { parseSync } from "@swc/core";
import { parseMetricQuery, parseMonitorQuery } from "../../datadog/query";
import { contentFiles, contentPath } from "./content";

/** The texts that a file writes out: string literals and the pieces of templates. */
function literalsIn(source: string): readonly string[] {
  return literals(parseSync(source, { syntax: "typescript" }));
}

function literals(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, value, cooked } = node as { type?: string; value?: string; cooked?: string };
  if (type === "StringLiteral") return [value ?? ""];
  if (type === "TemplateElement") return [cooked ?? ""];
  return Object.values(node).flatMap(literals);
}

/** Composites are read from bare numbers: a text such as "12" is no query that somebody wrote. */
function isQuery(text: string): boolean {
  const monitor = parseMonitorQuery(text);
  return parseMetricQuery(text).ok || (monitor.ok && monitor.node.kind !== "composite");
}

test.each([
  ['const q = "sum:pipeline.runs{*}";', ["sum:pipeline.runs{*}"]],
  ["const q = `avg:a{*} by {b} / 2`;", ["avg:a{*} by {b} / 2"]],
  ['f("avg(last_5m):avg:a{*} > 1");', ["avg(last_5m):avg:a{*} > 1"]],
  [
    'f({ query: \'logs("x").index("*").rollup("count").last("5m") > 1\' });',
    ['logs("x").index("*").rollup("count").last("5m") > 1'],
  ],
  ['f("Pipeline runs", "pipeline.runs", "status:error service:celery", "12", "", "$env", "last_5m");', []],
])("the test below finds the queries in %s", (source, queries) => {
  expect(literalsIn(source).filter(isQuery)).toEqual(queries);
});

test.each(contentFiles("monitors", "dashboards"))("%s writes no query out as text: it builds them", (file) => {
  expect(literalsIn(readFileSync(contentPath(file), "utf8")).filter(isQuery)).toEqual([]);
});
