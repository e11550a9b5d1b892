import { MadePipeline, periodOf } from "../../demo/pipeline";
import { type Scenario, type ScenarioName, scenarios } from "../../demo/scenarios";
import { catalog, families } from "../../metrics/catalog";
import * as checks from "../../metrics/checks";
import { reportsOf } from "./recorder";

const START = Date.parse("2026-01-05T09:00:00Z") / 1000;

/** What a pipeline reports in the minutes from `from` to before `to` of its story. */
function story(scenario?: Scenario, { seed = 1, from = 0, to = 10 } = {}) {
  const pipeline = new MadePipeline({ seed, scenario, start: START });
  return reportsOf(pipeline, START, START + to * 60).filter(({ time }) => time >= START + from * 60);
}

const sum = (reports: ReturnType<typeof story>, name: string, tag = "") =>
  reports
    .filter((one) => one.name === name && Object.entries(one.tags).join(";").includes(tag))
    .reduce((total, { value }) => total + Number(value), 0);

test("the same seed makes the same reports, another seed others", () => {
  const { incident } = scenarios;
  expect(story(incident, { seed: 7 })).toEqual(story(incident, { seed: 7 }));
  expect(story(incident, { seed: 7 })).not.toEqual(story(incident, { seed: 8 }));
});

test("what it reports is declared in metrics/, with its tags and the way in which it is sent", () => {
  const declared = new Map(catalog.map((metric) => [metric.name, metric]));
  const timers = new Map(families.map((family) => [family.name, family.metrics[0]!]));
  const known = new Set(Object.values(checks).map(({ name }) => name));
  const ways = { count: ["rate", "count", "total"], gauge: ["gauge"], sample: ["distribution"], time: ["gauge"] };
  for (const name of Object.keys(scenarios) as ScenarioName[]) {
    for (const { how, name: metric, tags } of story(scenarios[name])) {
      if (how === "log" || how === "span") continue;
      if (how === "check") {
        expect(known).toContain(metric);
        continue;
      }
      const { type, tags: allowed = [] } = (how === "time" ? timers : declared).get(metric) ?? {};
      expect([metric, ways[how]]).toEqual([metric, expect.arrayContaining([type])]);
      const others = Object.keys(tags).filter((tag) => !allowed.includes(tag));
      expect([metric, others]).toEqual([metric, []]);
    }
  }
});

test("without a scenario nothing fails", () => {
  const reports = story(undefined, { to: 60 });
  expect(sum(reports, "pipeline.runs", "failed")).toBe(0);
  expect(sum(reports, "celery.flower.events.count", "task-failed")).toBe(0);
  // twelve runs a minute
  expect(sum(reports, "pipeline.runs")).toBe(720);
});

test("an incident comes, goes, and comes again", () => {
  const { incident } = scenarios;
  const failed = (from: number, to: number) => sum(story(incident, { from, to }), "pipeline.runs", "failed");
  const period = periodOf(incident);
  expect(failed(0, 7)).toBeGreaterThan(0);
  expect(failed(7, period)).toBe(0);
  expect(failed(period, period + 7)).toBeGreaterThan(0);
});

test("a failed stage ends its run: the stages after it report nothing", () => {
  const reports = story({ title: "", phases: [{ from: 0, to: 10, failing: { spark: 1 } }], minutes: 10 });
  const stages = new Set(
    reports.filter(({ name }) => name === "pipeline.stage.duration").map(({ tags }) => tags.stage),
  );
  expect(stages).toEqual(new Set(["ingest", "spark"]));
  expect(sum(reports, "pipeline.runs", "success")).toBe(0);
});

test("a pipeline without an agent reports nothing at all, one without traffic no runs", () => {
  expect(story(scenarios["dead-agent"], { to: 25 })).toEqual([]);
  expect(sum(story(scenarios["silent-pipeline"]), "pipeline.runs")).toBe(0);
});

test("messages wait while there are no workers, and are worked off when there are some again", () => {
  const waiting = (minute: number) =>
    story(scenarios.backlog, { from: minute, to: minute + 1 }).find(
      ({ name }) => name === "rabbitmq.queue.messages.ready",
    )!.value;
  expect(waiting(19)).toBeGreaterThan(5_000);
  expect(waiting(40)).toBe(0);
});

test("Prefect logs how each run ended", () => {
  const reports = story(scenarios["failing-stage"]);
  const ends = reports.filter(({ how }) => how === "log").map(({ value }) => String(value));
  expect(ends.filter((line) => / - Finished in state Failed\(/.test(line))).toHaveLength(
    sum(reports, "pipeline.runs", "failed"),
  );
  expect(ends.length).toBe(sum(reports, "pipeline.runs"));
});
