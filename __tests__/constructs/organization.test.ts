import { TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import { CatalogEntity } from "../../constructs/catalog-entity";
import { LogPipeline } from "../../constructs/log-pipeline";
import { LogPipelineOrder } from "../../constructs/log-pipeline-order";
import { LogsMetric } from "../../constructs/logs-metric";
import { MetricMetadata } from "../../constructs/metric-metadata";
import { RetentionFilter } from "../../constructs/retention-filter";
import { SpansMetric } from "../../constructs/spans-metric";
import { TagConfiguration } from "../../constructs/tag-configuration";
import {
  type CatalogEntityDefinition,
  type LogPipelineDefinition,
  logsMetric,
  retentionFilter,
  spansMetric,
  tagConfiguration,
} from "../../datadog/definitions";

/** What a stack with these constructs synthesizes, without metadata of cdktf's own. */
function synth(declare: (stack: Construct) => void): {
  resource: Record<string, Record<string, object>>;
  data?: object;
} {
  const stack = new TerraformStack(Testing.app(), "stack");
  declare(stack);
  const { resource, data } = JSON.parse(Testing.synth(stack)) as ReturnType<typeof synth>;
  return { resource, data };
}

test("a log pipeline: every kind of processor in the provider's blocks, and a grok rule that Terraform reads as it is", () => {
  const common = { name: "step", is_enabled: true };
  const definition: LogPipelineDefinition = {
    name: "App",
    description: "costs ${5}",
    filter: { query: "source:app" },
    is_enabled: true,
    tags: ["team:data"],
    processors: [
      {
        ...common,
        type: "grok-parser",
        source: "message",
        samples: ["a %{literal}"],
        grok: { match_rules: "r a %{data:x}", support_rules: "h %{word:y}" },
      },
      { type: "status-remapper", sources: ["level"] },
      {
        ...common,
        type: "attribute-remapper",
        sources: ["a"],
        target: "b",
        target_format: "integer",
        preserve_source: true,
      },
      {
        ...common,
        type: "category-processor",
        target: "t",
        categories: [{ name: "bad", filter: { query: "@x:[400 TO 599]" } }],
      },
      {
        ...common,
        type: "lookup-processor",
        source: "a",
        target: "b",
        lookup_table: ["1,one"],
        default_lookup: "many",
      },
      { ...common, type: "lookup-processor", source: "a", target: "b", lookup_enrichment_table: "names" },
      {
        ...common,
        type: "array-processor",
        operation: { type: "select", source: "s", target: "t", filter: "k:v", value_to_extract: "v" },
      },
      { ...common, type: "geo-ip-parser", sources: ["ip"], target: "geo" },
      { ...common, type: "trace-id-remapper", sources: ["dd.trace_id"] },
      {
        ...common,
        type: "string-builder-processor",
        template: "%{user.name} in",
        target: "t",
        is_replace_missing: true,
      },
      {
        ...common,
        type: "pipeline",
        name: "inner",
        filter: { query: "*" },
        processors: [
          {
            ...common,
            type: "url-parser",
            sources: ["http.url"],
            target: "http.url_details",
            normalize_ending_slashes: true,
          },
        ],
      },
    ],
  };
  const { resource } = synth((stack) => new LogPipeline(stack, "app", definition));
  const step = { name: "step", is_enabled: true };
  expect(resource).toEqual({
    datadog_logs_custom_pipeline: {
      app: {
        name: "App",
        description: "costs $${5}",
        filter: [{ query: "source:app" }],
        is_enabled: true,
        tags: ["team:data"],
        processor: [
          {
            grok_parser: {
              ...step,
              source: "message",
              samples: ["a %%{literal}"],
              grok: { match_rules: "r a %%{data:x}", support_rules: "h %%{word:y}" },
            },
          },
          { status_remapper: { is_enabled: false, sources: ["level"] } },
          {
            attribute_remapper: {
              ...step,
              sources: ["a"],
              source_type: "attribute",
              target: "b",
              target_type: "attribute",
              target_format: "integer",
              preserve_source: true,
            },
          },
          {
            category_processor: {
              ...step,
              target: "t",
              category: [{ name: "bad", filter: { query: "@x:[400 TO 599]" } }],
            },
          },
          { lookup_processor: { ...step, source: "a", target: "b", lookup_table: ["1,one"], default_lookup: "many" } },
          { reference_table_lookup_processor: { ...step, source: "a", target: "b", lookup_enrichment_table: "names" } },
          {
            array_processor: {
              ...step,
              operation: { select: { source: "s", target: "t", filter: "k:v", value_to_extract: "v" } },
            },
          },
          { geo_ip_parser: { ...step, sources: ["ip"], target: "geo" } },
          { trace_id_remapper: { ...step, sources: ["dd.trace_id"] } },
          {
            string_builder_processor: { ...step, template: "%%{user.name} in", target: "t", is_replace_missing: true },
          },
          {
            pipeline: {
              name: "inner",
              is_enabled: true,
              filter: [{ query: "*" }],
              processor: [
                {
                  url_parser: {
                    ...step,
                    sources: ["http.url"],
                    target: "http.url_details",
                    normalize_ending_slashes: true,
                  },
                },
              ],
            },
          },
        ],
      },
    },
  });
});

test("a log pipeline that Datadog would refuse is refused when it is made", () => {
  const broken = { name: "App", filter: { query: "source:(a" } };
  expect(() => synth((stack) => new LogPipeline(stack, "app", broken))).toThrow(
    'log pipeline "App" (stack/app): filter.query: This parenthesis is not closed',
  );
});

describe("a construct that is to ignore a check", () => {
  const sampled = (sample: string): LogPipelineDefinition => ({
    name: "App",
    filter: { query: "*" },
    processors: [
      {
        type: "grok-parser",
        name: "status",
        is_enabled: true,
        source: "message",
        samples: [sample],
        grok: { match_rules: "rule status=%{integer:status}", support_rules: "" },
      },
    ],
  });
  const ignore = [{ check: "grok-sample", reason: "what we expect from the next release" }];
  const made = (sample: string, settings = {}) =>
    synth((stack) => new LogPipeline(stack, "app", sampled(sample), settings));

  test("says nothing of what the check finds", () => {
    expect(() => made("status=ok")).toThrow('log pipeline "App" (stack/app): processors[0].samples[0]');
    expect(made("status=ok", { ignore }).resource).toHaveProperty("datadog_logs_custom_pipeline.app");
  });

  test("is refused where the check finds nothing, or has no reason", () => {
    expect(() => made("status=200", { ignore })).toThrow(
      "This ignore has no effect: grok-sample reports nothing here. Remove it.",
    );
    const silent = [{ check: "grok-sample", reason: " " }];
    expect(() => made("status=ok", { ignore: silent })).toThrow(
      "Add the reason why grok-sample is ignored, in `reason`.",
    );
  });
});

test("an order of pipelines: ours, then all others, each once", () => {
  const { resource, data } = synth((stack) => {
    const pipelines = ["one", "two"].map((name) => new LogPipeline(stack, name, { name, filter: { query: "*" } }));
    new LogPipelineOrder(stack, "pipelines", pipelines);
  });
  expect(data).toEqual({ datadog_logs_pipelines: { pipelines: {} } });
  expect(resource.datadog_logs_pipeline_order).toEqual({
    pipelines: {
      name: "pipelines",
      pipelines:
        "${distinct(concat([datadog_logs_custom_pipeline.one.id, datadog_logs_custom_pipeline.two.id], data.datadog_logs_pipelines.pipelines.logs_pipelines[*].id))}",
    },
  });
});

test("metrics that are made from logs and from spans", () => {
  const { resource } = synth((stack) => {
    new LogsMetric(
      stack,
      "errors",
      logsMetric({ name: "a.errors", query: "status:error", groupBy: { error_type: "@error.kind" } }),
    );
    new SpansMetric(
      stack,
      "time",
      spansMetric({ name: "a.time", query: "service:a", measure: "@duration", groupBy: { env: "env" } }),
    );
  });
  expect(resource).toEqual({
    datadog_logs_metric: {
      errors: {
        name: "a.errors",
        compute: { aggregation_type: "count" },
        filter: { query: "status:error" },
        group_by: [{ path: "@error.kind", tag_name: "error_type" }],
      },
    },
    datadog_spans_metric: {
      time: {
        name: "a.time",
        compute: { aggregation_type: "distribution", include_percentiles: true, path: "@duration" },
        filter: { query: "service:a" },
        group_by: [{ path: "env", tag_name: "env" }],
      },
    },
  });
});

// The provider reads both rates back with as many digits as `rate` was written with, and refuses its own answer else.
test.each([
  [1, undefined, "1.0", undefined],
  [0.25, 1, "0.25", "1.00"],
  [0.5, 0.125, "0.500", "0.125"],
  [1, 0, "1.0", undefined],
])(
  "rates %p and %p of a retention filter are written with the same digits",
  (rate, traceRate, written, writtenTrace) => {
    const { resource } = synth(
      (stack) =>
        new RetentionFilter(
          stack,
          "errors",
          retentionFilter({ name: "Errors", query: "status:error", rate, traceRate }),
        ),
    );
    expect(resource.datadog_apm_retention_filter).toEqual({
      errors: {
        name: "Errors",
        enabled: true,
        filter: { query: "status:error" },
        filter_type: "spans-sampling-processor",
        rate: written,
        trace_rate: writtenTrace,
      },
    });
  },
);

test("an entry of the Software Catalog is YAML", () => {
  const entity: CatalogEntityDefinition = {
    apiVersion: "v3",
    kind: "service",
    metadata: {
      name: "api",
      displayName: "API of ${x}",
      links: [{ name: "Runbook", type: "runbook", url: "https://wiki.example.com/api" }],
    },
    spec: { dependsOn: ["datastore:db"] },
  };
  const { resource } = synth((stack) => new CatalogEntity(stack, "api", entity));
  expect(resource.datadog_software_catalog).toEqual({
    api: {
      entity:
        "apiVersion: v3\nkind: service\nmetadata:\n  name: api\n  displayName: API of $${x}\n  links:\n    - name: Runbook\n      type: runbook\n      url: https://wiki.example.com/api\nspec:\n  dependsOn:\n    - datastore:db\n",
    },
  });
});

test("metadata and tags of a rate and of a distribution, whose type Datadog does not take", () => {
  const { resource } = synth((stack) => {
    new MetricMetadata(stack, "runs", {
      metric: "a.runs",
      type: "rate",
      unit: "execution",
      statsd_interval: 10,
      short_name: "Runs",
    });
    new MetricMetadata(stack, "time", { metric: "a.time", description: "Time", unit: "second", per_unit: "run" });
    new TagConfiguration(stack, "runs-tags", tagConfiguration("a.runs", { metric_type: "rate", tags: ["env"] }));
    new TagConfiguration(
      stack,
      "time-tags",
      tagConfiguration("a.time", { metric_type: "distribution", tags: ["env"], include_percentiles: false }),
    );
  });
  expect(resource).toEqual({
    datadog_metric_metadata: {
      runs: { metric: "a.runs", type: "rate", unit: "execution", statsd_interval: 10, short_name: "Runs" },
      time: {
        metric: "a.time",
        description: "Time",
        unit: "second",
        per_unit: "run",
        lifecycle: { ignore_changes: ["type"] },
      },
    },
    datadog_metric_tag_configuration: {
      "runs-tags": { metric_name: "a.runs", metric_type: "rate", tags: ["env"] },
      "time-tags": { metric_name: "a.time", metric_type: "distribution", tags: ["env"], include_percentiles: false },
    },
  });
});
