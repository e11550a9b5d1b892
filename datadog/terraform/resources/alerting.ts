import { type JsonObject, objectOf, without } from "../../json";
import {
  block,
  blocks,
  blocksByType,
  blockWhere,
  flag,
  givenTexts,
  number,
  numbers,
  only,
  sortedTexts,
  text,
} from "../kinds";
import { type RowOptions, row } from "../row";
import type { ResourceTable } from "../table";

// ------------------------------------------------------------------------------------------------ SLOs

/** The queries of a formula: each is a block that holds a block for its kind, of which there is one. */
const metricQueries = blocksByType([
  {
    block: "metric_query",
    holds: ({ data_source: source }) => source === undefined || source === "metrics" || source === "cloud_cost",
    rows: [
      row("name", text, { required: true }),
      row("data_source", text, { provider: "metrics" }),
      row("query", text, { required: true }),
    ],
  },
]);

const formula = (name: string, options: RowOptions = {}) =>
  row(`${name}.formula`, text, { attribute: name, ...options });

const timeSlice = block([
  row("comparator", text, { required: true }),
  row("threshold", number, { required: true, empty: 0 }),
  row(
    "query",
    block([
      row("formulas", only([row("formula", text, { attribute: "formula_expression", required: true })]), {
        attribute: "formula",
        required: true,
      }),
      row("queries", metricQueries, { attribute: "query", required: true, empty: [] }),
    ]),
    { required: true },
  ),
  row("query_interval_seconds", number, { provider: 300 }),
]);

const count = block([
  formula("good_events_formula", { required: true }),
  formula("total_events_formula"),
  formula("bad_events_formula", { since: "4.4.0" }),
  row("queries", metricQueries, { required: true, empty: [] }),
]);

/** `datadog_service_level_objective`. */
export const sloTable: ResourceTable = {
  type: "datadog_service_level_objective",
  rows: [
    row("name", text, { required: true }),
    row("type", text, { required: true }),
    row("description", text),
    row("tags", sortedTexts),
    row(
      "thresholds",
      blocks([
        row("timeframe", text, { required: true }),
        row("target", number, { required: true }),
        row("warning", number),
      ]),
      { required: true },
    ),
    row("timeframe", text),
    row("target_threshold", number),
    row("warning_threshold", number),
    row("query", block([row("numerator", text, { required: true }), row("denominator", text, { required: true })])),
    row("monitor_ids", numbers),
    row("groups", sortedTexts),
    row(
      "sli_specification",
      block([row("time_slice", timeSlice, { requiredUntil: "3.89.0" }), row("count", count, { since: "3.89.0" })]),
    ),
  ],
  rule: sloSent,
  missing: Object.fromEntries(
    ["count", "time_slice.query"].flatMap((place) =>
      ["aggregator", "cross_org_uuids", "semantic_mode"].map(
        (field) => [`sli_specification.${place}.queries.${field}`, "remove it, which SLOs do not use"] as const,
      ),
    ),
  ),
  answered: {
    id: "the SLO's id",
    created_at: "when it was created",
    creator: "who created it",
    modified_at: "when it was changed",
    monitor_tags: "the tags of its monitors",
    type_id: "its type as a number",
    "thresholds.target_display": "the target as text",
    "thresholds.warning_display": "the warning as text",
  },
  terraformOnly: {
    validate: "whether Datadog is asked for its monitors while planning",
    force_delete: "whether it is deleted while others name it",
    ignore_tag_keys: "tags whose changes Terraform does not see; from 4.14.0 on",
  },
};

/** What the provider sends of each type. */
function sloSent(sent: JsonObject): JsonObject {
  if (sent.type === "monitor") return without(sent, "query", "sli_specification");
  const { sli_specification: specification, ...rest } = without(sent, "monitor_ids", "groups");
  const { time_slice, count } = objectOf(specification);
  if (sent.type === "time_slice") return { ...without(rest, "query"), sli_specification: { time_slice } };
  return count === undefined ? rest : { ...without(rest, "query"), sli_specification: { count } };
}

