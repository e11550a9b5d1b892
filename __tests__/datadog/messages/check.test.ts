import { checkMessage, groupsNamed, type MessageContext } from "../../../datadog/messages";

/** What is found, one line each: the check, the piece of text, the sentence. */
function found(text: string, context: MessageContext): string[] {
  return checkMessage(text, context).map(
    ({ check, range, message }) => `${check} "${text.slice(range?.start, range?.end)}": ${message}`,
  );
}

const byStage: MessageContext = { groups: ["stage"], events: [], checkMessage: false };

describe("a message that says what it means", () => {
  test.each<[string, string, MessageContext]>([
    ["values", "{{value}} {{threshold}} {{comparator}} {{last_triggered_at}} {{ok_threshold}}", byStage],
    ["a group", '{{stage.name}} {{#is_match "stage.name" "spark"}}a{{/is_match}}', byStage],
    ["a group without .name in a match", '{{#is_match "stage" "spark"}}a{{/is_match}}', byStage],
    ["a dotted group in brackets", "{{[kube.cluster].name}}", { ...byStage, groups: ["kube.cluster"] }],
    ["a facet", "{{@status.name}} {{[@http.url].name}}", { groups: ["@status", "@http.url"] }],
    [
      "a host and its tags, by host",
      "{{host.name}} {{host.ip}} {{host.metadata_platform}} {{role.name}}",
      { groups: ["host"] },
    ],
    [
      "any tag of a host, by host",
      '{{host.role}} {{host.role.name}} {{#is_exact_match "host.datacenter" ""}}a{{/is_exact_match}}',
      { groups: ["host"] },
    ],
    [
      "reserved tags in every multi alert",
      "{{host.name}} {{device.name}} {{source.name}} {{service.name}} {{env.name}} {{version.name}} {{team.name}}",
      byStage,
    ],
    ["a reserved tag in a match", '{{#is_match "env" "production"}}a{{/is_match}}', byStage],
    [
      "what is known of a service",
      "{{service.team}} {{service.docs[Guide]}} {{service.links[Run book]}} {{service.links}}",
      { groups: ["service"] },
    ],
    [
      "what is known of a network device",
      "{{network_device.ip_address}} {{network_device.model}}",
      { groups: ["device_ip", "device_namespace"] },
    ],
    [
      "what SLO alerts have",
      "{{timeframe}} {{short_window_burn_rate}} {{long_window_burn_rate}}",
      { groups: [], slo: true },
    ],
    ["a comment without its last dashes", "a {{!-- note }} {{value}} {{!-- note --}}", byStage],
    ["metadata of a group", "{{service.team}} {{kube_namespace.status}}", { groups: ["service", "kube_namespace"] }],
    ["any group, where groups are not known", "{{stage.name}}", {}],
    [
      "the event of a log monitor",
      "{{log.message}} {{log.attributes.[error.kind]}} {{log.tags.env}}",
      { groups: [], events: ["log"] },
    ],
    ["parts of a composite", "{{a.value}} {{b.status}} {{stage.name}}", { composite: true }],
    ["the message of a check", "{{{check_message}}}", { groups: [], checkMessage: true }],
    ["arithmetic", '{{eval "round(value / 1024, 2) + last_triggered_at_epoch"}}', byStage],
    ["text functions", "{{eval \"strip(stage.name, '_raw_')\"}}", byStage],
    ["times and addresses", "{{local_time 'last_triggered_at' 'Asia/Tokyo'}} {{urlencode \"stage.name\"}}", byStage],
    ["priorities", "{{#is_priority 'P1'}}{{override_priority 'P2'}}{{/is_priority}}", byStage],
    [
      "the steps of a synthetic test",
      "{{#each synthetics.steps}}{{description}}{{#if this}}{{/if}}{{/each}}",
      { events: ["synthetics"] },
    ],
    ["raw text", "{{{{raw}}}}{{ anything }}{{{{/raw}}}}", byStage],
    ["a comment", "{{!-- {{nothing}} --}}", byStage],
  ])("%s", (_, text, context) => {
    expect(found(text, context)).toEqual([]);
  });
});

