import { join } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { AgentContainer } from "../../constructs/agent-container";
import { CatalogEntity } from "../../constructs/catalog-entity";
import { Dashboard } from "../../constructs/dashboard";
import { LogPipeline } from "../../constructs/log-pipeline";
import { LogPipelineOrder } from "../../constructs/log-pipeline-order";
import { LogsMetric } from "../../constructs/logs-metric";
import { MetricMetadata } from "../../constructs/metric-metadata";
import { Monitor } from "../../constructs/monitor";
import { RetentionFilter } from "../../constructs/retention-filter";
import { SpansMetric } from "../../constructs/spans-metric";
import { TagConfiguration } from "../../constructs/tag-configuration";
import {
  dashboard,
  logPipeline,
  logsMetric,
  retentionFilter,
  spansMetric,
  tagConfiguration,
} from "../../datadog/definitions";

interface Settings {
  readonly overrides?: { readonly lifecycle?: { readonly preventDestroy: boolean } };
}

const composeFile = join(__dirname, "..", "..", "docker", "compose.yaml");

/** One of each kind of construct, by the type of its resource. */
const KINDS: Readonly<Record<string, (scope: Construct, id: string, settings?: Settings) => { resource: object }>> = {
  datadog_monitor: (scope, id, settings) =>
    new Monitor(
      scope,
      id,
      { name: "a", type: "metric alert", query: "avg(last_5m):avg:a.b{*} > 1", message: "" },
      settings,
    ),
  datadog_dashboard_json: (scope, id, settings) =>
    new Dashboard(scope, id, dashboard({ title: "a", description: "b", widgets: [] }), settings),
  datadog_logs_custom_pipeline: (scope, id, settings) =>
    new LogPipeline(
      scope,
      id,
      logPipeline({ name: "a", description: "b", filter: { query: "*" }, processors: [] }),
      settings,
    ),
  datadog_logs_pipeline_order: (scope, id, settings) => new LogPipelineOrder(scope, id, [], settings),
  datadog_logs_metric: (scope, id, settings) =>
    new LogsMetric(scope, id, logsMetric({ name: "a.b", query: "*" }), settings),
  datadog_spans_metric: (scope, id, settings) =>
    new SpansMetric(scope, id, spansMetric({ name: "a.b", query: "*" }), settings),
  datadog_apm_retention_filter: (scope, id, settings) =>
    new RetentionFilter(scope, id, retentionFilter({ name: "a", query: "*" }), settings),
  datadog_software_catalog: (scope, id, settings) =>
    new CatalogEntity(
      scope,
      id,
      { apiVersion: "v3", kind: "queue", metadata: { name: "a" }, spec: { type: "rabbitmq" } },
      settings,
    ),
  datadog_metric_metadata: (scope, id, settings) => new MetricMetadata(scope, id, { metric: "a.b" }, settings),
  datadog_metric_tag_configuration: (scope, id, settings) =>
    new TagConfiguration(scope, id, tagConfiguration("a.b", { metric_type: "gauge", tags: ["env"] }), settings),
  docker_container: (scope, id, settings) => new AgentContainer(scope, id, { composeFile, ...settings }),
};

describe.each(Object.entries(KINDS))("%s", (type, make) => {
  const stack = () => new TerraformStack(Testing.app(), "test");

  test("has the address of its id, wherever it stands, and an attribute that is given wins", () => {
    const root = stack();
    const made = make(new Construct(root, "folder"), "some-id", { overrides: { lifecycle: { preventDestroy: true } } });
    expect(made.resource).toHaveProperty("terraformResourceType", type);
    const { resource } = JSON.parse(Testing.synth(root));
    expect(Object.keys(resource[type])).toEqual(["some-id"]);
    expect(resource[type]["some-id"].lifecycle).toEqual({ prevent_destroy: true });
  });

  test("cannot take the address of another", () => {
    const root = stack();
    make(root, "some-id");
    const twice = `stack test already has ${type}.some-id; use a different id`;
    expect(() => make(new Construct(root, "folder"), "some-id")).toThrow(`test/folder/some-id: ${twice}`);
    expect(() => make(root, "some-id")).toThrow(`test/some-id: ${twice}`);
  });

  test.each(["some id", "1st", "", "a.b", "a/b", "ü"])("cannot have the name %j", (id) => {
    expect(() => make(stack(), id)).toThrow(
      `"${id}" is not a valid Terraform name: use letters, digits, -, and _, and start with a letter`,
    );
  });
});

test("two kinds share an id in two scopes, and are told so in one", () => {
  const root = new TerraformStack(Testing.app(), "test");
  KINDS.datadog_monitor!(root, "errors");
  KINDS.datadog_dashboard_json!(new Construct(root, "dashboards"), "errors");
  expect(() => KINDS.datadog_logs_metric!(root, "errors")).toThrow(
    'test/errors: there is already a construct "errors" in test; use a different id',
  );
});
