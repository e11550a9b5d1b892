import { dashboards } from "../../dashboards";
import { type MetricQuery, parseMetricQuery, parseMonitorQuery, walk } from "../../datadog/query";
import { catalog, families } from "../../metrics/catalog";
import { definitionsOf, textsIn } from "./content";

// A metric that nothing reads is paid for, or collected, for nothing.

function metricsIn(text: string): string[] {
  const read = [parseMonitorQuery(text), parseMetricQuery(text)].find(({ ok }) => ok);
  const metrics: string[] = [];
  if (read?.ok) walk(read.node, { metric: ({ metric }: MetricQuery) => metrics.push(metric) });
  return metrics;
}

const definitions = [
  ...definitionsOf("monitors").map(([, definition]) => definition),
  ...dashboards.map(([, make]) => make({ spansMetrics: true })),
];
const read = new Set(definitions.flatMap(textsIn).flatMap(metricsIn));

/** The five metrics of a histogram come together: one that is read is enough. */
const isRead = (name: string) => {
  const family = families.find(({ metrics }) => metrics.some((metric) => metric.name === name));
  return (family?.metrics.map((metric) => metric.name) ?? [name]).some((each) => read.has(each));
};

test("every declared metric is read by a monitor or a dashboard, or says why not", () => {
  const silent = catalog.filter(({ name, unread }) => !isRead(name) && unread === undefined);
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test("no metric that says why it is not read is read", () => {
  const wrong = catalog.filter(({ name, unread }) => isRead(name) && unread !== undefined);
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
