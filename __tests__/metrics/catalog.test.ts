import { isCounter, storedType } from "../../datadog/query";
import { catalog, pipelineMetrics } from "../../metrics/catalog";
import { corpusLines, describeCorpus } from "../corpus";

const byName = new Map(catalog.map((metric) => [metric.name, metric]));

describe("the pipeline's own metrics", () => {
  // The table "Key Metrics Tracked" of the integration's document; how each is sent follows from what it measures, and
  // how Datadog stores it from https://docs.datadoghq.com/metrics/types/
  test.each([
    ["pipeline.runs", ["status", "user"], "counter", "rate"],
    ["pipeline.duration", ["pipeline_id"], "distribution", "distribution"],
    ["pipeline.stage.duration", ["stage", "pipeline_id"], "distribution", "distribution"],
    ["pipeline.records_processed", ["pipeline_id"], "gauge", "gauge"],
    ["pipeline.errors", ["stage", "error_type"], "counter", "rate"],
    ["spark.executors", ["application_id"], "gauge", "gauge"],
    ["postgresql.queries", ["query_type"], "counter", "rate"],
    ["rabbitmq.queue_length", ["queue"], "gauge", "gauge"],
    ["pipeline.stage.running", ["stage", "pipeline_id"], "gauge", "gauge"],
    ["pipeline.stage.process_time.avg", ["stage"], "timer", "gauge"],
    ["pipeline.stage.process_time.median", ["stage"], "timer", "gauge"],
    ["pipeline.stage.process_time.max", ["stage"], "timer", "gauge"],
    ["pipeline.stage.process_time.95percentile", ["stage"], "timer", "gauge"],
    ["pipeline.stage.process_time.count", ["stage"], "timer", "rate"],
  ])("%s has the tags %j, is sent as a %s and stored as a %s", (name, tags, reported, type) => {
    expect(byName.get(name)).toMatchObject({ tags, reported, type });
  });

  test("are stored over ten seconds where DogStatsD counts", () => {
    const counters = pipelineMetrics.filter(isCounter);
    expect(counters.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "pipeline.errors",
        "pipeline.runs",
        "pipeline.stage.process_time.count",
        "postgresql.queries",
      ]),
    );
    expect(new Set(counters.map(({ statsdInterval }) => statsdInterval))).toEqual(new Set([10]));
  });

  test("mark the ids among their tags as unbounded", () => {
    const ids = pipelineMetrics.flatMap(({ tags }) => tags).filter((tag) => tag.endsWith("_id"));
    expect(pipelineMetrics.flatMap(({ unbounded }) => unbounded)).toEqual(ids);
  });
});

describe("the catalog", () => {
  test("names no metric twice", () => {
    expect([...byName.keys()]).toHaveLength(catalog.length);
  });

  test("holds tags and names as Datadog keeps them", () => {
    const kept = /^[a-z][a-z0-9_./-]*$/;
    const rewritten = catalog.flatMap(({ name, tags }) => [name, ...tags]).filter((text) => !kept.test(text));
    expect(rewritten).toEqual([]);
  });

  test("describes each metric, without a full stop at the end", () => {
    expect(catalog.filter(({ description }) => !/^\S.*[^.\s]$/.test(description)).map(({ name }) => name)).toEqual([]);
  });
});

/** Reported by the agent's core, whose metrics the facts do not list. */
const CORE = /^system\.(cpu|mem|load)\./;

/** Counts to which the integration gives the unit of what it sums. */
const MISNAMED: ReadonlySet<string> = new Set(["celery.flower.task.runtime.seconds.count"]);

describeCorpus("the integrations' metrics", () => {
  const facts = new Map(corpusLines("integration_metrics.tsv").map((line) => [line.split("\t")[0], line.split("\t")]));
  const integrations = catalog.filter(({ reported, name }) => reported === "agent" && facts.has(name));

  test("exist, but for those of the agent's core", () => {
    const unknown = catalog.filter(
      ({ reported, name }) => reported === "agent" && !facts.has(name) && !CORE.test(name),
    );
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  test.each(integrations.map((metric) => [metric.name, metric] as const))(
    "%s is stored as its integration says",
    (name, metric) => {
      const [, type, interval, unit, perUnit] = facts.get(name) ?? [];
      expect([storedType(metric), metric.statsdInterval ?? "", metric.perUnit ?? ""]).toEqual([
        type,
        interval,
        perUnit,
      ]);
      // Where the integration names no unit, ours may.
      if (unit !== "" && !MISNAMED.has(name)) expect(metric.unit).toBe(unit);
    },
  );
});
