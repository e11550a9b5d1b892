import { parseMetricQuery } from "../../datadog/query";
import { pipelineMetrics } from "../../metrics/catalog";
import * as pipeline from "../../metrics/pipeline";
import { contentOf } from "../../stacks/content";
import { loadEnvironment } from "../../stacks/environments";
import { metadataOf, tagConfigurationOf } from "../../stacks/metric-definitions";
import { refuseTagsLeftOut, shippedQueries } from "../../stacks/shipped-queries";

const kept = ["env", "host", "service", "team", "version"];

test("a counter's metadata says that it is stored as a rate over ten seconds", () => {
  expect(metadataOf(pipeline.runs)).toEqual({
    metric: "pipeline.runs",
    type: "rate",
    short_name: "Pipeline runs",
    description: "Pipeline executions",
    unit: "execution",
    statsd_interval: 10,
  });
});

test("a distribution's metadata has no type: Datadog does not take it", () => {
  expect(metadataOf(pipeline.stageDuration)).toEqual({
    metric: "pipeline.stage.duration",
    short_name: "Pipeline stage duration",
    description: "Execution time of one stage",
    unit: "second",
  });
});

test("a timer has metadata under the five names that exist, none under its own", () => {
  const names = pipelineMetrics
    .map(({ name }) => name)
    .filter((name) => name.startsWith("pipeline.stage.process_time"));
  expect(names.sort()).toEqual(
    ["95percentile", "avg", "count", "max", "median"].map((part) => `pipeline.stage.process_time.${part}`),
  );
  const { avg, count } = pipeline.stageProcessTime.members;
  expect(metadataOf(avg)).toMatchObject({ type: "gauge", unit: "second" });
  expect(metadataOf(count)).toMatchObject({ type: "rate", statsd_interval: 10, unit: "sample" });
});

test("a tag configuration allows the metric's own tags and those that every metric keeps", () => {
  expect(tagConfigurationOf(pipeline.runs).attributes).toEqual({
    metric_type: "rate",
    tags: ["env", "host", "service", "status", "team", "user", "version"],
  });
});

test("a tag without bound is left out unless it is asked for", () => {
  const { attributes } = tagConfigurationOf(pipeline.stageDuration);
  expect(attributes).toEqual({
    metric_type: "distribution",
    include_percentiles: true,
    tags: [...kept, "stage"].sort(),
  });
  expect(tagConfigurationOf(pipeline.stageDuration, ["pipeline_id"]).attributes.tags).toEqual(
    [...kept, "stage", "pipeline_id"].sort(),
  );
});

test.each(["demo", "staging", "production"])("no shipped query of %s reads a tag that is left out", (name) => {
  const { monitors, dashboards, slos } = contentOf(loadEnvironment(name));
  const queries = shippedQueries(monitors, dashboards, slos);
  expect(queries.length).toBeGreaterThan(20);
  const configurations = pipelineMetrics.map((metric) => tagConfigurationOf(metric));
  expect(() => refuseTagsLeftOut(queries, configurations, pipelineMetrics)).not.toThrow();
});

describe("a query of a tag that the allowlist leaves out is refused", () => {
  const refused = (text: string, unbounded: readonly string[] = []) => {
    const result = parseMetricQuery(text);
    if (!result.ok) throw new Error(text);
    const configurations = pipelineMetrics.map((metric) => tagConfigurationOf(metric, unbounded));
    refuseTagsLeftOut([{ where: 'widget "Runs"', text, node: result.node }], configurations, pipelineMetrics);
  };

  test("with its name, the metric, the tag and what to do", () => {
    expect(() => refused("sum:pipeline.runs{*} by {region}.as_count()")).toThrow(
      'widget "Runs" queries pipeline.runs by the tag "region", which its tag configuration does not have (status, user, env, service, version, host, team): fix the query, or add the tag to the metric in metrics/: sum:pipeline.runs{*} by {region}.as_count()',
    );
  });

  test("also for a tag without bound, until the environment asks for it", () => {
    const text = "avg:pipeline.duration{env:demo} by {pipeline_id}";
    expect(() => refused(text)).toThrow(
      'widget "Runs" queries pipeline.duration by the tag "pipeline_id", which is unbounded and left out of its tag configuration: remove it from the query, or add it to metrics.unboundedTags of the environment: avg:pipeline.duration{env:demo} by {pipeline_id}',
    );
    expect(() => refused(text, ["pipeline_id"])).not.toThrow();
  });

  test("but not for metrics that are not the pipeline's own", () => {
    expect(() => refused("avg:system.cpu.idle{*} by {region}")).not.toThrow();
  });
});
