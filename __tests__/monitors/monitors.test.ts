import { parse } from "yaml";
import { errorRate } from "../../monitors/error-rate";
import { failure } from "../../monitors/failure";
import { slowStage } from "../../monitors/slow-stage";

/** A monitor as the integration's document writes it. */
const documented = (yaml: string) => {
  const { message, ...rest } = parse(yaml) as { type: string; query: string; message: string };
  return { ...rest, message: message.trim() };
};

const failureAsDocumented = documented(`
type: metric alert
query: sum(last_5m):sum:pipeline.runs{status:failed} > 3
message: |
  Multiple pipeline failures detected.

  {{#is_alert}}
  There have been {{value}} pipeline failures in the last 5 minutes.
  {{/is_alert}}

  {{#is_recovery}}
  Pipeline failures have returned to normal levels.
  {{/is_recovery}}
`);

const slowStageAsDocumented = documented(`
type: metric alert
query: avg(last_15m):avg:pipeline.stage.duration{*} by {stage} > 300
message: |
  Pipeline stage {{stage.name}} is executing slowly.

  {{#is_alert}}
  Average execution time: {{value}}s (threshold: 300s)
  {{/is_alert}}
`);

const errorRateAsDocumented = documented(`
type: metric alert
query: sum(last_5m):sum:pipeline.errors{*} / sum:pipeline.runs{*} > 0.1
message: |
  High pipeline error rate detected.

  {{#is_alert}}
  Error rate: {{value}} (threshold: 0.1)
  {{/is_alert}}
`);

describe("by default a monitor is the document's, with counters read as counts", () => {
  test.each([
    ["failure", failure(), failureAsDocumented],
    ["slow stage", slowStage(), slowStageAsDocumented],
    ["error rate", errorRate(), errorRateAsDocumented],
  ])("%s", (_, { type, query, message }, document) => {
    expect({ type, query: query.replaceAll(".as_count()", ""), message }).toEqual(document);
  });
});

test("the failure monitor counts failed runs, and no data is none failed", () => {
  expect(failure()).toMatchObject({
    query: "sum(last_5m):sum:pipeline.runs{status:failed}.as_count() > 3",
    options: { thresholds: { critical: 3 }, require_full_window: false, on_missing_data: "default" },
  });
});

test("the slow stage monitor alerts for each stage, and ends when a stage no longer reports", () => {
  expect(slowStage()).toMatchObject({
    query: "avg(last_15m):avg:pipeline.stage.duration{*} by {stage} > 300",
    options: { thresholds: { critical: 300 }, require_full_window: false, on_missing_data: "resolve" },
  });
});

test("the error rate monitor divides the errors of the window by its runs", () => {
  expect(errorRate()).toMatchObject({
    query: "sum(last_5m):sum:pipeline.errors{*}.as_count() / sum:pipeline.runs{*}.as_count() > 0.1",
    options: { thresholds: { critical: 0.1 }, require_full_window: false, on_missing_data: "default" },
  });
});

describe("a threshold that is changed is changed in query, options and text alike", () => {
  test.each([
    ["failure", failure({ critical: 7 }), "> 7", "in the last 5 minutes."],
    ["slow stage", slowStage({ critical: 450 }), "> 450", "(threshold: 450s)"],
    ["error rate", errorRate({ critical: 0.25 }), "> 0.25", "(threshold: 0.25)"],
  ])("%s", (_, monitor, comparison, words) => {
    expect(monitor.query.endsWith(comparison)).toBe(true);
    expect(`> ${monitor.options.thresholds?.critical}`).toBe(comparison);
    expect(monitor.message).toContain(words);
  });

  test("and so are the other levels", () => {
    const levels = { critical: 10, warning: 5, recovery: 8, warningRecovery: 4 };
    const thresholds = { critical: 10, warning: 5, critical_recovery: 8, warning_recovery: 4 };
    for (const monitor of [failure(levels), slowStage(levels), errorRate(levels)]) {
      expect(monitor.options.thresholds).toEqual(thresholds);
    }
  });
});
