import { errorRate } from "../../monitors/error-rate";
import { simulate } from "../../testing";

const RUNBOOK = "Runbook: https://wiki.example.com/runbooks/data-pipeline";

/** Errors of one stage beside runs, each minute. */
const story = (errors: string, runs: string, options = {}) =>
  simulate(errorRate(), { "pipeline.errors{stage:spark}": errors, "pipeline.runs{status:success}": runs }, options);

describe("error rate", () => {
  it("divides the errors of five minutes by their runs", () => {
    // 2 errors a minute in 00:05 to 00:09, 50 runs in each window
    expect(story("0x4 2x4 0x9", "10x19")).toHaveTimeline(`
      00:07 OK → Warn  0.08  @slack-data-pipeline  High pipeline error rate detected. ${RUNBOOK}
      00:08 Warn → Alert  0.12  @pagerduty-data-platform @slack-data-pipeline  High pipeline error rate detected. Error rate: 0.12 (threshold: 0.1) ${RUNBOOK}
      00:13 Alert → Warn  0.08  @slack-data-pipeline @pagerduty-data-platform  High pipeline error rate detected. ${RUNBOOK}
      00:14 Warn → OK  0.04  @slack-data-pipeline @pagerduty-data-platform  High pipeline error rate detected.
    `);
  });

  it("does not alert at exactly one error in ten runs", () => {
    const exactly = story("1x19", "10x19");
    expect(exactly).toHaveTimeline("00:01 OK → Warn  0.1  …");
    expect(exactly.at("00:20").value).toBeCloseTo(0.1, 12);
  });

  it("alerts for the only run of an hour when it has an error, and recovers without data, which counts as 0", () => {
    expect(story("1 _x119", "1 _x59 1 _x59")).toHaveTimeline(`
      00:01 OK → Alert  1  @pagerduty-data-platform @slack-data-pipeline  …
      00:06 Alert → OK  0  @pagerduty-data-platform @slack-data-pipeline  …
    `);
  });

  it("says nothing of errors without runs", () => {
    expect(story("5x19", "_x20")).toHaveTimeline("");
  });

  it("says nothing without data", () => {
    expect(story("_x60", "_x60")).toHaveTimeline("");
  });

  it("does not warn in staging", () => {
    expect(story("0x4 2x4 0x9", "10x19", { environment: "staging" })).toHaveTimeline(`
      00:08 OK → Alert  0.12  @slack-data-pipeline-staging  …
      00:13 Alert → OK  0.08  @slack-data-pipeline-staging  …
    `);
  });
});
