import { errorRate } from "../../monitors/error-rate";
import { simulate } from "../../testing";
import { catchesMistakes, type Stories, tell } from "./stories";

/** Errors of one stage beside runs, each minute. */
const rate = (errors: string, runs: string) => ({
  "pipeline.errors{stage:spark}": errors,
  "pipeline.runs{status:success}": runs,
});

const stories: Stories = {
  "divides the errors of five minutes by their runs": {
    series: rate("0x4 2x4 0x9", "10x19"), // 2 errors a minute in 00:05 to 00:09, 50 runs in each window
    timeline: `
      00:07 OK → Warn  0.08  @slack-data-pipeline  High pipeline error rate detected. …
      00:08 Warn → Alert  0.12  @pagerduty-data-platform @slack-data-pipeline  High pipeline error rate detected. Error rate: 0.12 (threshold: 0.1) …
      00:13 Alert → Warn  0.08  @slack-data-pipeline @pagerduty-data-platform  High pipeline error rate detected. …
      00:14 Warn → OK  0.04  @slack-data-pipeline @pagerduty-data-platform  High pipeline error rate detected.
    `,
  },
  "does not alert at exactly one error in ten runs": {
    series: rate("1x19", "10x19"),
    timeline: "00:01 OK → Warn  0.1  …",
  },
  "weighs a minute by its runs": {
    series: rate("0x4 1 0x9", "100x4 1 100x9"), // one error in the only run of a minute: 1 of 401
    timeline: "",
  },
  "alerts for the only run of an hour when it has an error, and recovers without data, which counts as 0": {
    series: rate("1 _x119", "1 _x59 1 _x59"),
    timeline: `
      00:01 OK → Alert  1  @pagerduty-data-platform @slack-data-pipeline  …
      00:06 Alert → OK  0  @pagerduty-data-platform @slack-data-pipeline  …
    `,
  },
  "adds up the errors of all stages, and the runs of all users": {
    series: {
      "pipeline.errors{stage:spark}": "0x4 4 0x9",
      "pipeline.errors{stage:load}": "0x4 4 0x9",
      "pipeline.runs{status:success,user:ada}": "5x14",
      "pipeline.runs{status:failed,user:max}": "5x14",
    },
    timeline: `
      00:06 OK → Alert  0.16  …
      00:11 Alert → OK  0  …
    `,
  },
  "says nothing of errors in staging": {
    series: { "pipeline.errors{stage:spark,env:staging}": "5x19", ...rate("0x19", "10x19") },
    timeline: "",
  },
  "says nothing of errors without runs": { series: rate("5x19", "_x20"), timeline: "" },
  "says nothing without data": { series: rate("_x60", "_x60"), timeline: "" },
  "does not warn in staging": {
    series: rate("0x4 2x4 0x9", "10x19"),
    options: { environment: "staging" },
    timeline: `
      00:08 OK → Alert  0.12  @slack-data-pipeline-staging  …
      00:13 Alert → OK  0.08  @slack-data-pipeline-staging  …
    `,
  },
  "notifies nobody in demo": {
    series: rate("0x4 2x4 0x9", "10x19"),
    options: { environment: "demo" },
    timeline: `
      00:08 OK → Alert  0.12  High pipeline error rate detected. Error rate: 0.12 (threshold: 0.1) …
      00:13 Alert → OK  0.08  High pipeline error rate detected.
    `,
  },
};

describe("error rate", () => {
  tell(errorRate, stories);

  it("is one error in ten runs at the threshold", () => {
    expect(simulate(errorRate(), rate("1x19", "10x19")).at("00:20").value).toBeCloseTo(0.1, 12);
  });
});

describe("a mistake in the error rate monitor", () => {
  const story = "divides the errors of five minutes by their runs";
  const all = "adds up the errors of all stages, and the runs of all users";
  const exactly = "does not alert at exactly one error in ten runs";
  const weighed = "weighs a minute by its runs";
  catchesMistakes("errorRate", errorRate, stories, [
    ["a higher threshold", "> 0.1", "> 0.12", story],
    ["a lower threshold", "> 0.1", "> 0.09", exactly],
    ["a shorter window", "last_5m", "last_1m", story],
    ["a longer window", "last_5m", "last_15m", story],
    ["a comparator that includes the threshold", "> 0.1", ">= 0.1", exactly],
    ["alerts by stage", ".as_count()", " by {stage}.as_count()", all],
    ["errors of one stage", "pipeline.errors{*}", "pipeline.errors{stage:spark}", all],
    ["runs that succeed", "pipeline.runs{*}", "pipeline.runs{status:success}", all],
    ["errors of another environment", "errors{*}", "errors{env:staging}", "says nothing of errors in staging"],
    ["a missing as_count()", ".as_count()", "", weighed],
    ["as_rate() instead", ".as_count()", ".as_rate()", weighed],
  ]);
});
