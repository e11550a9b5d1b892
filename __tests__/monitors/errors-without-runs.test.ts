import { errorRate } from "../../monitors/error-rate";
import { errorsWithoutRuns } from "../../monitors/errors-without-runs";
import { simulate } from "../../testing";
import { catchesMistakes, type Stories, tell } from "./stories";

const reported = (errors: string, runs: string) => ({
  "pipeline.errors{stage:spark}": errors,
  "pipeline.runs{status:success}": runs,
});

const stories: Stories = {
  "alerts an hour after the last run, and recovers with the next": {
    series: reported("1x119", "10x9 0x79 1 0x29"), // the last run is counted in 00:09, the next in 01:30
    timeline: `
      01:10 OK → Alert  1  @pagerduty-data-platform @slack-data-pipeline  The pipeline reports errors, but hardly any runs. Of all errors and runs in the last 1 hour, 100% were errors. Runs fail before they are counted, or their metric no longer arrives; the error rate cannot be computed. …
      01:31 Alert → OK  0.983606557377  @pagerduty-data-platform @slack-data-pipeline  The pipeline reports errors, but hardly any runs. The pipeline reports runs again, or no more errors.
    `,
  },
  "alerts at the first error where there never was a run, and recovers an hour later": {
    series: reported("0x4 1 0x74", "_x80"),
    timeline: `
      00:06 OK → Alert  1  @pagerduty-data-platform @slack-data-pipeline  …
      01:06 Alert → OK  0  @pagerduty-data-platform @slack-data-pipeline  …
    `,
  },
  "does not alert while there is one run among a thousand errors": {
    series: reported("17x59", "1 0x58"),
    timeline: "",
  },
  "says nothing of an error at the end of the only run of an hour": {
    series: reported("_x55 1 _x64", "1 _x59 1 _x59"),
    timeline: "",
  },
  "adds up the errors of all stages": {
    series: {
      "pipeline.errors{stage:spark}": "0x9 _x20",
      "pipeline.errors{stage:load}": "_x10 3 0x19",
      "pipeline.runs{status:success}": "_x30",
    },
    timeline: "00:11 OK → Alert  1  …",
  },
  "does not take runs in staging for runs": {
    series: { ...reported("1x9", "_x10"), "pipeline.runs{env:staging}": "10x9" },
    timeline: "00:01 OK → Alert  1  …",
  },
  "says nothing without data": { series: reported("_x90", "_x90"), timeline: "" },
  "notifies of it in staging": {
    series: reported("1 _x62", "_x63"),
    options: { environment: "staging" },
    timeline: `
      00:01 OK → Alert  1  @slack-data-pipeline-staging  …
      01:01 Alert → OK  0  @slack-data-pipeline-staging  …
    `,
  },
  "notifies nobody in demo": {
    series: reported("1 _x62", "_x63"),
    options: { environment: "demo" },
    timeline: `
      00:01 OK → Alert  1  The pipeline reports errors, but hardly any runs. Of …
      01:01 Alert → OK  0  The pipeline reports errors, but hardly any runs. The pipeline reports runs again, or no more errors.
    `,
  },
};

describe("errors without runs", () => {
  tell(errorsWithoutRuns, stories);

  it("are what the error rate is silent about", () => {
    const story = reported("5x19", "_x20");
    expect(simulate(errorRate(), story)).toHaveTimeline("");
    expect(simulate(errorsWithoutRuns(), story)).toHaveTimeline("00:01 OK → Alert  1  …");
  });
});

describe("a mistake in the monitor of errors without runs", () => {
  const story = "alerts an hour after the last run, and recovers with the next";
  catchesMistakes("errorsWithoutRuns", errorsWithoutRuns, stories, [
    ["a lower threshold", ">= 1", ">= 0.99", "does not alert while there is one run among a thousand errors"],
    ["a threshold that is never reached", ">= 1", ">= 2", story],
    ["a comparator that leaves out the threshold", ">= 1", "> 1", story],
    ["a shorter window", "last_1h", "last_30m", "says nothing of an error at the end of the only run of an hour"],
    ["a longer window", "last_1h", "last_2h", story],
    ["errors of one stage", "errors{*}", "errors{stage:spark}", "adds up the errors of all stages"],
    ["alerts by stage", "errors{*}", "errors{*} by {stage}", "adds up the errors of all stages"],
    ["runs of every environment", "runs{*}", "runs{env:*}", "does not take runs in staging for runs"],
    ["a missing as_count()", ".as_count()", "", story],
  ]);
});
