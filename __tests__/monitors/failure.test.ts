import { failure } from "../../monitors/failure";
import { simulate } from "../../testing";

const RUNBOOK = "Runbook: https://wiki.example.com/runbooks/data-pipeline";

/** Failed runs, minute by minute, beside runs that succeed. */
const failed = (values: string, options = {}) =>
  simulate(failure(), { "pipeline.runs{status:failed}": values, "pipeline.runs{status:success}": "5x60" }, options);

describe("pipeline failures", () => {
  it("warns at two failures in five minutes, alerts at four, and recovers as they leave the window", () => {
    // one failure a minute in 00:10 to 00:14
    expect(failed("0x9 1x4 0x14")).toHaveTimeline(`
      00:12 OK → Warn  2  @slack-data-pipeline  Multiple pipeline failures detected. ${RUNBOOK}
      00:14 Warn → Alert  4  @pagerduty-data-platform @slack-data-pipeline  Multiple pipeline failures detected. There have been 4.0 pipeline failures in the last 5 minutes. ${RUNBOOK}
      00:17 Alert → Warn  3  @slack-data-pipeline @pagerduty-data-platform  Multiple pipeline failures detected. ${RUNBOOK}
      00:19 Warn → OK  1  @slack-data-pipeline @pagerduty-data-platform  Multiple pipeline failures detected. Pipeline failures have returned to normal levels.
    `);
  });

  it("pages, and says that it is over, when all failures come at once", () => {
    expect(failed("0x9 4 0x14")).toHaveTimeline(`
      00:11 OK → Alert  4  @pagerduty-data-platform @slack-data-pipeline  …
      00:16 Alert → OK  0  @pagerduty-data-platform @slack-data-pipeline  Multiple pipeline failures detected. Pipeline failures have returned to normal levels.
    `);
  });

  it("does not alert at exactly three", () => {
    expect(failed("0x9 3 0x9")).toHaveTimeline(`
      00:11 OK → Warn  3  …
      00:16 Warn → OK  0  …
    `);
  });

  it("says nothing while one run an hour fails", () => {
    expect(failed("1 _x59 1 _x59 1 _x59")).toHaveTimeline("");
  });

  it("says nothing without runs", () => {
    const silence = simulate(failure(), { "pipeline.runs": "_x60" });
    expect(silence).toHaveTimeline("");
    expect(silence.at("01:00").state).toBe("OK");
  });

  it("alerts at six in staging, where nobody is paged", () => {
    expect(failed("0x9 5 0x9", { environment: "staging" })).toHaveTimeline("");
    expect(failed("0x9 6 0x9", { environment: "staging" })).toHaveTimeline(`
      00:11 OK → Alert  6  @slack-data-pipeline-staging  …
      00:16 Alert → OK  0  @slack-data-pipeline-staging  …
    `);
  });
});
