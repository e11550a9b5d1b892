import { type MonitorDefinition, notificationRule } from "../../../datadog/definitions";
import { behaviorWords } from "../../../ops/words";

const MESSAGE = `Too many.
{{#is_alert}}@pagerduty-data{{/is_alert}}
{{#is_warning}}@slack-data{{/is_warning}}
{{#is_no_data}}@slack-data{{/is_no_data}}
{{#is_alert_recovery}}@pagerduty-data{{/is_alert_recovery}}`;

function monitor(more: Partial<MonitorDefinition> = {}): MonitorDefinition {
  return {
    name: "Failures",
    type: "query alert",
    query: "sum(last_5m):sum:pipeline.runs{status:failed}.as_count() > 3",
    message: MESSAGE,
    tags: ["team:data"],
    ...more,
  };
}

describe("behaviorWords", () => {
  // https://docs.datadoghq.com/monitors/guide/on_missing_data/: a count without data is evaluated as 0 by default.
  it("says the defaults: no warning, recovery at the alert threshold, missing data", () => {
    expect(behaviorWords(monitor({ options: { thresholds: { critical: 3 }, on_missing_data: "default" } }))).toEqual([
      "Warning: none.",
      "Recovery: when no longer above 3.",
      "Missing data: evaluated as 0.",
      "Notifies @pagerduty-data of alerts and recoveries.",
    ]);
  });

  it("says who is notified of what can happen: a warning, missing data", () => {
    const options = {
      thresholds: { critical: 3, warning: 1, critical_recovery: 2 },
      notify_no_data: true,
      no_data_timeframe: 10,
    };
    expect(behaviorWords(monitor({ options }))).toEqual([
      "Warning: above 1.",
      "Recovery: when no longer above 2.",
      "Missing data: the state becomes No Data after 10 minutes.",
      "Notifies @pagerduty-data of alerts and recoveries; @slack-data of warnings and missing data.",
    ]);
  });

  it.each([
    ["show_no_data", "Missing data: the state becomes No Data, without a notification."],
    ["show_and_notify_no_data", "Missing data: the state becomes No Data."],
    ["resolve", "Missing data: the state becomes OK."],
  ] as const)("says what on_missing_data %s means", (way, words) => {
    const query = "avg(last_5m):avg:pipeline.stage.duration{*} > 3";
    expect(behaviorWords(monitor({ query, options: { on_missing_data: way } }))).toContain(words);
  });

  it("counts the runs of a service check", () => {
    const check = monitor({
      type: "service check",
      query: '"postgres.can_connect".over("*").by("host").last(4).count_by_status()',
      options: { thresholds: { critical: 3, warning: 2, ok: 1 } },
    });
    expect(behaviorWords(check)).toEqual([
      "Warning: after 2 checks in a row with a warning.",
      "Recovery: after 1 successful check in a row.",
      "Missing data: the state stays the same.",
      "Notifies @pagerduty-data of alerts and recoveries; @slack-data of warnings.",
    ]);
  });

  it("adds whom notification rules notify", () => {
    const rule = notificationRule({ name: "Data", tags: ["team:data"], recipients: ["@ops@example.com"] });
    const other = notificationRule({ name: "Web", tags: ["team:web"], recipients: ["@web@example.com"] });
    const [, , , notified] = behaviorWords(monitor({ message: "Too many." }), { notificationRules: [rule, other] });
    expect(notified).toBe("Notifies @ops@example.com of alerts and recoveries.");
  });

  it("says that nobody is notified, and why not of a draft", () => {
    expect(behaviorWords(monitor({ message: "Too many." })).at(-1)).toBe("Notifies nobody.");
    expect(behaviorWords(monitor({ draft_status: "draft" })).at(-1)).toBe("Notifies nobody, because it is a draft.");
  });

  it("leaves out what is not known of a Synthetic test", () => {
    const synthetic = monitor({ type: "synthetics alert", query: "no_query", message: "@ops@example.com" });
    expect(behaviorWords(synthetic)).toEqual([
      "Warning: none.",
      "Recovery: when this is no longer true.",
      "Notifies @ops@example.com of alerts, missing data and recoveries.",
    ]);
  });
});
