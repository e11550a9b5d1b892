import { failure } from "../../monitors/failure";
import { mostRunsFail } from "../../monitors/most-runs-fail";
import { simulate } from "../../testing";
import { catchesMistakes, type Stories, tell } from "./stories";

const runs = (failed: string, succeeded: string) => ({
  "pipeline.runs{status:failed}": failed,
  "pipeline.runs{status:success}": succeeded,
});

/** One run an hour: three succeed, five fail, four succeed. */
const hourly = runs(
  "_x180 1 _x59 1 _x59 1 _x59 1 _x59 1 _x59 _x240",
  "1 _x59 1 _x59 1 _x359 1 _x59 1 _x59 1 _x59 1 _x59",
);

const stories: Stories = {
  "warns when two of four runs fail, alerts when three do, and recovers as runs succeed": {
    // failed of the four runs in a window: 1 at 03:01, 2, 3, 4 …
    series: hourly,
    timeline: `
      04:01 OK → Warn  0.5  @slack-data-pipeline  A large share of the pipeline's runs fail. …
      05:01 Warn → Alert  0.75  @pagerduty-data-platform @slack-data-pipeline  A large share of the pipeline's runs fail. 75% of the runs in the last 4 hours failed (threshold: 0.5). …
      09:01 Alert → Warn  0.5  @slack-data-pipeline @pagerduty-data-platform  …
      10:01 Warn → OK  0.25  @slack-data-pipeline @pagerduty-data-platform  A large share of the pipeline's runs fail. Most runs succeed again.
    `,
  },
  "does not alert while exactly half of the runs fail": {
    series: runs("5x30", "5x30"),
    timeline: "00:01 OK → Warn  0.5  …",
  },
  "alerts when most of many runs fail": {
    series: runs("0x9 10x19", "5x29"), // at 00:13 30 of 95 runs failed, at 00:20 100 of 200, at 00:21 110 of 215
    timeline: `
      00:13 OK → Warn  0.315789473684  …
      00:21 Warn → Alert  0.511627906977  …
    `,
  },
  "adds up the runs of all users": {
    series: {
      "pipeline.runs{status:failed,user:ada}": "1 _x9",
      "pipeline.runs{status:success,user:max}": "1 _x9",
    },
    timeline: "00:01 OK → Warn  0.5  …",
  },
  "does not count runs in staging": {
    series: { "pipeline.runs{status:failed,env:staging}": "5x19", ...runs("0x19", "1x19") },
    timeline: "",
  },
  "says nothing without runs": { series: { "pipeline.runs": "_x300" }, timeline: "" },
  "ends when the only failed run leaves the window": {
    series: runs("1 _x250", "_x251"),
    timeline: `
      00:01 OK → Alert  1  @pagerduty-data-platform @slack-data-pipeline  …
      04:01 Alert → OK  0  @pagerduty-data-platform @slack-data-pipeline  …
    `,
  },
  "does not warn in staging": {
    series: runs("1 _x250", "_x251"),
    options: { environment: "staging" },
    timeline: `
      00:01 OK → Alert  1  @slack-data-pipeline-staging  …
      04:01 Alert → OK  0  @slack-data-pipeline-staging  …
    `,
  },
  "notifies nobody in demo": {
    series: runs("1 _x250", "_x251"),
    options: { environment: "demo" },
    timeline: `
      00:01 OK → Alert  1  A large share of the pipeline's runs fail. 100% of …
      04:01 Alert → OK  0  A large share of the pipeline's runs fail. Most runs succeed again.
    `,
  },
};

describe("most runs fail", () => {
  tell(mostRunsFail, stories);

  it("is what the failure monitor does not see of one run an hour", () => {
    expect(simulate(failure(), hourly)).toHaveTimeline("");
    expect(simulate(mostRunsFail(), hourly).timeline).toContain("→ Alert");
  });
});

describe("a mistake in the monitor of runs that mostly fail", () => {
  const story = "warns when two of four runs fail, alerts when three do, and recovers as runs succeed";
  const half = "does not alert while exactly half of the runs fail";
  catchesMistakes("mostRunsFail", mostRunsFail, stories, [
    ["a lower threshold", "> 0.5", "> 0.49", half],
    ["a higher threshold", "> 0.5", "> 0.75", story],
    ["a shorter window", "last_4h", "last_1h", story],
    ["a longer window", "last_4h", "last_1d", story],
    ["a comparator that includes the threshold", "> 0.5", ">= 0.5", half],
    ["alerts by user", ".as_count()", " by {user}.as_count()", "adds up the runs of all users"],
    ["all runs over all runs", "status:failed", "*", half],
    ["runs of every environment", "runs{", "runs{env:*,", "does not count runs in staging"],
    ["a missing as_count()", ".as_count()", "", story],
  ]);
});
