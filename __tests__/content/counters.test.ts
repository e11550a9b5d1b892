import {
  isCounter,
  type MetricQuery,
  parseMetricQuery,
  parseMonitorQuery,
  type QueryNode,
  walk,
} from "../../datadog/query";
import { catalog } from "../../metrics/catalog";
import { definitionsOf, textsIn } from "./content";

const counters = new Set(catalog.filter(isCounter).map(({ name }) => name));

const COUNTS = new Set(["as_count", "as_rate"]);

const counts = (node: QueryNode) =>
  (node.kind === "metric" || node.kind === "modified") && node.modifiers.some(({ name }) => COUNTS.has(name));

/** The metric queries of a text, and which of them read a counter as the per-second values it is stored as. */
function readIn(text: string): { readonly metrics: readonly string[]; readonly bare: readonly string[] } {
  const read = [parseMonitorQuery(text), parseMetricQuery(text)].find(({ ok }) => ok);
  const metrics: string[] = [];
  const bare: string[] = [];
  if (!read?.ok) return { metrics, bare };
  walk(read.node, {
    metric: (metric: MetricQuery, ancestors) => {
      metrics.push(metric.metric);
      if (counters.has(metric.metric) && ![metric, ...ancestors].some(counts)) bare.push(text);
    },
  });
  return { metrics, bare };
}

test.each([
  ["sum:pipeline.runs{*}", 1],
  ["sum:pipeline.runs{*}.as_count()", 0],
  ["sum:pipeline.runs{*}.as_rate()", 0],
  ["(sum:pipeline.runs{*} + sum:pipeline.errors{*}).as_count()", 0],
  ["sum(last_5m):sum:pipeline.errors{*}.as_count() / sum:pipeline.runs{*} > 0.1", 1],
  ["top(sum:pipeline.stage.process_time.count{*} by {stage}, 10, 'sum', 'desc')", 1],
  ["avg:pipeline.stage.duration{*}", 0],
  ["avg:postgresql.commits{*}", 0],
])("the test below sees in %s how many counters are read bare: %i", (text, expected) => {
  expect(readIn(text).bare).toHaveLength(expected);
});

/** Whether a monitor reads something else than metrics. */
const isOfOthers = (definition: object) =>
  "type" in definition && ["service check", "log alert", "composite"].includes(String(definition.type));

describe.each(["monitors", "dashboards"])("every query in %s/", (folder) => {
  // Service checks, logs, and other monitors are not metrics.
  const overMetrics = definitionsOf(folder).filter(([, definition]) => !isOfOthers(definition));
  test.each(overMetrics)("%s reads counters with as_count() or as_rate()", (_, definition) => {
    const read = textsIn(definition).map(readIn);
    expect(read.flatMap(({ metrics }) => metrics)).not.toEqual([]);
    expect(read.flatMap(({ bare }) => bare)).toEqual([]);
  });
});
