import { Org } from "../../../datadog/sandbox";
import { type ServedOrg, serveOrg } from "../../../datadog/sandbox/api/server";
import { DatadogApi } from "../../../ops/import/datadog-api";
import { ImportProject } from "./project";

const grok = {
  support_rules: "",
  match_rules: 'line \\[%{word:level}\\] %{data:msg}\nother %{regex("[\\\\d.]+"):n}',
};
const pipeline = {
  ...{ id: "Pn0ePsAuTzqsJ5xlNqD5Pg", type: "pipeline", is_read_only: false },
  name: "Kafka's broker",
  is_enabled: true,
  filter: { query: "source:kafka" },
  processors: [
    {
      ...{ type: "grok-parser", name: "Head", is_enabled: true, source: "message", samples: ["[INFO] `x` ${y}"] },
      grok,
    },
    { type: "status-remapper", name: "Level", is_enabled: false, sources: ["level"] },
  ],
  tags: ["team:data"],
};
const counted = {
  ...{ type: "logs_metrics", id: "kafka.errors" },
  attributes: {
    compute: { aggregation_type: "count" },
    filter: { query: "source:kafka status:error" },
    group_by: [{ path: "@topic", tag_name: "topic" }],
  },
};
const measured = {
  ...{ type: "spans_metrics", id: "kafka.publish" },
  attributes: {
    compute: { aggregation_type: "distribution", path: "@duration", include_percentiles: false },
    filter: { query: "operation_name:kafka.produce" },
    group_by: [],
  },
};

describe("a log pipeline and generated metrics", () => {
  const project = new ImportProject();
  afterAll(() => project.remove());

  test("become files, lines of the indexes, and import blocks, and give what was read", () => {
    project.write("export.json", JSON.stringify([pipeline, counted, measured]));
    const { stdout, stderr } = project.import(["--file", "export.json", "--environment", "demo"]);
    expect(stderr).toBe("");
    expect(stdout).toContain('logs/kafkas-broker.ts: export.json "Kafka\'s broker"');
    expect(stdout).toContain("Terraform takes over 3 of 3 in demo.");
    expect(stdout).toContain("kafkaPublish: demo does not deploy it: set traces.spansMetrics in its file");
    expect(stdout).not.toContain("Different from what was read");
    expect(project.read("logs/kafka-errors.ts")).toBe(`import { logsMetric } from "../datadog/definitions";

/** The metric kafka.errors, which Datadog generates from logs. */
export function kafkaErrors() {
  return logsMetric({
    name: "kafka.errors",
    query: "source:kafka status:error",
    groupBy: { topic: "@topic" },
  });
}
`);
    expect(project.read("traces/kafka-publish.ts")).toContain("(): SpansMetricDefinition {");
    expect(project.complaints("logs", "traces")).toBe("");
    const { stderr: mistakes, status } = project.synthesize({ ENVIRONMENT: "demo" });
    expect([status, status === 0 ? "" : mistakes]).toEqual([0, ""]);
    const stack = JSON.parse(project.read("cdktf.out/stacks/demo-logs/cdk.tf.json"));
    expect(stack.import).toEqual([
      { to: "datadog_logs_custom_pipeline.kafkas-broker", id: pipeline.id },
      { to: "datadog_logs_metric.kafka-errors", id: "kafka.errors" },
    ]);
    const { processor } = stack.resource.datadog_logs_custom_pipeline["kafkas-broker"];
    expect(processor[0].grok_parser.grok.match_rules).toBe(grok.match_rules.replaceAll("%{", "%%{"));
  });

  test("are found by their names in an account", async () => {
    const org = new Org();
    let served: ServedOrg | undefined;
    try {
      served = await serveOrg(org);
      const { url, keys } = served;
      const env = { DD_HOST: url, DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey };
      const headers = {
        "DD-API-KEY": keys.apiKey,
        "DD-APPLICATION-KEY": keys.appKey,
        "Content-Type": "application/json",
      };
      const post = (path: string, body: object) =>
        fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      const { id: _, type: _type, is_read_only: _only, ...body } = pipeline;
      expect((await post("/api/v1/logs/config/pipelines", body)).status).toBe(200);
      expect((await post("/api/v2/logs/config/metrics", { data: counted })).status).toBe(200);
      const api = new DatadogApi(env);
      expect(await api.named("kafka's broker")).toMatchObject([
        { kind: "logPipeline", definition: { name: "Kafka's broker" } },
      ]);
      expect(await api.named("kafka.errors")).toMatchObject([{ kind: "logsMetric", id: "kafka.errors" }]);
    } finally {
      await served?.stop();
    }
  });
});
