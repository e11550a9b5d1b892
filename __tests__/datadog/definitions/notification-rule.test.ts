import { checkDefinition, notificationRule } from "../../../datadog/definitions";

const rule = (attributes: object) => ({
  type: "monitor-notification-rule",
  attributes: { name: "Millers", filter: { tags: ["team:millers"] }, recipients: ["slack-mill"], ...attributes },
});
const found = (value: unknown) =>
  checkDefinition(value)?.map(({ check, path, message }) => `${check} ${path.slice(1).join(".")}: ${message}`);

// https://docs.datadoghq.com/monitors/notify/notification_rules/#configure-the-scope
test.each([
  "service:web-store",
  "service:web-store AND env:prod",
  "service:webstore AND  NOT env:staging",
  "env:*",
  "env:(prod OR staging)",
  "env:prod OR env:staging",
  'team:"data platform"',
  "service:a env:prod",
])("takes the scope %s", (scope) => expect(found(rule({ filter: { scope } }))).toEqual([]));

test.each([
  ["prod AND service:(A OR b)", "All tags must have a key: use key:prod instead of prod."],
  ["prod", "All tags must have a key"],
  ["service:web-*", "A scope supports the wildcard * only as a whole value: use service:* instead of service:web-*"],
  ["service:auth?", "A scope supports the wildcard * only as a whole value"],
  ["service:(a OR web-*)", "A scope supports the wildcard * only as a whole value"],
  ["*", "A scope cannot be * alone"],
  ["", "The scope is empty"],
  ["env:(prod", "This parenthesis is not closed"],
])("refuses the scope %s", (scope, message) => {
  expect(found(rule({ filter: { scope } }))).toEqual([
    expect.stringContaining(`notification-rule filter.scope: ${message}`),
  ]);
});

test("refuses a scope of more than 3000 characters", () => {
  const long = (length: number) => `team:${"a".repeat(length - 5)}`;
  expect(found(rule({ filter: { scope: long(3000) } }))).toEqual([]);
  expect(found(rule({ filter: { scope: long(3001) } }))).toHaveLength(1);
});

test.each<[object, string]>([
  [{ filter: { tags: ["millers"] } }, 'filter.tags.0: "millers" has no key and value'],
  [{ recipients: ["@slack-mill"] }, 'recipients.0: A recipient is a handle without its @: use "slack-mill"'],
  [{ recipients: undefined }, "recipients: The rule notifies nobody"],
  [
    { conditional_recipients: { conditions: [{ scope: "env:prod", recipients: ["a"] }] } },
    "conditional_recipients: The rule has both recipients and conditional_recipients",
  ],
])("%j is refused", (change, message) => {
  expect(found(rule(change))).toEqual([expect.stringContaining(`notification-rule ${message}`)]);
});

test("has at most 50 recipients", () => {
  const recipients = (count: number) => Array.from({ length: count }, (_, index) => `slack-${index}`);
  expect(found(rule({ recipients: recipients(50) }))).toEqual([]);
  expect(found(rule({ recipients: recipients(51) }))).toEqual([expect.stringContaining("more than 50 recipients")]);
});

describe("a condition", () => {
  const conditions = (scope: string) =>
    rule({ recipients: undefined, conditional_recipients: { conditions: [{ scope, recipients: ["a"] }] } });

  // the words of the API's description: a status, or a single tag
  test.each([
    "transition_type:is_alert",
    "transition_type:is_recovery",
    "transition_type:alert",
    "env:prod",
    'team:"a b"',
  ])("is %s", (scope) => expect(found(conditions(scope))).toEqual([]));

  test.each([
    ["transition_type:is_down", '"is_down" is not a status: use one of is_alert,'],
    ["env:prod AND team:a", '"env:prod AND team:a" is not a condition'],
    ["prod", '"prod" is not a condition'],
    ["env:*", '"env:*" is not a condition'],
  ])("is not %s", (scope, message) => {
    expect(found(conditions(scope))).toEqual([expect.stringContaining(message)]);
  });
});

test("is made of handles, statuses and tags as authors know them", () => {
  const made = notificationRule({
    name: "Millers",
    scope: "team:millers",
    when: { is_alert: ["@pagerduty-mill"], "env:south": ["slack-south"] },
    otherwise: ["@slack-mill"],
  });
  expect(made.attributes).toEqual({
    name: "Millers",
    filter: { scope: "team:millers" },
    conditional_recipients: {
      conditions: [
        { scope: "transition_type:is_alert", recipients: ["pagerduty-mill"] },
        { scope: "env:south", recipients: ["slack-south"] },
      ],
      fallback_recipients: ["slack-mill"],
    },
  });
  expect(() => notificationRule({ name: "Nobody", tags: ["team:millers"] })).toThrow("The rule notifies nobody");
});
