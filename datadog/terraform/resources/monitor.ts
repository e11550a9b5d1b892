import { isObject, type JsonObject, objectOf, without } from "../../json";
import {
  block,
  blocks,
  flag,
  integerAsText,
  listsByType,
  number,
  numberAsText,
  only,
  sortedTexts,
  text,
  texts,
} from "../kinds";
import { row } from "../row";
import type { ResourceTable } from "../table";

const sort = block([row("aggregation", text, { required: true }), row("metric", text), row("order", text)]);

const eventQuery = [
  row("data_source", text, { required: true }),
  row("name", text, { required: true }),
  row(
    "compute",
    block(
      [
        row("aggregation", text, { required: true }),
        row("metric", text),
        row("interval", number),
        row("name", text, { since: "4.11.0" }),
      ],
      { listed: true },
    ),
    { required: true, empty: {} },
  ),
  row("search", block([row("query", text, { required: true, empty: "" })]), { required: true }),
  row("indexes", texts, { empty: [] }),
  row(
    "group_by",
    blocks([
      row("facet", text, { required: true }),
      row("limit", number),
      row("sort", sort),
      row("source", text, { since: "4.11.0" }),
    ]),
    { empty: [] },
  ),
];

const costQuery = [
  row("data_source", text, { required: true }),
  row("name", text, { required: true }),
  row("query", text, { required: true }),
  row("aggregator", text, { required: true }),
];

const dataQualityQuery = [
  row("data_source", text, { required: true }),
  row("name", text, { required: true }),
  row("filter", text, { required: true }),
  row("measure", text, { required: true }),
  row("schema_version", text),
  row("scope", text),
  row("group_by", texts),
  row(
    "monitor_options",
    block([
      row("custom_sql", text),
      row("custom_where", text),
      row("group_by_columns", texts),
      row("crontab_override", text),
      row("model_type_override", text),
    ]),
  ),
];

const dataJobsQuery = [
  row("name", text, { required: true }),
  row("jobs_query", text, { required: true }),
  row("job_type", text, { required: true }),
  row("query_dialect", text, { required: true }),
];

/** The queries of a formula. The provider has a block for each kind, and none for a plain query of metrics. */
const variables = listsByType([
  {
    block: "event_query",
    rows: eventQuery,
    holds: ({ search, compute, data_source: source }) =>
      isObject(compute) && isObject(search) && source !== "cloud_cost" && source !== "data_quality_metrics",
  },
  { block: "cloud_cost_query", rows: costQuery, holds: (query) => query.data_source === "cloud_cost" },
  {
    block: "data_quality_query",
    rows: dataQualityQuery,
    holds: (query) => query.data_source === "data_quality_metrics",
    since: "3.86.0",
  },
  {
    block: "data_jobs_query",
    rows: dataJobsQuery,
    holds: ({ jobs_query: jobs }) => jobs !== undefined,
    since: "4.10.0",
  },
]);

/** The hour goes out, zero included, only where neither day nor month is set. */
function evaluationWindow(sent: JsonObject): JsonObject {
  return sent.day_starts === undefined && sent.month_starts === undefined ? sent : without(sent, "hour_starts");
}

const scheduling = block([
  row(
    "evaluation_window",
    block(
      [
        row("day_starts", text),
        row("month_starts", number),
        row("hour_starts", number, { empty: 0 }),
        row("timezone", text, { since: "3.89.0" }),
      ],
      { rule: evaluationWindow },
    ),
  ),
  row(
    "custom_schedule",
    block([
      row(
        "recurrences",
        only([row("rrule", text, { required: true }), row("start", text), row("timezone", text, { required: true })]),
        { attribute: "recurrence", required: true },
      ),
    ]),
  ),
]);

/**
 * The provider asks its client which presets there are: 3.82.0 knows four, and the client added three in 2.55.0, before
 * provider 3.90.0 used another addition of that version.
 */
const NEWER_PRESETS = {
  hide_query_and_handles: "3.90.0",
  show_only_snapshot: "3.90.0",
  hide_handles_and_footer: "3.90.0",
};

/** The provider has options that it sends and reads for these types alone. */
const LOG_TYPES = ["log alert"];
const CI_TYPES = ["ci-pipelines alert", "ci-tests alert"];

const option = (name: string) => `options.${name}`;

