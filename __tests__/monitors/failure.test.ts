import { failure } from "../../monitors/failure";
import { simulate } from "../../testing";
import { catchesMistakes, type Stories, tell } from "./stories";

/** Failed runs, minute by minute, beside runs that succeed. */
const failed = (values: string) => ({
  "pipeline.runs{status:failed}": values,
  "pipeline.runs{status:success}": "5x60",
});

const stories: Stories = {
  "warns at two failures in five minutes, alerts at four, and recovers as they leave the window": {
    series: failed("0x9 1x4 0x14"), // one failure a minute in 00:10 to 00:14
    timeline: `
      00:12 OK → Warn  2  @slack-data-pipeline  Multiple pipeline failures detected. …
      00:14 Warn → Alert  4  @pagerduty-data-platform @slack-data-pipeline  Multiple pipeline failures detected. There have been 4.0 pipeline failures in the last 5 minutes. …
      00:17 Alert → Warn  3  @slack-data-pipeline @pagerduty-data-platform  Multiple pipeline failures detected. …
      00:19 Warn → OK  1  @slack-data-pipeline @pagerduty-data-platform  Multiple pipeline failures detected. Pipeline failures have returned to normal levels.
    `,
  },
  "pages, and says that it is over, when all failures come at once": {
    series: failed("0x9 4 0x14"),
    timeline: `
      00:11 OK → Alert  4  @pagerduty-data-platform @slack-data-pipeline  …
      00:16 Alert → OK  0  @pagerduty-data-platform @slack-data-pipeline  Multiple pipeline failures detected. Pipeline failures have returned to normal levels.
    `,
  },
  "does not alert at exactly three": {
    series: failed("0x9 3 0x9"),
    timeline: "00:11 OK → Warn  3  …\n00:16 Warn → OK  0  …",
  },
  "adds up the failures of all users": {
    series: {
      "pipeline.runs{status:failed,user:ada}": "0x9 2 0x9",
      "pipeline.runs{status:failed,user:max}": "0x9 2 0x9",
    },
    timeline: `
      00:11 OK → Alert  4  @pagerduty-data-platform @slack-data-pipeline  …
      00:16 Alert → OK  0  @pagerduty-data-platform @slack-data-pipeline  …
    `,
  },
  "says nothing of failures in staging": {
    series: { "pipeline.runs{status:failed,env:staging}": "5x19", "pipeline.runs{status:failed}": "0x19" },
    timeline: "",
  },
  "says nothing while one run an hour fails": { series: failed("1 _x59 1 _x59 1 _x59"), timeline: "" },
  "says nothing without runs": { series: { "pipeline.runs": "_x60" }, timeline: "" },
  "does not alert at exactly five in staging": {
    series: failed("0x9 5 0x9"),
    options: { environment: "staging" },
    timeline: "",
  },
  "alerts at six in staging, where nobody is paged": {
    series: failed("0x9 6 0x9"),
    options: { environment: "staging" },
    timeline: `
      00:11 OK → Alert  6  @slack-data-pipeline-staging  …
      00:16 Alert → OK  0  @slack-data-pipeline-staging  …
    `,
  },
  "notifies nobody in demo, where it does not warn": {
    series: failed("0x9 1x4 0x14"),
    options: { environment: "demo" },
    timeline: `
      00:14 OK → Alert  4  Multiple pipeline failures detected. There have been 4.0 pipeline failures in the last 5 minutes. …
      00:17 Alert → OK  3  Multiple pipeline failures detected. Pipeline failures have returned to normal levels.
    `,
  },
};

describe("pipeline failures", () => {
  tell(failure, stories);

  it("are none without runs, which is OK rather than no data", () => {
    expect(simulate(failure(), { "pipeline.runs": "_x60" }).at("01:00").state).toBe("OK");
  });
});

describe("a mistake in the failure monitor", () => {
  const each = "warns at two failures in five minutes, alerts at four, and recovers as they leave the window";
  const users = "adds up the failures of all users";
  catchesMistakes("failure", failure, stories, [
    ["a higher threshold", "> 3", "> 4", each],
    ["a lower threshold", "> 3", "> 2", "does not alert at exactly three"],
    ["a longer window", "last_5m", "last_15m", each],
    ["a shorter window", "last_5m", "last_1m", each],
    ["a comparator that includes the threshold", "> 3", ">= 3", "does not alert at exactly three"],
    ["the other comparator", "> 3", "< 3", "says nothing without runs"],
    ["alerts by user", ".as_count()", " by {user}.as_count()", users],
    ["runs of any status", "status:failed", "*", "says nothing while one run an hour fails"],
    ["runs that succeed", "status:failed", "status:success", each],
    ["another environment", "status:failed", "status:failed,env:staging", "says nothing of failures in staging"],
    ["the greatest series instead of the sum", "):sum:", "):max:", users],
    ["a missing as_count()", ".as_count()", "", each],
  ]);
});
