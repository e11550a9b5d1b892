import { handlesOf } from "../../../datadog/messages";

const handles = (text: string) => handlesOf(text).map(({ handle }) => handle);
const moments = (text: string) => handlesOf(text).map(({ moments }) => moments.join(" "));

describe("the handles of a message", () => {
  test.each([
    ["@slack-data is told", ["@slack-data"]],
    ["@pagerduty-Data_Platform, @ops@example.com.", ["@pagerduty-Data_Platform", "@ops@example.com"]],
    ["(@webhook-x) @team-data/oncall", ["@webhook-x", "@team-data/oncall"]],
    ["write to ops@example.com", []],
    ["search for @http.status_code:500", []],
    ["@slack-{{service.name}} now", ["@slack-{{service.name}}"]],
    ["@slack-{{service.name}}-alerts now", ["@slack-{{service.name}}-alerts"]],
    ["@{{owner.name}}", ["@{{owner.name}}"]],
    ["@{{service.name}}@example.com @team-x", ["@{{service.name}}@example.com", "@team-x"]],
    ["@{{a.name}}-{{b.name}}@example.com", ["@{{a.name}}-{{b.name}}@example.com"]],
    ["{{@http.url.name}} is slow @ noon", []],
    ["{{{{raw}}}}@nobody{{{{/raw}}}} {{!-- @nobody --}}", []],
  ])("%s", (text, expected) => {
    expect(handles(text)).toEqual(expected);
  });

  test("know where they stand and whether a variable is part of them", () => {
    const text = "Now @slack-{{ service.name }} and @ops@example.com";
    expect(handlesOf(text).map(({ range, dynamic }) => [text.slice(range.start, range.end), dynamic])).toEqual([
      ["@slack-{{ service.name }}", true],
      ["@ops@example.com", false],
    ]);
  });
});

describe("when a handle is told", () => {
  test.each([
    [
      "@a",
      "alert warning alert_to_warning no_data unknown alert_recovery warning_recovery no_data_recovery unknown_recovery alert_renotify warning_renotify no_data_renotify",
    ],
    ["{{#is_alert}}@a{{/is_alert}}", "alert alert_renotify"],
    ["{{#is_warning}}@a{{/is_warning}}", "warning alert_to_warning warning_renotify"],
    ["{{#is_recovery}}@a{{/is_recovery}}", "alert_recovery warning_recovery no_data_recovery unknown_recovery"],
    // an alert that falls to a warning sends them the title
    ["{{#is_alert_recovery}}@a{{/is_alert_recovery}}", "alert_to_warning alert_recovery"],
    ["{{#is_alert}}{{#is_renotify}}@a{{/is_renotify}}{{/is_alert}}", "alert_renotify"],
    ["{{#is_alert}}{{^is_renotify}}@a{{/is_renotify}}{{/is_alert}}", "alert"],
    ['{{#is_alert}}{{#is_match "stage.name" "x"}}@a{{/is_match}}{{/is_alert}}', "alert alert_renotify"],
    [
      "{{#is_alert}}a{{else}}{{#is_recovery}}@a{{/is_recovery}}{{/is_alert}}",
      "alert_recovery warning_recovery no_data_recovery unknown_recovery",
    ],
    ["{{#is_alert}}{{#is_warning}}@a{{/is_warning}}{{/is_alert}}", ""],
  ])("%s", (text, expected) => {
    expect(moments(text)).toEqual([expected]);
  });
});
