import type { Finding } from "../../../../datadog/findings";
import {
  checkMetricQuery,
  checkMonitorQuery,
  type KnownMetric,
  METRIC_TYPES,
  metricCatalog,
} from "../../../../datadog/query";
import { corpusLines, corpusObjects, describeCorpus } from "../../../corpus";

/** What the integrations report; the namespaces of which all metrics are listed may call a metric unknown. */
const catalog = metricCatalog(
  corpusLines("integration_metrics.tsv")
    .slice(1)
    .map((line): KnownMetric => {
      const [name = "", type, interval, unit, perUnit] = line.split("\t");
      return {
        name,
        type: METRIC_TYPES.find((known) => known === type) ?? "unknown",
        statsdInterval: interval ? Number(interval) : undefined,
        unit: unit || undefined,
        perUnit: perUnit || undefined,
      };
    }),
  ["rabbitmq.", "postgresql.", "spark.", "celery.", "gunicorn.", "docker.", "container.", "containerd."],
);

function counts(findings: readonly Finding[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { check } of findings) found[check] = (found[check] ?? 0) + 1;
  return found;
}

describeCorpus("how often each check speaks of real queries", () => {
  test("dashboards: the metrics without aggregator are all there is, beside what cannot be read", () => {
    const findings = corpusLines("metric_queries.txt").flatMap((line) => checkMetricQuery(line, { catalog }));
    expect(counts(findings)).toEqual({
      // 60 lines, some with several metrics
      "no-aggregator": 70,
      // two event searches
      syntax: 2,
      // `or` beside a comma, twice
      "mixed-scope": 2,
    });
  });

  test("ready-made monitors", () => {
    const monitors = corpusObjects<{ readonly query: string }>("monitors.jsonl");
    const findings = monitors.flatMap(({ query }) => checkMonitorQuery(query, { catalog }));
    expect(counts(findings)).toEqual({
      "no-aggregator": 1,
      // teradata: 'basic' with a seasonality
      "unused-argument": 1,
      // azure_iot_edge twice and sqlserver: minutes over an hour and over 5 minutes
      "rollup-in-monitor": 3,
    });
  });
});
