import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HourStory, hourStory } from "../../cli/start-story";
import { storyReport } from "../../cli/start-story-report";
import { loadTerraform, Org } from "../../datadog/sandbox";
import { loadEnvironment } from "../../stacks/environments";
import { THREE_ENVIRONMENTS } from "../environments/three";
import { synthesized } from "../stacks/synthesized";

const folder = mkdtempSync(join(tmpdir(), "environments-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => cpSync(THREE_ENVIRONMENTS, folder, { recursive: true }));

/** The story of an environment as it is in its file now. */
function storyOf(name: string, seed?: number): HourStory {
  const environment = loadEnvironment(name, folder);
  const org = new Org();
  loadTerraform(org, JSON.parse(stackJson(name)));
  return hourStory(org, environment, seed);
}

function stackJson(name: string): string {
  const files = synthesized([loadEnvironment(name, folder)]);
  return JSON.stringify([...files].find(([stack]) => stack === `${name}-monitors`)![1]);
}

function edit(file: string, from: string, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

describe("the hour of npm start", () => {
  it("shows an incident that the document's three monitors see, and its end", () => {
    const changes = storyOf("demo").events.map(({ monitor, group, change }) => `${monitor} ${group} ${change}`);
    for (const what of ["Pipeline failures *", "Pipeline error rate *", "Slow pipeline stage stage:spark"]) {
      expect(changes).toContain(`${what} OK → Alert`);
      expect(changes).toContain(`${what} Alert → OK`);
    }
    expect(changes.filter((text) => text.includes("stage:ingest"))).toEqual([]);
  });

  it("runs every monitor of demo, the alerts of its SLOs too", () => {
    const { events, skipped } = storyOf("demo");
    expect(skipped).toEqual([]);
    // more than 3 of 100 runs of the hour fail, of which the target of 99 % allows one
    expect(events.map(({ monitor }) => monitor)).toContain("Pipeline runs succeed: burn rate over 24 hours");
  });

  it("changes with a threshold of the environment", () => {
    const slow = (story: HourStory) => story.events.filter(({ monitor }) => monitor === "Slow pipeline stage");
    expect(slow(storyOf("demo"))).not.toEqual([]);
    edit("demo.yaml", "slowStage: { critical: 300 }", "slowStage: { critical: 3000 }");
    expect(slow(storyOf("demo"))).toEqual([]);
  });

  it("is the same for the same seed", () => {
    expect(storyOf("demo", 5)).toEqual(storyOf("demo", 5));
  });

  it("says who would be notified, in which words", () => {
    const { events } = storyOf("production");
    const alert = events.find(({ monitor, change }) => monitor === "Pipeline failures" && change.endsWith("Alert"));
    expect(alert?.recipients).toEqual(["@pagerduty-data-platform", "@slack-data-pipeline"]);
    expect(alert?.text).toMatch(/^Multiple pipeline failures detected\. There have been \d+\.0 pipeline failures/);
    expect(new Set(storyOf("demo").events.map(({ recipients }) => recipients?.length))).toEqual(new Set([0]));
  });
});

describe("its report", () => {
  it("is what the README shows of it", () => {
    const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
    const [, shown = ""] = /^\$ npm start\n.*?^(An hour .*?)^```$/ms.exec(readme) ?? [];
    const parts = shown.split("…\n").filter((part) => part !== "");
    expect(parts.length).toBeGreaterThan(1);
    const report = `${storyReport(storyOf("demo"))}\n`;
    for (const part of parts) expect(report).toContain(part);
  });

  it("fits 80 columns", () => {
    for (const name of ["demo", "production"]) {
      expect(
        storyReport(storyOf(name))
          .split("\n")
          .filter((line) => line.length > 80),
      ).toEqual([]);
    }
  });

  it("has a line for each change, and below it what is sent", () => {
    const event = { at: "00:17", monitor: "Failures", group: "stage:spark", change: "OK → Alert", value: "4" };
    const text = storyReport({
      incident: "it rains",
      events: [
        { ...event, recipients: ["@slack-data"], text: "Four failures." },
        { ...event, at: "00:20", recipients: [], text: "More." },
      ],
      skipped: ['monitor "X": no.'],
    });
    expect(text.split("\n")).toEqual([
      "An hour of a made-up pipeline: it rains.",
      "  00:17  Failures {stage:spark}  OK → Alert  4",
      "         To @slack-data: Four failures.",
      "  00:20  Failures {stage:spark}  OK → Alert  4",
      "         To nobody: More.",
      '  Not run: monitor "X": no.',
    ]);
  });
});
