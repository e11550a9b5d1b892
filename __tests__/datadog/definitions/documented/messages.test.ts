import { checkMessage, handlesOf, type MessageContext } from "../../../../datadog/messages";

/** What Datadog's documentation says of messages, a line each, with the page it is from (below docs.datadoghq.com). */

const VARIABLES = "monitors/notify/variables/";
const NOTIFY = "monitors/notify/";
const EVAL = "monitors/guide/template-variable-evaluation/";
const BURN_RATE = "service_management/service_level_objectives/burn_rate/";

const simple: MessageContext = { groups: [], events: [], checkMessage: false, slo: false };
const by = (...groups: readonly string[]): MessageContext => ({ ...simple, groups });
const logs: MessageContext = { ...by("service"), events: ["log"] };

test.each<readonly [page: string, message: string, context: MessageContext]>([
  ...[
    "value",
    "threshold",
    "warn_threshold",
    "alert_recovery_threshold",
    "warn_recovery_threshold",
    "ok_threshold",
  ].map((name) => [VARIABLES, `{{${name}}}`, simple] as const),
  ...[
    "comparator",
    "first_triggered_at",
    "first_triggered_at_epoch",
    "last_triggered_at",
    "last_triggered_at_epoch",
  ].map((name) => [VARIABLES, `{{${name}}}`, simple] as const),
  [VARIABLES, "{{triggered_duration_sec}}", simple],
  ...[
    "is_alert",
    "is_warning",
    "is_no_data",
    "is_unknown",
    "is_recovery",
    "is_warning_recovery",
    "is_alert_recovery",
  ].map((name) => [VARIABLES, `{{#${name}}}a{{/${name}}}{{^${name}}}b{{/${name}}}`, simple] as const),
  ...["is_no_data_recovery", "is_alert_to_warning", "is_renotify"].map(
    (name) => [VARIABLES, `{{#${name}}}a{{/${name}}}`, simple] as const,
  ),
  [VARIABLES, "{{#is_priority 'P1'}}a{{/is_priority}}", simple],
  [VARIABLES, '{{#is_match "role.name" "db" "network"}}a{{else}}b{{/is_match}}', by("role")],
  [VARIABLES, '{{#is_exact_match "value" "5"}}a{{/is_exact_match}}', simple],
  [VARIABLES, '{{#is_exact_match "host.datacenter" ""}}missing{{/is_exact_match}}', by("host")],
  [VARIABLES, '{{^is_match "host.datacenter" ""}}a{{/is_match}}', by("host")],
  [VARIABLES, "{{env.name}} {{[dot.key.test].name}}", by("env", "dot.key.test")],
  [VARIABLES, "{{ @machine_id.name }} {{[@network.client.ip].name}}", by("@machine_id", "@network.client.ip")],
  [VARIABLES, "{{host.ip}} {{host.role}} {{host.availability-zone}} {{host.metadata_agent_version}}", by("host")],
  [VARIABLES, "{{host.metadata_machine}} {{host.metadata_platform}} {{host.metadata_processor}}", by("host")],
  [VARIABLES, "{{service.team}} {{service.docs[Runbook]}} {{service.links[Repository]}}", by("service")],
  [VARIABLES, "{{network_device.name}} {{network_device.ip_address}}", by("device_ip")],
  ...["host", "device", "source", "service", "env", "version", "team"].map(
    (key) => [VARIABLES, `{{${key}.name}}`, by("region")] as const,
  ),
  [VARIABLES, "{{log.attributes.duration}} {{log.tags.env}} {{log.message}} {{log.link}}", logs],
  [VARIABLES, "{{log.attributes.[error.message]}} {{log.attributes.[http.status_code]}}", logs],
  [VARIABLES, "{{span.resource_name}} {{span.attributes.[error.message]}}", { ...simple, events: ["span"] }],
  [VARIABLES, "{{rum.service}} {{rum.attributes.[session.id]}}", { ...simple, events: ["rum"] }],
  [VARIABLES, "{{event.title}} {{event.tags.[dot.key]}}", { ...simple, events: ["event"] }],
  [VARIABLES, "{{check_message}}", { ...simple, checkMessage: true }],
  [VARIABLES, "{{a.value}} {{b.first_triggered_at}}", { ...simple, composite: true }],
  [VARIABLES, "{{local_time 'last_triggered_at' 'Asia/Tokyo'}}", simple],
  [VARIABLES, '{{urlencode "service.name"}}', by("service")],
  [VARIABLES, "{{!-- this is a comment --}}{{!-- this is a comment }}", simple],
  [VARIABLES, "{{{log.message}}}", logs],
  [VARIABLES, "{{override_priority 'P1'}}", simple],
  [BURN_RATE, "{{timeframe}} {{short_window_burn_rate}} {{long_window_burn_rate}}", { ...simple, slo: true }],
  [EVAL, '{{eval "value-threshold"}} {{eval "int(value)*100"}} {{eval "humanize_bytes(value)"}}', simple],
  [EVAL, '{{eval "upper(\'a\')"}} {{eval "round(value, 2)"}}', simple],
  [NOTIFY, "@slack-{{service.name}} @{{service.name}}@example.com", by("service")],
])("%s: %s is taken", (_, message, context) => {
  expect(checkMessage(message, context)).toEqual([]);
});

test.each<readonly [page: string, message: string, check: string, context: MessageContext]>([
  [VARIABLES, "{{#is_alert}}a", "message-block", simple],
  [VARIABLES, "a{{/is_alert}}", "message-block", simple],
  [VARIABLES, "{{#is_alarm}}a{{/is_alarm}}", "message-block", simple],
  [VARIABLES, '{{#is_match "host.name"}}a{{/is_match}}', "message-block", by("host")],
  [VARIABLES, "{{#is_priority 'P6'}}a{{/is_priority}}", "message-variable", simple],
  [VARIABLES, "{{env.name}}", "message-group", simple],
  [VARIABLES, "{{region.name}}", "message-group", by("env")],
  [VARIABLES, "{{env}}", "message-variable", by("env")],
  [VARIABLES, "{{dot.key.test.name}}", "message-variable", by("dot.key.test")],
  [VARIABLES, "{{log.message}}", "message-variable", simple],
  [VARIABLES, "{{check_message}}", "message-variable", simple],
  [VARIABLES, "{{timeframe}}", "message-variable", simple],
  [VARIABLES, "{{vlaue}}", "message-variable", simple],
  [VARIABLES, "{{local_time 'last_triggered_at' 'Asia/Tokio'}}", "message-variable", simple],
  [EVAL, "{{eval value-threshold}}", "message-variable", simple],
  [EVAL, '{{eval "humanise_bytes(value)"}}', "message-variable", simple],
  [EVAL, '{{eval "int(value"}}', "message-variable", simple],
  [EVAL, '{{eval "round(value, 2, 3)"}}', "message-variable", simple],
  [NOTIFY, "@slack-dta", "unknown-handle", { ...simple, handles: ["@slack-data"] }],
])("%s: %s is reported", (_, message, check, context) =>
  expect(checkMessage(message, context).map((found) => found.check)).toContain(check),
);

test(`${NOTIFY}: an address with a variable is one handle, and a comment names nobody`, () => {
  const handles = handlesOf(
    "@{{service.name}}@example.com {{!-- @ops@example.com --}}{{!-- @dev@example.com }} @team-web",
  );
  expect(handles.map(({ handle }) => handle)).toEqual(["@{{service.name}}@example.com", "@team-web"]);
});
