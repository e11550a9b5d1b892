import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Started, startEnvironment } from "../../../ops/start";

const folder = mkdtempSync(join(tmpdir(), "start-"));
afterAll(() => rmSync(folder, { recursive: true }));

let started: Started;

describe("npm start", () => {
  beforeAll(() => {
    started = startEnvironment("demo", { outdir: join(folder, "cdktf.out") });
  });

  it("loads all of demo into an org", () => {
    const { org, warnings } = started;
    expect(warnings).toEqual([]);
    // What is in the synthesized JSON, counted, but for the agent's container, which is no object of Datadog's.
    const { docker_container, docker_image, docker_volume, ...declared } = resourceCounts();
    expect(declared).toEqual({
      datadog_monitor: org.monitors.size,
      datadog_dashboard_json: org.dashboards.size,
      datadog_metric_metadata: org.metricMetadata.size,
      datadog_metric_tag_configuration: org.tagConfigurations.size,
      datadog_logs_custom_pipeline: org.logsPipelines.size,
      datadog_logs_metric: org.logsMetrics.size,
      datadog_spans_metric: org.spansMetrics.size,
      datadog_software_catalog: org.catalogEntities.size,
      datadog_apm_retention_filter: org.retentionFilters.size,
      datadog_service_level_objective: org.slos.size,
    });
    expect([docker_container, docker_image, docker_volume]).toEqual([1, 1, 1]);
  });

  it("says what each stack holds", () => {
    expect(started.declared.stacks.filter(({ inOrg }) => !inOrg).map(({ id }) => id)).toEqual(["demo-agent"]);
    expect(started.declared.stacks.map(({ id, objects }) => `${id}: ${objects}`)).toEqual([
      expect.stringMatching(/^demo-monitors: \d+ monitors, \d+ SLOs$/),
      expect.stringMatching(/^demo-dashboards: \d+ dashboards$/),
      expect.stringMatching(/^demo-logs: \d+ log pipelines, 1 logs-based metric$/),
      expect.stringMatching(/^demo-traces: 1 retention filter, \d+ catalog entities, \d+ spans metrics$/),
      "demo-agent: 1 container, 1 image, 1 volume",
      expect.stringMatching(/^demo-metrics: \d+ metrics' metadata, \d+ tag configurations$/),
    ]);
  });

  it("says all parts of a condition that names them", () => {
    const { condition } = started.declared.monitors.find(({ name }) => name === "Pipeline errors without runs")!;
    expect(condition).toMatch(
      /where a is the total count of pipeline\.errors .*, b is the total count of pipeline\.runs .*\. There is a single alert for all groups\.$/,
    );
  });

  it("says in words when the document's three monitors alert", () => {
    const conditions = started.declared.monitors.map(({ condition }) => condition);
    expect(conditions).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/pipeline\.errors.* divided by .*pipeline\.runs.* above [\d.]+\./),
        expect.stringMatching(/pipeline\.runs where status is failed.* last 5 minutes.* above [\d.]+\./),
        expect.stringMatching(
          /average of pipeline\.stage\.duration.* last 15 minutes.* above [\d.]+\. It alerts separately for each stage/,
        ),
      ]),
    );
  });

  it("names every topic that the document asks of the dashboards", () => {
    const topics = started.declared.dashboards.flatMap((dashboard) => dashboard.topics);
    const asked = [
      "Pipeline execution counts",
      "Success rate",
      "Average execution time per stage",
      "Error rates and types",
      "Resource utilization during pipeline runs",
      "Stage execution time trends",
      "Processing throughput",
      "Database query performance",
      "API response times",
      "Error counts by component",
      "Failure reasons",
      "Error trends",
      "Most problematic pipeline stages",
    ];
    expect(asked.filter((topic) => !topics.includes(topic))).toEqual([]);
  });
});

/** How many resources of each type the stacks of demo have. */
function resourceCounts(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { id } of started.declared.stacks) {
    const file = join(folder, "cdktf.out", "stacks", id, "cdk.tf.json");
    const { resource } = JSON.parse(readFileSync(file, "utf8")) as { resource: Record<string, object> };
    for (const [type, named] of Object.entries(resource)) counts[type] = Object.keys(named).length;
  }
  return counts;
}
