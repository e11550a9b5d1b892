import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { MonitorDefinition } from "../../datadog/definitions";
import { metricQueriesOf, namesOf } from "../../testing/queries";
import { hasFailed } from "../../testing/stories/report";
import { runStories } from "../../testing/stories/run";
import { readStories } from "../../testing/stories/story-file";
import { corpusObjects, corpusPath, describeCorpus } from "../corpus";

describeCorpus("ready-made monitors in YAML stories", () => {
  it("runs every metric monitor: none notifies about ten minutes without any data", () => {
    const monitors = corpusObjects<MonitorDefinition>("monitors.jsonl");
    const named = (name: string) => monitors.filter((other) => other.name === name).length;
    const tests = monitors
      .filter(({ type, name }) => (type === "metric alert" || type === "query alert") && named(name) === 1)
      .map((monitor) => ({
        name: monitor.name,
        monitor: monitor.name,
        series: Object.fromEntries(namesOf(metricQueriesOf(monitor)).map((metric) => [metric, "_x10"])),
        expect: [{ at: "10m", notify: [] }],
      }));
    expect(tests.length).toBeGreaterThan(150);
    const folder = mkdtempSync(join(tmpdir(), "stories-corpus-"));
    try {
      const path = join(folder, "stories.yaml");
      writeFileSync(path, stringify({ monitors: [corpusPath("monitors.jsonl")], tests }));
      const failed = runStories(readStories(path)).filter(hasFailed);
      expect(failed.map(({ test, failures, mistake }) => [test.name, mistake, failures])).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
