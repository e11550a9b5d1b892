import fc from "fast-check";
import { type Code, exported, member, printCode, resultOf } from "../../../datadog/code";
import * as query from "../../../datadog/query";
import { counter, distribution, type MetricCode, QUERY_MODULE, timer, toCode } from "../../../datadog/query";
import type { ChangeAlert, Expression, MetricAlert, QueryNode } from "../../../datadog/query/nodes";
import { parseFormula, parseMetricQuery, parseMonitorQuery } from "../../../datadog/query/parse";
import { print } from "../../../datadog/query/print";
import { corpusLines, describeCorpus } from "../../corpus";
import { read } from "./read";
import * as trees from "./trees";

const modules = (module: string): Readonly<Record<string, unknown>> =>
  module === QUERY_MODULE ? { ...query } : declared;

/** The text of the query that code gives. */
const given = (code: Code) => print((resultOf(code, modules) as { readonly node: QueryNode }).node);

const metricQuery = (text: string) => read(parseMetricQuery, text) as Expression;
const alert = (text: string) => read(parseMonitorQuery, text) as MetricAlert | ChangeAlert;

const codeOf = (node: Expression | MetricAlert | ChangeAlert, settings?: query.ToCodeSettings) => {
  const code = toCode(node, settings);
  return code === undefined ? undefined : printCode(code);
};

test.each([
  ["sum:a.b{*}", 'metric("a.b").sum()'],
  ["p95:a.b{*}", 'metric("a.b").p95()'],
  ["count(v: v>=300):a.b{*}", 'metric("a.b").countWhere(">=", 300)'],
  [
    "sum:a.b{status:failed,!host:x} by {user,host}",
    'metric("a.b").sum().where({ status: "failed", host: { not: "x" } }).by("user", "host")',
  ],
  ["sum:a.b{status:failed AND stage IN (a,b)}", 'metric("a.b").sum().where({ status: "failed", stage: ["a", "b"] })'],
  ["sum:a.b{stage NOT IN (a,b)}", 'metric("a.b").sum().where({ stage: { not: ["a", "b"] } })'],
  ["sum:a.b{x:1,x:2}", 'metric("a.b").sum().where({ x: "1" }).where({ x: "2" })'],
  [
    "sum:a.b{$env,$service.value,x-y:z}",
    'metric("a.b").sum().matching("$env", "$service.value").where({ "x-y": "z" })',
  ],
  [
    "sum:a.b{*}.as_count().rollup(sum, 60).fill(zero, 300)",
    'metric("a.b").sum().asCount().rollup("sum", 60).fill("zero", 300)',
  ],
  [
    "100 * avg:a.b{*} / (avg:c.d{*} - -2)",
    'constant(100).times(metric("a.b").avg()).dividedBy(metric("c.d").avg().minus(-2))',
  ],
  ["-avg:a.b{*}", 'metric("a.b").avg().negated()'],
  ["sum:a.b{*}.as_count() / sum:c.d{*}.as_count()", 'ratio(metric("a.b").sum(), metric("c.d").sum())'],
  ["top(avg:a.b{*} by {host}, 10, 'mean', 'desc')", 'top(metric("a.b").avg().by("host"))'],
  ["top(avg:a.b{*} by {host}, 5, 'max', 'asc')", 'bottom(metric("a.b").avg().by("host"), 5, "max")'],
  ["timeshift(avg:a.b{*}, -3600)", 'secondsBefore(metric("a.b").avg(), 3600)'],
  ["calendar_shift(avg:a.b{*}, '-1w', 'UTC')", 'calendarShift(metric("a.b").avg(), "-1w")'],
  ["ewma_20(avg:a.b{*})", 'ewma(metric("a.b").avg(), 20)'],
  ["clamp_max(avg:a.b{*}, 5)", 'clampMax(metric("a.b").avg(), 5)'],
  [
    "anomalies(avg:a.b{*}, 'agile', 2, interval=60, direction='both', count_default_zero='true')",
    'anomalies(metric("a.b").avg(), "agile", 2, { interval: 60, direction: "both", countDefaultZero: true })',
  ],
  [
    "forecast(avg:a.b{*}, 'linear', 1, interval='60m', history='1w')",
    'forecast(metric("a.b").avg(), "linear", 1, { interval: "60m", history: "1w" })',
  ],
  // what the builder has no call for stays text, and only that
  ["a.b{*}", 'rawQuery("a.b{*}")'],
  [
    "sum:a.b{x:1 AND (y:2 OR z:3)} / sum:c.d{*}",
    'rawQuery("sum:a.b{x:1 AND (y:2 OR z:3)}").dividedBy(metric("c.d").sum())',
  ],
  ["sum:c.d{*} / sum:a.b{x}", 'metric("c.d").sum().dividedBy("sum:a.b{x}")'],
  ["sum:a.b{*} ^ 2", 'rawQuery("sum:a.b{*} ^ 2")'],
  ["sum:a.b{*}.rollup(60)", 'rawQuery("sum:a.b{*}.rollup(60)")'],
  ["avg:a-b.c{*}", 'rawQuery("avg:a-b.c{*}")'],
  ["week_before(max(avg:a.b{*}, avg:c.d{*}))", 'weekBefore("max(avg:a.b{*}, avg:c.d{*})")'],
])("%s is %s", (text, expected) => {
  expect(codeOf(metricQuery(text))).toBe(expected);
});