describe("a message that does not", () => {
  const blocks =
    "is_alert, is_warning, is_no_data, is_unknown, is_recovery, is_alert_recovery, is_warning_recovery, " +
    "is_no_data_recovery, is_alert_to_warning, is_renotify, is_priority, is_match, is_exact_match";
  const values =
    "value, threshold, warn_threshold, alert_recovery_threshold, warn_recovery_threshold, ok_threshold, comparator, " +
    "first_triggered_at, first_triggered_at_epoch, last_triggered_at, last_triggered_at_epoch, triggered_duration_sec";

  test.each<[string, MessageContext, string]>([
    [
      "{{#is_alrt}}a{{/is_alrt}}",
      byStage,
      `message-block "is_alrt": \`{{#is_alrt}}\` is not a known block. Blocks are ${blocks}.`,
    ],
    ["{{#if value}}a{{/if}}", byStage, `message-block "if": \`{{#if}}\` is not a known block. Blocks are ${blocks}.`],
    [
      '{{#is_match "stage.name"}}a{{/is_match}}',
      byStage,
      'message-block "is_match": `{{#is_match}}` needs a variable and a text: `{{#is_match "stage.name" "spark"}}`.',
    ],
    [
      "{{#is_priority 'P6'}}a{{/is_priority}}",
      byStage,
      'message-variable "P6": "P6" is not a valid priority for is_priority. Priorities are P1, P2, P3, P4, and P5.',
    ],
    [
      "{{vlaue}}",
      byStage,
      `message-variable "vlaue": \`{{vlaue}}\` is not a variable. Variables are ${values}, and tags such as \`{{host.name}}\`.`,
    ],
    [
      "{{stage}}",
      byStage,
      'message-variable "stage": `{{stage}}` is not a variable: for the value of the tag, use `{{stage.name}}`.',
    ],
    [
      "{{@usr.id}}",
      { groups: ["service", "@usr.id"] },
      'message-variable "@usr.id": `{{@usr.id}}` is not a variable: for the value of the tag, use `{{[@usr.id].name}}`.',
    ],
    [
      "{{[usr.id]}}",
      { groups: ["@usr.id"] },
      'message-variable "[usr.id]": `{{[usr.id]}}` is not a variable: for the value of the tag, use `{{[usr.id].name}}`.',
    ],
    [
      "{{constructor.name}}",
      byStage,
      'message-group "constructor.name": `{{constructor.name}}` is always empty: the query groups by stage. Group it by constructor, or remove the variable.',
    ],
    [
      "{{user.name}}",
      byStage,
      'message-group "user.name": `{{user.name}}` is always empty: the query groups by stage. Group it by user, or remove the variable.',
    ],
    [
      "{{user.name}}",
      { groups: [] },
      'message-group "user.name": `{{user.name}}` is always empty: the query does not group. Group it by user, or remove the variable.',
    ],
    [
      '{{#is_match "user" "a"}}b{{/is_match}}',
      byStage,
      'message-group "user": `{{user}}` is always empty: the query groups by stage. Group it by user, or remove the variable.',
    ],
    [
      "{{kube.cluster.name}}",
      { groups: ["kube.cluster"] },
      'message-variable "kube.cluster.name": `{{kube.cluster.name}}` is parsed as 3 nested names: put the key in brackets, as in `{{[kube.cluster].name}}`.',
    ],
    [
      "{{timeframe}}",
      { groups: [], slo: false },
      'message-variable "timeframe": `{{timeframe}}` is always empty here: only SLO alerts have it.',
    ],
    [
      "{{env.name}}",
      { groups: [] },
      'message-group "env.name": `{{env.name}}` is always empty: the query does not group. Group it by env, or remove the variable.',
    ],
    [
      "{{service.team}}",
      byStage,
      'message-group "service.team": `{{service.team}}` is always empty: the query groups by stage. Group it by service, or remove the variable.',
    ],
    [
      "{{eval value*100}}",
      byStage,
      'message-variable "{{eval value*100}}": The expression of eval needs quotes: `{{eval "int(value)"}}`.',
    ],
    [
      '{{eval "itn(value)"}}',
      byStage,
      'message-variable "itn": `itn()` is not a function of eval. Functions are humanize_bytes, humanize_bits, abs, int, trunc, float, dec, round, ceil, floor, sgn, to_bool, exp, log10, sin, sinh, asin, asinh, cos, cosh, acos, acosh, tan, tanh, atan, atan2, atanh, upper, lower, substring, strip.',
    ],
    [
      '{{eval "round(value, 2, 3)"}}',
      byStage,
      'message-variable "round": `round()` takes 1 or 2 arguments, but this call has 3.',
    ],
    ['{{eval "int(value"}}', byStage, 'message-variable "(": This parenthesis is not closed: add `)`.'],
    ['{{eval "value * "}}', byStage, 'message-variable "": The expression ends, but a value is expected.'],
    [
      '{{#is_match (eval "int(threshold100)") "1"}}a{{/is_match}}',
      byStage,
      `message-variable "threshold100": \`{{threshold100}}\` is not a variable. Variables are ${values}, and tags such as \`{{host.name}}\`.`,
    ],
    [
      "{{log.message}}",
      byStage,
      'message-variable "log.message": `{{log.message}}` is always empty here: only log monitors have it.',
    ],
    [
      "{{check_message}}",
      byStage,
      'message-variable "check_message": `{{check_message}}` is always empty here: only service checks have a message.',
    ],
    [
      '{{eval "int(value100)"}}',
      byStage,
      `message-variable "value100": \`{{value100}}\` is not a variable. Variables are ${values}, and tags such as \`{{host.name}}\`.`,
    ],
    [
      "{{evl 'value'}}",
      byStage,
      'message-variable "evl": `{{evl …}}` is not a function. Functions are eval, local_time, urlencode, override_priority.',
    ],
    ["{{eval}}", byStage, 'message-variable "{{eval}}": `{{eval}}` needs what to compute: `{{eval "int(value)"}}`.'],
    [
      "{{local_time 'last_triggered_at' 'Mars/Olympus'}}",
      byStage,
      'message-variable "Mars/Olympus": "Mars/Olympus" is not a time zone: use a name from the tz database, such as Europe/Paris.',
    ],
    [
      "Tell @slack-dta.",
      { handles: ["@slack-data"] },
      'unknown-handle "@slack-dta": @slack-dta is an unknown handle: known handles are @slack-data. Fix it, or add it to the environment\'s handles.',
    ],
    [
      "@pagerduty-data",
      { handles: [] },
      'unknown-handle "@pagerduty-data": @pagerduty-data is an unknown handle: there are no known handles. Fix it, or add it to the environment\'s handles.',
    ],
  ])("%s", (text, context, problem) => {
    expect(found(text, context)).toEqual([problem]);
  });

  test("everything is told, in the order of the text", () => {
    expect(checkMessage("{{nope}} {{#is_alert}} {{user.name}}", byStage).map(({ check }) => check)).toEqual([
      "message-variable",
      "message-block",
      "message-group",
    ]);
  });
});

test("e-mail addresses and handles with variables are known, whoever else is", () => {
  const text = "@ops@example.com @slack-{{stage.name}} @{{stage.name}}@example.com @slack-data, @slack-data.";
  expect(found(text, { ...byStage, handles: ["@slack-data"] })).toEqual([]);
});

test.each(["@ops@example", "@ops@", "@ops@example.com@example", "@@example.com", "@slack-a"])(
  "%s is not an e-mail address",
  (handle) => {
    expect(found(`Ask ${handle} now.`, { ...byStage, handles: [] })).toEqual([
      expect.stringContaining(`unknown-handle "${handle}"`),
    ]);
  },
);

test("the groups that a message names", () => {
  const groups = ["stage", "user", "kube.cluster", "@id", "host"];
  const text =
    '{{stage.name}} {{#is_match "user" "a"}}b{{/is_match}} {{[kube.cluster].name}} {{log.attributes.id}} {{value}}';
  expect(groupsNamed(text, groups)).toEqual(["stage", "user", "kube.cluster", "@id"]);
  // what is said of an issue tells which one it is
  expect(groupsNamed("{{issue.attributes.error.message}}", ["@issue.id"])).toEqual(["@issue.id"]);
});
