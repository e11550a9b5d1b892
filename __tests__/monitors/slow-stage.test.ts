import { slowStage } from "../../monitors/slow-stage";
import { simulate } from "../../testing";
import { catchesMistakes, type Stories, tell } from "./stories";

/** Seconds that one execution took, each minute, of the stage that is watched; another stage is fast all the time. */
const spark = (values: string) => ({
  "pipeline.stage.duration{stage:spark}": values,
  "pipeline.stage.duration{stage:load}": "100x60",
});

const stories: Stories = {
  "alerts for the stage alone, and recovers below its recovery threshold": {
    series: spark("100x14 400x14 100x29"), // of the 15 points of a window, k are 400 and the others 100: 100 + 20 k
    timeline: `
      00:23 {stage:spark} OK → Warn  260  @slack-data-pipeline  Pipeline stage spark is executing slowly. …
      00:26 {stage:spark} Warn → Alert  320  @pagerduty-data-platform @slack-data-pipeline  Pipeline stage spark is executing slowly. Average execution time: 320.0s (threshold: 300s) …
      00:37 {stage:spark} Alert → Warn  260  @slack-data-pipeline @pagerduty-data-platform  Pipeline stage spark is executing slowly. …
      00:38 {stage:spark} Warn → OK  240  @slack-data-pipeline @pagerduty-data-platform  Pipeline stage spark is executing slowly.
    `,
  },
  "does not alert at exactly 300 seconds": {
    series: spark("300x30"),
    timeline: "00:01 {stage:spark} OK → Warn  300  …\n00:46 {stage:spark} Warn → OK  …",
  },
  "alerts for one slow execution an hour, until it leaves the window": {
    series: spark("400 _x59 100 _x59"),
    timeline: `
      00:01 {stage:spark} OK → Alert  400  @pagerduty-data-platform @slack-data-pipeline  …
      00:16 {stage:spark} Alert → OK  @pagerduty-data-platform @slack-data-pipeline  …
    `,
  },
  "says nothing of slow stages in staging": {
    series: { "pipeline.stage.duration{stage:spark,env:staging}": "900x19", ...spark("100x19") },
    timeline: "",
  },
  "averages the runs of a minute": {
    series: {
      "pipeline.stage.duration{stage:spark,pipeline_id:1}": "200x19",
      "pipeline.stage.duration{stage:spark,pipeline_id:2}": "220x19",
    },
    timeline: "",
  },
  "watches every stage": {
    series: { "pipeline.stage.duration{stage:load}": "400", "pipeline.stage.duration{stage:ingest}": "_ 400" },
    options: { until: "00:20" },
    timeline: `
      00:01 {stage:load} OK → Alert  400  @pagerduty-data-platform @slack-data-pipeline  …
      00:02 {stage:ingest} OK → Alert  400  @pagerduty-data-platform @slack-data-pipeline  …
      00:16 {stage:load} Alert → OK  …
      00:17 {stage:ingest} Alert → OK  …
    `,
  },
  "says nothing without executions": { series: { "pipeline.stage.duration": "_x60" }, timeline: "" },
  "does not alert at exactly 600 seconds in staging": {
    series: spark("600x9"),
    options: { environment: "staging" },
    timeline: "",
  },
  "alerts above 600 seconds in staging": {
    series: spark("601 _x30"),
    options: { environment: "staging" },
    timeline: `
      00:01 {stage:spark} OK → Alert  601  @slack-data-pipeline-staging  …
      00:16 {stage:spark} Alert → OK  @slack-data-pipeline-staging  …
    `,
  },
  "recovers at its threshold in demo, where nobody is notified": {
    series: spark("100x14 400x14 100x29"),
    options: { environment: "demo" },
    timeline: `
      00:26 {stage:spark} OK → Alert  320  Pipeline stage spark is executing slowly. Average execution time: 320.0s (threshold: 300s) …
      00:35 {stage:spark} Alert → OK  300  Pipeline stage spark is executing slowly.
    `,
  },
};

describe("slow stage", () => {
  tell(slowStage, stories);

  it("warns, and does not alert, while the average is at its threshold", () => {
    const exactly = simulate(slowStage(), spark("300x30"));
    expect(exactly.at("00:30", "stage:spark")).toMatchObject({ state: "Warn", value: 300 });
  });
});

describe("a mistake in the slow stage monitor", () => {
  const story = "alerts for the stage alone, and recovers below its recovery threshold";
  catchesMistakes("slowStage", slowStage, stories, [
    ["a higher threshold", "> 300", "> 320", story],
    ["a lower threshold", "> 300", "> 299", "does not alert at exactly 300 seconds"],
    ["a shorter window", "last_15m", "last_5m", story],
    ["a longer window", "last_15m", "last_1h", "alerts for one slow execution an hour, until it leaves the window"],
    ["a comparator that includes the threshold", "> 300", ">= 300", "does not alert at exactly 300 seconds"],
    ["no alert of its own for each stage", " by {stage}", "", story],
    ["alerts by run", "by {stage}", "by {stage,pipeline_id}", story],
    ["one stage alone", "{*}", "{stage:spark}", "watches every stage"],
    ["another environment", "{*}", "{env:staging}", "says nothing of slow stages in staging"],
    ["the worst minute instead of the average", "avg(last", "max(last", story],
    ["the sum of executions", "avg:", "sum:", "averages the runs of a minute"],
  ]);
});
