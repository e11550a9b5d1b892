import { sloAlerts } from "../../datadog/definitions";
import { runSuccess } from "../../slos/run-success";
import { simulate } from "../../testing";

/** By their order: 1 hour, 6 hours, 24 hours, error budget. */
const [fast, medium, slow, budget] = sloAlerts(runSuccess()) as [never, never, never, never];

/** Ten runs a minute for some minutes, of which some fail for some minutes, then none. */
const runs = (before: number, failed: number, minutes: number, after: number) => ({
  "pipeline.runs{status:success}": `10x${before - 1} ${10 - failed}x${minutes - 1} 10x${after - 1}`,
  "pipeline.runs{status:failed}": `0x${before - 1} ${failed}x${minutes - 1} 0x${after - 1}`,
});

const states = (alert: never, series: Record<string, string>, environment = "production") =>
  simulate(alert, series, { environment }).lines.map(({ at, from, to, value }) => `${at} ${from} → ${to} ${value}`);

// With a target of 99 % a burn rate of 14.4 is an error rate of 14.4 %.
test("a burn rate over the last hour alerts when both windows are above it, and ends with the short one", () => {
  // 2 of 10 fail from 01:00 on. Of the 600 runs of an hour 88 failed after 44 minutes: 14.67 %. The last 5 minutes: 20 %.
  // They stop at 02:00. The last 5 minutes at 02:01: 8 of 50, 16 %; at 02:02: 6 of 50, 12 %.
  expect(states(fast, runs(60, 2, 60, 20))).toEqual([
    expect.stringMatching(/^01:44 OK → Alert 14\.66/),
    "02:02 Alert → OK 12",
  ]);
});

test("exactly at the burn rate nothing happens: 18 of 125 are 14.4 %", () => {
  const series = { "pipeline.runs{status:success}": "107x90", "pipeline.runs{status:failed}": "18x90" };
  expect(states(fast, series)).toEqual([]);
  const above = { ...series, "pipeline.runs{status:failed}": "19x90" };
  expect(states(fast, above)).toEqual([expect.stringMatching(/^00:01 OK → Alert /)]);
});

test("while nothing runs the state stays", () => {
  const series = {
    "pipeline.runs{status:success}": "10x59 5x59 _x90",
    "pipeline.runs{status:failed}": "0x59 5x59 _x90",
  };
  expect(states(fast, series)).toEqual([expect.stringMatching(/^01:18 OK → Alert 15/)]);
});

test("a slower burn alerts over six hours, and over a day", () => {
  // 1 of 10 fails: 10 %. Of 3,600 runs in six hours more than 216 (6 %) failed after 217 minutes.
  expect(states(medium, runs(360, 1, 240, 40))).toEqual([
    expect.stringMatching(/^09:37 OK → Alert 6\.02/),
    // half an hour with 17 bad minutes of 30: 5.67 %
    expect.stringMatching(/^10:12 Alert → OK 6/),
  ]);
  // Of the 14,400 runs of a day more than 432 (3 %) failed after 433 minutes.
  expect(states(slow, runs(1440, 1, 440, 120))).toEqual([
    expect.stringMatching(/^31:13 OK → Alert 3\.00/),
    // two hours with 36 bad minutes of 120: 3 %
    expect.stringMatching(/^32:44 Alert → OK 3/),
  ]);
});

test("the error budget warns at a half of it, alerts at three quarters, and recovers as good runs come", () => {
  // 1,000 good runs, then 1 of 10 fails: after 6 minutes 6 of 1,060 (0.566 %), after 9 minutes 9 of 1,090 (0.826 %).
  // 10 failed in all; below 0.75 % with more than 1,333 runs, below 0.5 % with more than 2,000.
  expect(states(budget, runs(100, 1, 10, 120))).toEqual([
    expect.stringMatching(/^01:46 OK → Warn 56\.6/),
    expect.stringMatching(/^01:49 Warn → Alert 82\.5/),
    expect.stringMatching(/^02:14 Alert → Warn 74\.6/),
    expect.stringMatching(/^03:20 Warn → OK 50/),
  ]);
});

test("people are told how fast, and whom the environment says", () => {
  const [alert, recovery] = simulate(fast, runs(60, 2, 60, 20)).notifications;
  expect(alert?.recipients).toEqual(["@pagerduty-data-platform", "@slack-data-pipeline"]);
  expect(alert?.title).toContain("Pipeline runs succeed: burn rate over 1 hour");
  expect(alert?.text).toContain('The error budget of the SLO "Pipeline runs succeed" is being consumed too fast.');
  expect(alert?.text).toMatch(
    /Burn rate over the last hour: 14\.6\d*, over the last 5 minutes: 20\.0 \(threshold: 14\.4\)/,
  );
  expect(alert?.text).toContain("2% of the 30d error budget is gone in 1 hour, and all of it in 2.1 days.");
  expect(recovery?.text).toContain("The error budget is no longer being consumed too fast.");
});
