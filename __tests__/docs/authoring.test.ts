import { readFileSync } from "node:fs";
import { join } from "node:path";
import { metricMonitor } from "../../datadog/definitions";
import * as dashboards from "../../datadog/definitions/dashboard";
import * as builder from "../../datadog/query/builder";
import { environmentSchema } from "../../environments/schema";
import { pipelineMetrics } from "../../metrics/catalog";

const { counter, distribution, formula, queryText, ratio, sum } = builder;

const text = readFileSync(join(__dirname, "..", "..", "docs", "authoring.md"), "utf8");

/** Whether a word of code is on the page. */
const named = (word: string) => new RegExp(`\`[^\`\n]*\\b${word}\\b[^\`\n]*\``).test(text);

/** Functions for the rooms behind this face, not for authors. */
const INNER = [
  "queryText",
  "counted",
  "expressionOf",
  "formulaOf",
  "groupsOf",
  "checkDashboard",
  "assertedDashboard",
  "queriesOf",
  "withoutIds",
  "flow",
];

const functionsOf = (room: object) =>
  Object.entries(room)
    .filter(([name, value]) => typeof value === "function" && /^[a-z]/.test(name) && !INNER.includes(name))
    .map(([name]) => name);

describe("the page for authors names", () => {
  test.each([
    ["every function of queries", functionsOf(builder)],
    ["every function of dashboards", functionsOf(dashboards)],
    ["every size of a widget", Object.keys(dashboards.size)],
    ["every key of an environment", Object.keys(environmentSchema([]).shape)],
  ])("%s", (_, words) => {
    expect(words.filter((word) => !named(word))).toEqual([]);
  });
});

test("what its Python sends is in the catalog, sent so and with these tags", () => {
  const sent = [...text.matchAll(/statsd\.(\w+)\("([\w.]+)".*tags=\[(.*)\]/g)];
  const KINDS: Readonly<Record<string, string>> = { increment: "counter", gauge: "gauge", timed: "timer" };
  expect(sent).toHaveLength(3);
  for (const [, method = "", name = "", tags = ""] of sent) {
    const metric = pipelineMetrics.find((each) => each.name === name || each.name === `${name}.avg`);
    expect([name, metric?.reported]).toEqual([name, KINDS[method]]);
    expect(metric?.tags).toEqual([...tags.matchAll(/"(\w+):/g)].map(([, key]) => key));
  }
});

describe("and its examples are the queries that it says", () => {
  const runs = counter("pipeline.runs", { description: "Runs", tags: ["status", "stage", "user"] });
  const latency = distribution("a.latency", { description: "Latency", percentiles: true });
  test.each([
    [runs.sum(), "sum:pipeline.runs{*}"],
    [runs.sum().where({ status: "failed", stage: ["a", "b"] }), "sum:pipeline.runs{status:failed AND stage IN (a,b)}"],
    [runs.sum().matching("$env"), "sum:pipeline.runs{$env}"],
    [runs.sum().by("stage", "user"), "sum:pipeline.runs{*} by {stage,user}"],
    [latency.countWhere(">", 3), "count(v: v>3):a.latency{*}"],
    [ratio(runs.sum(), runs.max()), "sum:pipeline.runs{*}.as_count() / max:pipeline.runs{*}.as_count()"],
    [
      runs.sum().rollup("sum", 300).fill("zero", 60).weighted(),
      "sum:pipeline.runs{*}.rollup(sum, 300).fill(zero, 60).weighted()",
    ],
  ])("%#: %s", (query, expected) => {
    expect(queryText(query)).toBe(expected);
  });

  test("a formula with names of one's own", () => {
    const made = formula({ failed: runs.sum(), all: runs.sum() }, ({ failed, all }) => failed.dividedBy(all));
    expect(made.text).toBe("failed / all");
  });

  test("a condition in a message's words", () => {
    const condition = sum("last_5m", runs.sum().asCount()).above(3);
    expect(metricMonitor({ name: "a", condition, message: condition.windowText }).message).toBe("5 minutes");
  });
});