test.each([
  ["sum(last_5m):sum:a.b{*}.as_count() > 3", 'sum("last_5m", metric("a.b").sum().asCount()).above(3)'],
  [
    "min(next_1w):forecast(avg:a.b{*}, 'linear', 1) <= 0",
    'min("next_1w", forecast(metric("a.b").avg(), "linear", 1)).atOrBelow(0)',
  ],
  [
    "pct_change(avg(last_5m),last_1h):avg:a.b{*} >= 50",
    'avg("last_5m", metric("a.b").avg()).percentChangeSince("last_1h").atOrAbove(50)',
  ],
  [
    "change(avg(last_5m),5m_ago):avg:a.b{*} < -5",
    'avg("last_5m", metric("a.b").avg()).changeSince("5m_ago").below(-5)',
  ],
  ["avg(last_5m):avg:a.b{*} == 3", undefined],
])("the alert %s is %s", (text, expected) => {
  expect(codeOf(alert(text))).toBe(expected);
});

// ------------------------------------------------------------------------------------- declared metrics

const spec = { description: "What it is" };
const declared = {
  runs: counter("pipeline.runs", { ...spec, tags: ["status"] }),
  latency: distribution("api.latency", { ...spec, tags: ["route"] }),
  work: timer("job.work", { ...spec, tags: [] }),
};
const work = exported("metrics", "work");
const METRICS: Readonly<Record<string, MetricCode>> = {
  "pipeline.runs": { code: exported("metrics", "runs"), tags: ["status"], stored: "rate" },
  "api.latency": { code: exported("metrics", "latency"), tags: ["route"], stored: "distribution" },
  "job.work.max": {
    code: member(member(work, "members"), "max"),
    tags: [],
    stored: "gauge",
    selections: { max: { kind: "call", callee: member(work, "max"), args: [] } },
  },
};

test.each([
  [
    "sum:pipeline.runs{status:failed,env:prod} by {version}.as_count()",
    'runs.sum().where({ status: "failed", env: "prod" }).by("version").asCount()',
  ],
  ["count:api.latency{*}.as_rate()", "latency.count().asRate()"],
  ["max:job.work.max{*}", "work.max()"],
  ["avg:job.work.max{*}", "work.members.max.avg()"],
  // the compiler would refuse these of the declared metric
  ["sum:pipeline.runs{region:eu}", 'metric("pipeline.runs").sum().where({ region: "eu" })'],
  ["sum:pipeline.runs{*} by {region}", 'metric("pipeline.runs").sum().by("region")'],
  ["p95:api.latency{*}", 'metric("api.latency").p95()'],
  ["avg:api.latency{*}.as_count()", 'metric("api.latency").avg().asCount()'],
  ["count:pipeline.runs{*}", 'metric("pipeline.runs").count()'],
])("of declared metrics, %s is %s", (text, expected) => {
  const settings = { metric: (name: string) => METRICS[name], modules };
  expect(codeOf(metricQuery(text), settings)).toBe(expected);
});

test("the names of a formula are the names of the code around it", () => {
  const formula = read(parseFormula, "100 * failed / default_zero(all)") as Expression;
  expect(codeOf(formula, { names: ["failed", "all"] })).toBe("constant(100).times(failed).dividedBy(defaultZero(all))");
});

// ---------------------------------------------------------------------------------------- whatever the query

test("whatever the query, its code gives it again, or the builder refuses its text", () => {
  fc.assert(
    fc.property(trees.expression, (node) => {
      const code = toCode(node);
      if (code !== undefined) expect(given(code)).toBe(print(node));
      // text with ${…} in it is Terraform's, and is not read
      else if (!print(node).includes("${")) expect(() => query.rawQuery(print(node))).toThrow();
    }),
    { numRuns: 300 },
  );
});

test("a sum of thousands of metrics stays text", () => {
  const text = Array.from({ length: 3000 }, (_, index) => `sum:a.m${index}{*}`).join(" + ");
  expect(codeOf(metricQuery(text))).toBe(`rawQuery("${text}")`);
});

describeCorpus("queries of the corpus", () => {
  test("of dashboards are code that gives them again", () => {
    const counts = { typed: 0, partly: 0, text: 0 };
    for (const line of corpusLines("metric_queries.txt")) {
      const result = parseMetricQuery(line);
      if (!result.ok || result.node.kind === "list") continue;
      const code = toCode(result.node)!;
      expect(given(code)).toBe(print(result.node));
      const text = printCode(code);
      if (text.startsWith("rawQuery(")) counts.text++;
      else if (/"[^"]*:[^"]*\{/.test(text)) counts.partly++;
      else counts.typed++;
    }
    // AND between plain tags, tags without a value, rollup(60), queries without an aggregator
    expect(counts.text).toBeLessThan(160);
    expect(counts.partly).toBeLessThan(80);
    expect(counts.typed).toBeGreaterThan(4350);
  });

  test("of monitors are code that gives them again, but for those that compare with ==", () => {
    const refused: string[] = [];
    for (const line of corpusLines("monitor_queries.txt")) {
      const node = read(parseMonitorQuery, line);
      if (node.kind !== "metricAlert" && node.kind !== "changeAlert") continue;
      const code = toCode(node);
      if (code === undefined) refused.push(line);
      else expect(given(code)).toBe(print(node));
    }
    expect(refused).toHaveLength(3);
    for (const line of refused) expect(line).toMatch(/ == 0$/);
  });
});
