import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Started, startEnvironment } from "../../cli/start";

const folder = mkdtempSync(join(tmpdir(), "start-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("npm start", () => {
  let started: Started;
  beforeAll(() => {
    started = startEnvironment("demo", join(folder, "cdktf.out"));
  });

  it("loads all of demo into an org", () => {
    const { org, warnings } = started;
    expect(warnings).toEqual([]);
    expect([org.monitors.size, org.dashboards.size, org.logsPipelines.size]).toEqual([3, 3, 6]);
    expect([org.metricMetadata.size, org.tagConfigurations.size]).toEqual([13, 13]);
    expect([org.logsMetrics.size, org.spansMetrics.size, org.catalogEntities.size]).toEqual([1, 5, 6]);
  });

  it("says what each stack holds", () => {
    expect(started.declared.stacks).toEqual([
      { id: "demo-monitors", objects: "3 monitors" },
      { id: "demo-dashboards", objects: "3 dashboards" },
      { id: "demo-agent", objects: "1 container, 1 image, 1 volume" },
      { id: "demo-metrics", objects: "13 metrics' metadata, 13 tag configurations" },
      { id: "demo-logs", objects: "6 log pipelines, 1 logs-based metric" },
      { id: "demo-traces", objects: "1 retention filter, 6 catalog entities, 5 spans metrics" },
    ]);
  });

  it("says in words when the document's three monitors alert", () => {
    expect(started.declared.monitors.map(({ condition }) => condition)).toEqual([
      expect.stringMatching(/pipeline\.errors.* divided by .*pipeline\.runs.* above 0\.1\./),
      expect.stringMatching(/pipeline\.runs where status is failed.* last 5 minutes.* above 3\./),
      expect.stringMatching(/average of pipeline\.stage\.duration.* last 15 minutes.* above 300\. Each stage/),
    ]);
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
