import { noRuns } from "../../monitors/no-runs";
import { contentOf } from "../../stacks/content";
import { loadEnvironment } from "../../stacks/environments";
import { catchesMistakes, type Stories, tell } from "./stories";

const runs = (values: string) => ({ "pipeline.runs{status:success}": values });

const stories: Stories = {
  "alerts two hours after the last run, and recovers with the next": {
    series: runs("1x9 _x170 1 _x9"), // the last in 00:09, the next in 03:00
    timeline: `
      02:10 OK → Alert  0  @pagerduty-data-platform @slack-data-pipeline  The pipeline may have stopped. There were 0.0 runs in the last 2 hours. …
      03:01 Alert → OK  1  @pagerduty-data-platform @slack-data-pipeline  The pipeline may have stopped. The pipeline runs again.
    `,
  },
  "does not alert at exactly one run in two hours": { series: runs("1 _x119 1 _x119 1"), timeline: "" },
  "says nothing while there is one run an hour": { series: runs("1 _x59 1 _x59 1 _x59 1 _x59"), timeline: "" },
  "alerts at once where nothing has ever run": {
    series: { "pipeline.runs": "_x30" },
    timeline: "00:01 OK → Alert  0  …",
  },
  "counts runs that fail, and those of any user": {
    series: { "pipeline.runs{status:failed,user:ada}": "1x60", "pipeline.runs{status:success,user:max}": "_x60 1x160" },
    timeline: "",
  },
  "does not take a run in staging for one": {
    series: { "pipeline.runs{env:staging}": "1x130", ...runs("1 _x130") },
    timeline: "02:01 OK → Alert  0  …",
  },
  "notifies nobody in demo": {
    series: runs("1x9 _x170 1 _x9"),
    options: { environment: "demo" },
    timeline: `
      02:10 OK → Alert  0  The pipeline may have stopped. There were 0.0 runs in the last 2 hours. …
      03:01 Alert → OK  1  The pipeline may have stopped. The pipeline runs again.
    `,
  },
};

describe("no runs", () => {
  tell(noRuns, stories);

  it("are nothing unusual in staging", () => {
    expect(contentOf(loadEnvironment("staging")).monitors.map(({ name }) => name)).not.toContain("noRuns");
  });
});

describe("a mistake in the monitor of a pipeline that stopped", () => {
  const story = "alerts two hours after the last run, and recovers with the next";
  catchesMistakes("noRuns", noRuns, stories, [
    ["a higher threshold", "< 1", "< 2", "does not alert at exactly one run in two hours"],
    ["a lower threshold", "< 1", "< 0", story],
    ["a comparator that includes the threshold", "< 1", "<= 1", "does not alert at exactly one run in two hours"],
    ["a shorter window", "last_2h", "last_30m", "says nothing while there is one run an hour"],
    ["a longer window", "last_2h", "last_4h", story],
    ["runs that succeed", "{*}", "{status:success}", "counts runs that fail, and those of any user"],
    ["runs of every environment", "{*}", "{env:*}", "does not take a run in staging for one"],
    ["alerts by user", ".as_count()", " by {user}.as_count()", "counts runs that fail, and those of any user"],
    ["a missing as_count()", ".as_count()", "", "does not alert at exactly one run in two hours"],
  ]);
});
