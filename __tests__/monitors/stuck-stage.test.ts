import { stuckStage } from "../../monitors/stuck-stage";
import { catchesMistakes, type Stories, tell } from "./stories";

/** Seconds since the stage began, each minute while it runs. */
const age = (values: string) => ({ "pipeline.stage.running{stage:load,pipeline_id:1}": values });

const stories: Stories = {
  "alerts an hour after the stage began, and recovers when it ends": {
    series: age("60+60x69 _x10"), // 60 (i + 1) seconds in minute i; it ends after 01:09
    timeline: `
      01:01 {stage:load} OK → Alert  3660  @pagerduty-data-platform @slack-data-pipeline  Pipeline stage load has been running for 61 minutes (alert above 60 minutes). …
      01:15 {stage:load} Alert → OK  @pagerduty-data-platform @slack-data-pipeline  Pipeline stage load is no longer stuck.
    `,
  },
  "does not alert at exactly an hour": { series: age("3600x20"), timeline: "" },
  "says nothing without stages": { series: age("_x60"), timeline: "" },
  "says nothing of a stage that runs once a day and ends in time": { series: age("60+60x54 _x60"), timeline: "" },
  "looks at the oldest execution of a stage": {
    series: {
      "pipeline.stage.running{stage:load,pipeline_id:1}": "4000x9",
      "pipeline.stage.running{stage:load,pipeline_id:2}": "60x9",
    },
    timeline: "00:01 {stage:load} OK → Alert  4000  …",
  },
  "says nothing of stages in staging": {
    series: { "pipeline.stage.running{stage:load,env:staging}": "4000x9", ...age("60x9") },
    timeline: "",
  },
};

describe("stuck stage", () => tell(stuckStage, stories));

describe("a mistake in the monitor of stuck stages", () => {
  const story = "alerts an hour after the stage began, and recovers when it ends";
  const oldest = "looks at the oldest execution of a stage";
  catchesMistakes("stuckStage", stuckStage, stories, [
    ["a higher threshold", "> 3600", "> 3660", story],
    ["a lower threshold", "> 3600", "> 3540", "does not alert at exactly an hour"],
    ["a comparator that includes the threshold", "> 3600", ">= 3600", "does not alert at exactly an hour"],
    ["a longer window", "last_5m", "last_15m", story],
    ["the average of the executions", "max:", "avg:", oldest],
    ["alerts by execution", "by {stage}", "by {stage,pipeline_id}", oldest],
    ["no alert of its own for each stage", " by {stage}", "", story],
    ["another environment", "{*}", "{env:staging}", "says nothing of stages in staging"],
  ]);
});
