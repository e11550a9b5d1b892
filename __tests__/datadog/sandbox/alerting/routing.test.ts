import { type MonitorDefinition, notificationRule } from "../../../../datadog/definitions";
import type { Moment } from "../../../../datadog/messages";
import { routingOf } from "../../../../datadog/sandbox/alerting";
import { tagsetsOf } from "../../../../datadog/sandbox/alerting/routing";
import { none, simulate } from "../../../../testing";

const rule = (tags: readonly string[], ...recipients: readonly string[]) =>
  notificationRule({ name: tags.join(), tags, recipients });

/** Whom rules add to a notification about groups with these tags, of a monitor with those. */
function added(
  rules: readonly Parameters<typeof routingOf>[0][],
  monitor: readonly string[],
  groups: readonly Readonly<Record<string, string>>[] = [],
  moment: Moment = "alert",
): string[] {
  const definition = { tags: monitor } as unknown as MonitorDefinition;
  const tagsets = tagsetsOf(
    definition,
    groups.map((tags) => ({ key: JSON.stringify(tags), tags })),
  );
  return [...new Set(rules.map(routingOf).flatMap((recipientsOf) => recipientsOf({ moment, tagsets })))];
}

// The table of https://docs.datadoghq.com/monitors/notify/notification_rules/#how-matching-works
describe("the example of the documentation", () => {
  const rules = [
    rule(["team:shopist", "service:web-store"], "slack-channel1", "jira-project"),
    rule(["team:shopist"], "jira-project"),
    rule(["service:web-store"], "jira-project"),
    rule(["service:web-store", "env:prod"], "user@datadoghq.com"),
    rule(["service:web-store", "env:dev"], "jira-project"),
  ];

  test.each<[string[], string[]]>([
    [
      ["team:shopist", "service:web-store"],
      ["@slack-channel1", "@jira-project"],
    ],
    [["team:shopist"], ["@jira-project"]],
    [["service:web-store"], ["@jira-project"]],
    [
      ["service:web-store", "env:prod"],
      ["@jira-project", "@user@datadoghq.com"],
    ],
    [["service:web-store", "env:dev"], ["@jira-project"]],
    [
      ["team:shopist", "service:web-store", "env:prod"],
      ["@slack-channel1", "@jira-project", "@user@datadoghq.com"],
    ],
  ])("%j", (tags, recipients) => expect(added(rules, tags)).toEqual(recipients));
});

describe("the tags of a notification", () => {
  const prod = rule(["team:shopist", "env:prod"], "a");

  test("are those of the monitor and of its group together, in any case", () => {
    expect(added([prod], ["Team:Shopist"], [{ env: "PROD" }])).toEqual(["@a"]);
    expect(added([prod], ["team:shopist"], [{ env: "dev" }])).toEqual([]);
  });

  test("are looked at group by group: one that matches is enough, and NOT is judged for each", () => {
    expect(added([prod], ["team:shopist"], [{ env: "dev" }, { env: "prod" }])).toEqual(["@a"]);
    const notStaging = notificationRule({ name: "n", scope: "service:a AND NOT env:staging", recipients: ["b"] });
    expect(added([notStaging], ["service:a"], [{ env: "staging" }])).toEqual([]);
    expect(added([notStaging], ["service:a"], [{ env: "staging" }, { env: "prod" }])).toEqual(["@b"]);
  });
});

// https://docs.datadoghq.com/monitors/notify/notification_rules/#configure-the-scope
test.each<[string, string[], boolean]>([
  ["service:web-store", ["service:web-store"], true],
  ["service:web-store AND env:prod", ["service:web-store"], false],
  ["service:web-store AND env:prod", ["service:web-store", "env:prod"], true],
  ["env:(prod OR staging)", ["env:staging"], true],
  ["env:prod OR env:staging", ["env:dev"], false],
  ["env:*", ["env:dev"], true],
  ["env:*", ["environment:dev"], false],
  ['team:"data platform"', ["team:data platform"], true],
  ["service:a env:prod", ["service:a"], false],
])("the scope %s over %j", (scope, tags, matches) => {
  const made = notificationRule({ name: "s", scope, recipients: ["a"] });
  expect(added([made], tags)).toEqual(matches ? ["@a"] : []);
});

describe("conditions", () => {
  const routed = notificationRule({
    name: "r",
    tags: ["team:a"],
    when: { is_alert: ["pager"], is_recovery: ["log"], "env:dev": ["dev"] },
    otherwise: ["rest"],
  });

  test.each<[Moment, string[]]>([
    ["alert", ["@pager"]],
    ["alert_renotify", ["@pager"]],
    ["warning", ["@rest"]],
    ["no_data", ["@rest"]],
    ["alert_recovery", ["@log"]],
    ["warning_recovery", ["@log"]],
  ])("at %s add %j", (moment, recipients) => expect(added([routed], ["team:a"], [], moment)).toEqual(recipients));

  test("that hold together all add theirs, and only where the rule matches", () => {
    expect(added([routed], ["team:a"], [{ env: "dev" }])).toEqual(["@pager", "@dev"]);
    expect(added([routed], ["team:b"], [{ env: "dev" }], "warning")).toEqual([]);
  });
});

test("a story shows whom rules add, once each, after the handles of the message", () => {
  const monitor: MonitorDefinition = {
    name: "Load",
    type: "metric alert",
    query: "avg(last_1m):avg:mill.load{*} by {floor} > 5",
    message: "{{floor.name}} {{#is_alert}}@slack-mill{{/is_alert}}",
    tags: ["team:a"],
    options: { thresholds: { critical: 5 } },
  };
  const rules = [
    rule(["team:a"], "slack-mill", "slack-a"),
    notificationRule({ name: "top", tags: ["floor:top"], when: { is_recovery: ["@slack-top"] } }),
  ];
  const series = { "mill.load{floor:top}": "1 9 1", "mill.load{floor:low}": "1 1 9 1" };
  const { timeline } = simulate(monitor, series, { environment: none, notificationRules: rules });
  expect(timeline.split("\n")).toEqual([
    "00:02 {floor:top} OK → Alert  9  @slack-mill @slack-a  top",
    "00:03 {floor:low} OK → Alert  9  @slack-mill @slack-a  low",
    "00:03 {floor:top} Alert → OK  1  @slack-mill @slack-a @slack-top  top",
    "00:04 {floor:low} Alert → OK  1  @slack-mill @slack-a  low",
  ]);
});