/** `datadog_monitor`: attributes of the monitor and of its options side by side. */
export const monitorTable: ResourceTable = {
  type: "datadog_monitor",
  rows: [
    row("name", text, { required: true }),
    row("type", text, { required: true }),
    row("query", text, { required: true }),
    row("message", text, { required: true }),
    row("tags", sortedTexts, { empty: [] }),
    row("priority", integerAsText, { empty: null }),
    // Constructs declare a datadog_restriction_policy in its place, which every version takes.
    row("restricted_roles", sortedTexts, { empty: null }),
    row("draft_status", text, { provider: "published", datadog: "published" }),
    row(
      "assets",
      blocks([
        row("name", text, { required: true }),
        row("url", text, { required: true }),
        row("category", text, { required: true }),
        row("resource_key", text),
        row("resource_type", text),
      ]),
      { since: "3.83.0" },
    ),
    row(
      option("thresholds"),
      block([
        row("critical", numberAsText),
        row("critical_recovery", numberAsText),
        row("warning", numberAsText),
        row("warning_recovery", numberAsText),
        row("ok", numberAsText),
        row("unknown", numberAsText),
        row("critical_query", text, { since: "4.11.0" }),
        row("critical_recovery_query", text, { since: "4.11.0" }),
      ]),
      { attribute: "monitor_thresholds", empty: {} },
    ),
    row(option("include_tags"), flag, { provider: true, datadog: true, empty: false }),
    // A false beside the newer setting is a conflict to the provider, too.
    row(option("notify_no_data"), flag, { empty: false, unless: ["options", "on_missing_data"] }),
    // The provider would send true where the API's default is false.
    row(option("require_full_window"), flag, { provider: true, datadog: false, empty: false }),
    row(option("scheduling_options"), scheduling),
    row(option("threshold_windows"), block([row("recovery_window", text), row("trigger_window", text)]), {
      attribute: "monitor_threshold_windows",
    }),
    row(option("new_host_delay"), number, { provider: 300, datadog: 300, empty: 0 }),
    row(option("on_missing_data"), text),
    row(option("no_data_timeframe"), number, { provider: 10 }),
    row(option("new_group_delay"), number),
    row(option("evaluation_delay"), number),
    row(option("renotify_interval"), number),
    row(option("renotify_occurrences"), number),
    row(option("timeout_h"), number),
    row(option("group_retention_duration"), text),
    row(option("escalation_message"), text),
    row(option("notification_preset_name"), text, { values: NEWER_PRESETS }),
    row(option("notify_audit"), flag),
    row(option("locked"), flag, {
      until: "4.0.0",
      fix: 'name the roles in restricted_roles, or set terraform.datadog to "< 4.0.0" in the environment\'s file',
    }),
    row(option("renotify_statuses"), texts),
    row(option("notify_by"), sortedTexts),
    row(option("enable_logs_sample"), flag, { empty: false, types: LOG_TYPES }),
    row(option("groupby_simple_monitor"), flag, { types: LOG_TYPES }),
    row(option("enable_samples"), flag, { empty: false, types: CI_TYPES }),
    row(option("variables"), variables),
  ],
  rule: (sent) => ({ ...sent, options: optionsSent(objectOf(sent.options), String(sent.type)) }),
  missing: {
    "options.silenced": "use a downtime",
    "options.min_failure_duration": "declare the Synthetic test itself",
    "options.min_location_failed": "declare the Synthetic test itself",
    "options.device_ids": "declare the Synthetic test itself",
    "options.synthetics_check_id": "declare the Synthetic test itself",
    "options.variables.compute.source": "remove it from the query",
    "options.variables.monitor_options.model_configuration": "set it in Datadog",
    "options.variables.monitor_options.sensitivity": "set it in Datadog",
    "options.variables.monitor_options.source_to_target_config": "set it in Datadog",
  },
  answered: {
    id: "the monitor's number",
    created: "when it was created",
    creator: "who created it",
    deleted: "when it was deleted",
    matching_downtimes: "downtimes in force",
    modified: "when it was changed",
    multi: "whether it alerts for each group on its own",
    overall_state: "its state",
    state: "the state of its groups",
    "options.aggregation": "left by monitors of old",
    "options.avalanche_window": "Datadog's own, of some types",
  },
  terraformOnly: {
    validate: "whether Datadog is asked while planning",
    force_delete: "whether it is deleted while others name it",
    ignore_tag_keys: "tags whose changes Terraform does not see; from 4.14.0 on",
  },
  unsupported: {
    "variables.aggregate_augmented_query":
      "in preview, with a structure that is not supported here: set it with an override",
    "variables.aggregate_filtered_query":
      "in preview, with a structure that is not supported here: set it with an override",
  },
};

/** What the provider makes of the options, of which some exclude others and some belong to a type. */
function optionsSent(options: JsonObject, type: string): JsonObject {
  const scheduled = objectOf(options.scheduling_options).custom_schedule !== undefined;
  const left = without(
    scheduled ? { ...options, require_full_window: false } : options,
    ...(scheduled ? ["notify_no_data"] : []),
    // The timeframe goes out only with the notification, and never beside the newer setting.
    ...(options.on_missing_data !== undefined || scheduled || options.notify_no_data !== true
      ? ["no_data_timeframe"]
      : []),
    ...(LOG_TYPES.includes(type) ? [] : ["enable_logs_sample", "groupby_simple_monitor"]),
    ...(CI_TYPES.includes(type) ? [] : ["enable_samples"]),
  );
  if (type === "service check" || !isObject(options.thresholds)) return left;
  return { ...left, thresholds: without(options.thresholds, "ok", "unknown") };
}
