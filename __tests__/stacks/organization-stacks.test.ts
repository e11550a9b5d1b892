import { Testing } from "cdktf";
import type { Environment } from "../../environments/schema";
import { logErrors } from "../../metrics/logs";
import { loadEnvironment } from "../../stacks/environments";
import { LogsStack } from "../../stacks/logs";
import { MetricsStack } from "../../stacks/metrics";
import { TracesStack } from "../../stacks/traces";

type Stack = new (scope: ReturnType<typeof Testing.app>, id: string, environment: Environment) => LogsStack;
interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

const demo = loadEnvironment("demo");
const synth = (Stack: Stack, environment = demo) =>
  (JSON.parse(Testing.synth(new Stack(Testing.app(), "stack", environment))) as Synthesized).resource;
const addresses = (resource: Synthesized["resource"]) =>
  Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));

test("the logs stack has a pipeline for each component and the metric of error logs", () => {
  const resource = synth(LogsStack);
  expect(addresses(resource)).toEqual(
    expect.arrayContaining([
      ...["celery", "fastapi", "postgresql", "prefect", "rabbitmq", "spark"].map(
        (name) => `datadog_logs_custom_pipeline.${name}`,
      ),
      "datadog_logs_metric.error-logs",
    ]),
  );
  expect(resource.datadog_logs_metric?.["error-logs"]?.name).toBe(logErrors.name);
});

test("no text of the logs stack is one that Terraform would read as a template", () => {
  const texts = JSON.stringify(synth(LogsStack));
  expect(texts).toContain("%%{word:level}");
  expect(texts).not.toMatch(/(?<!%)%\{/);
});

test("the order of all pipelines is taken over only where the environment says so", () => {
  const logs = { enabled: true, pipelineOrder: true };
  expect(addresses(synth(LogsStack, { ...demo, logs }))).toContain("datadog_logs_pipeline_order.pipelines");
  expect(addresses(synth(LogsStack))).not.toContain("datadog_logs_pipeline_order.pipelines");
});

test("the traces stack has the five kinds of span, the errors that are kept and the six components", () => {
  expect(addresses(synth(TracesStack))).toEqual(
    expect.arrayContaining([
      "datadog_apm_retention_filter.errors",
      ...["celery", "fastapi", "postgresql", "prefect", "rabbitmq", "spark"].map(
        (name) => `datadog_software_catalog.${name}`,
      ),
      ...["api-call", "celery-task", "database-query", "prefect-task", "web-request"].map(
        (name) => `datadog_spans_metric.${name}`,
      ),
    ]),
  );
});

test("metrics of spans are custom metrics to pay for, so an environment has to ask for them", () => {
  const traces = { enabled: true, spansMetrics: false };
  expect(synth(TracesStack, { ...demo, traces }).datadog_spans_metric).toBeUndefined();
});

test("the team of the environment's tags owns the components", () => {
  const { entity } = synth(TracesStack).datadog_software_catalog!.celery!;
  expect(entity).toContain("owner: data-platform");
  const nobody = synth(TracesStack, { ...demo, tags: [] }).datadog_software_catalog!.celery!;
  expect(nobody.entity).not.toContain("owner");
});

test("the metrics stack has metadata and tags of each stored name of the pipeline's own metrics", () => {
  const resource = synth(MetricsStack);
  const { datadog_metric_metadata: metadata, datadog_metric_tag_configuration: tags } = resource;
  expect(Object.keys(metadata!)).toEqual(Object.keys(tags!));
  expect(Object.keys(metadata!)).toEqual(
    expect.arrayContaining(["pipeline-runs", "pipeline-stage-process_time-95percentile", "spark-executors"]),
  );
  expect(metadata!["pipeline-runs"]).toMatchObject({ metric: "pipeline.runs", type: "rate", statsd_interval: 10 });
  expect(tags!["pipeline-records_processed"]).toMatchObject({
    metric_type: "gauge",
    tags: ["env", "host", "service", "team", "version"],
  });
});

test("a tag without bound becomes queryable where the environment asks for it, and only such a tag can be asked for", () => {
  const asking = (unboundedTags: string[]) =>
    synth(MetricsStack, { ...demo, metrics: { enabled: true, unboundedTags } });
  expect(asking(["pipeline_id"]).datadog_metric_tag_configuration!["pipeline-duration"]!.tags).toContain("pipeline_id");
  expect(() => asking(["pipeline"])).toThrow(
    '"pipeline" is not an unbounded tag of the pipeline\'s metrics; the unbounded tags are pipeline_id',
  );
});
