import { slowStage } from "../../monitors/slow-stage";
import { simulate } from "../../testing";

const RUNBOOK = "Runbook: https://wiki.example.com/runbooks/data-pipeline";

/** Seconds that one execution took, each minute, of the stage that is watched; another stage is fast all the time. */
const spark = (values: string, options = {}) =>
  simulate(
    slowStage(),
    { "pipeline.stage.duration{stage:spark}": values, "pipeline.stage.duration{stage:load}": "100x60" },
    options,
  );

describe("slow stage", () => {
  it("alerts for the stage alone, and recovers below its recovery threshold", () => {
    // of the 15 points of a window, k are 400 and the others 100: the average is 100 + 20 k
    expect(spark("100x14 400x14 100x29")).toHaveTimeline(`
      00:23 {stage:spark} OK → Warn  260  @slack-data-pipeline  Pipeline stage spark is executing slowly. ${RUNBOOK}
      00:26 {stage:spark} Warn → Alert  320  @pagerduty-data-platform @slack-data-pipeline  Pipeline stage spark is executing slowly. Average execution time: 320.0s (threshold: 300s) ${RUNBOOK}
      00:37 {stage:spark} Alert → Warn  260  @slack-data-pipeline @pagerduty-data-platform  Pipeline stage spark is executing slowly. ${RUNBOOK}
      00:38 {stage:spark} Warn → OK  240  @slack-data-pipeline @pagerduty-data-platform  Pipeline stage spark is executing slowly.
    `);
  });

  it("does not alert at exactly 300 seconds", () => {
    const exactly = spark("300x30");
    expect(exactly).toHaveTimeline("00:01 {stage:spark} OK → Warn  300  …\n00:46 {stage:spark} Warn → OK  …");
    expect(exactly.at("00:30", "stage:spark")).toMatchObject({ state: "Warn", value: 300 });
  });

  it("alerts for one slow execution an hour, until it leaves the window", () => {
    expect(spark("400 _x59 100 _x59")).toHaveTimeline(`
      00:01 {stage:spark} OK → Alert  400  @pagerduty-data-platform @slack-data-pipeline  …
      00:16 {stage:spark} Alert → OK  @pagerduty-data-platform @slack-data-pipeline  …
    `);
  });

  it("says nothing without executions", () => {
    expect(simulate(slowStage(), { "pipeline.stage.duration": "_x60" })).toHaveTimeline("");
  });

  it("alerts above 600 seconds in staging", () => {
    expect(spark("600x9", { environment: "staging" })).toHaveTimeline("");
    expect(spark("601 _x30", { environment: "staging" })).toHaveTimeline(`
      00:01 {stage:spark} OK → Alert  601  @slack-data-pipeline-staging  …
      00:16 {stage:spark} Alert → OK  @slack-data-pipeline-staging  …
    `);
  });
});