// ------------------------------------------------------------------------------------------- downtimes

const isRecurring = (schedule: JsonObject) => schedule.recurrences !== undefined;

const schedule = "attributes.schedule";

/** `datadog_downtime_schedule`. */
export const downtimeTable: ResourceTable = {
  type: "datadog_downtime_schedule",
  rows: [
    row("attributes.scope", text, { required: true }),
    row("attributes.monitor_identifier", block([row("monitor_id", number), row("monitor_tags", sortedTexts)])),
    // The provider refuses a downtime without a schedule: an empty one starts now and has no end.
    row(
      schedule,
      blockWhere(
        (value) => !isRecurring(value),
        [row("start", text, { empty: null }), row("end", text, { empty: null })],
      ),
      { attribute: "one_time_schedule", datadog: {}, explicit: true },
    ),
    row(
      schedule,
      blockWhere(isRecurring, [
        row("timezone", text, { empty: "" }),
        row(
          "recurrences",
          blocks([
            row("rrule", text, { required: true }),
            row("duration", text, { required: true }),
            row("start", text),
          ]),
          { attribute: "recurrence" },
        ),
      ]),
      { attribute: "recurring_schedule" },
    ),
    row("attributes.message", text),
    row("attributes.display_timezone", text, { empty: "" }),
    row("attributes.mute_first_recovery_notification", flag, { empty: false }),
    row("attributes.notify_end_states", givenTexts),
    row("attributes.notify_end_types", givenTexts),
  ],
  rule: (sent) => ({ type: "downtime", ...sent }),
  answered: {
    id: "the downtime's id",
    type: "always downtime",
    relationships: "who created it, and the monitor that it mutes",
    "attributes.canceled": "when it was canceled",
    "attributes.created": "when it was created",
    "attributes.modified": "when it was changed",
    "attributes.status": "whether it is in force",
    "attributes.schedule.current_downtime": "when a recurring one starts and ends next",
  },
};

// --------------------------------------------------------------------------------- notification rules

/** `datadog_monitor_notification_rule`. */
export const notificationRuleTable: ResourceTable = {
  type: "datadog_monitor_notification_rule",
  rows: [
    row("attributes.name", text, { required: true }),
    row(
      "attributes.filter",
      block([row("tags", sortedTexts, { requiredUntil: "3.83.0" }), row("scope", text, { since: "3.83.0" })]),
      { required: true },
    ),
    row("attributes.recipients", sortedTexts, { requiredUntil: "3.83.0" }),
    row(
      "attributes.conditional_recipients",
      block([
        row(
          "conditions",
          blocks([row("scope", text, { required: true }), row("recipients", sortedTexts, { required: true })]),
        ),
        row("fallback_recipients", sortedTexts),
      ]),
      { since: "3.83.0" },
    ),
  ],
  rule: (sent) => ({ type: "monitor-notification-rule", ...sent }),
  answered: {
    id: "the rule's id",
    type: "always monitor-notification-rule",
    relationships: "who created it",
    "attributes.created_at": "when it was created",
    "attributes.modified_at": "when it was changed",
  },
  missing: { "attributes.bundle_config": "set it in Datadog" },
};

// ------------------------------------------------------------------------------------------- webhooks

/** `datadog_webhook`. */
export const webhookTable: ResourceTable = {
  type: "datadog_webhook",
  rows: [
    row("name", text, { required: true }),
    row("url", text, { required: true }),
    row("payload", text),
    row("custom_headers", text),
    row("encode_as", text),
  ],
};

/** `datadog_webhook_custom_variable`. */
export const webhookVariableTable: ResourceTable = {
  type: "datadog_webhook_custom_variable",
  rows: [
    row("name", text, { required: true }),
    row("value", text, { required: true }),
    row("is_secret", flag, { required: true, empty: false }),
  ],
};
