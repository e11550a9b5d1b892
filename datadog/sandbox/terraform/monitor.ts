import type { JsonObject } from "../../json";
import { createMonitor } from "../objects/monitors";
import type { Org } from "../org";
import type { Attributes } from "./attributes";
import { jsonIn } from "./json-text";

/** `datadog_monitor`: what the provider sends for it, its schema's defaults included. */
export function loadMonitor(org: Org, attributes: Attributes): JsonObject {
  return createMonitor(org, monitorBody(attributes));
}

/** `datadog_monitor_json`: the text goes out as it is. */
export function loadMonitorJson(org: Org, attributes: Attributes): JsonObject {
  attributes.text("url");
  return createMonitor(org, jsonIn(attributes, "monitor"));
}

function monitorBody(attributes: Attributes): JsonObject {
  const type = attributes.required("type");
  attributes.flag("validate");
  attributes.flag("force_delete");
  const roles = attributes.texts("restricted_roles").sort();
  const priority = attributes.text("priority");
  return {
    name: attributes.required("name"),
    type,
    query: attributes.required("query"),
    message: attributes.required("message"),
    tags: attributes.texts("tags").sort(),
    priority: priority === "" ? null : leadingNumber(priority),
    restricted_roles: roles.length > 0 ? roles : null,
    draft_status: attributes.text("draft_status") || "published",
    options: optionsOf(attributes, type),
  };
}

function optionsOf(attributes: Attributes, type: string): JsonObject {
  const scheduling = schedulingOf(attributes.block("scheduling_options"));
  const scheduled = scheduling?.custom_schedule !== undefined;
  const notifyNoData = attributes.flag("notify_no_data");
  const requireFullWindow = attributes.flag("require_full_window", true);
  const windows = textsOf(attributes.block("monitor_threshold_windows"), ["recovery_window", "trigger_window"]);
  const statuses = attributes.texts("renotify_statuses");
  const notifyBy = attributes.texts("notify_by").sort();
  return {
    thresholds: thresholdsOf(attributes.block("monitor_thresholds"), type),
    include_tags: attributes.flag("include_tags", true),
    ...(scheduled
      ? { require_full_window: false }
      : { notify_no_data: notifyNoData, require_full_window: requireFullWindow }),
    ...(scheduling === undefined ? {} : { scheduling_options: scheduling }),
    ...(Object.keys(windows).length > 0 ? { threshold_windows: windows } : {}),
    new_host_delay: attributes.number("new_host_delay", 300),
    ...noDataOf(attributes, notifyNoData && !scheduled),
    ...numbersOf(attributes, [
      "new_group_delay",
      "evaluation_delay",
      "renotify_interval",
      "renotify_occurrences",
      "timeout_h",
    ]),
    ...textsOf(attributes, ["group_retention_duration", "escalation_message", "notification_preset_name"]),
    ...flagsOf(attributes, ["notify_audit", "locked"]),
    ...(statuses.length > 0 ? { renotify_statuses: statuses } : {}),
    ...(notifyBy.length > 0 ? { notify_by: notifyBy } : {}),
    ...sampleOptions(attributes, type),
    ...variablesOf(attributes.block("variables")),
  };
}

/** The timeframe, ten minutes by default, goes out only with the notification; never beside `on_missing_data`. */
function noDataOf(attributes: Attributes, notifies: boolean): JsonObject {
  const timeframe = attributes.number("no_data_timeframe", 10);
  const missing = attributes.text("on_missing_data");
  if (missing !== "") return { on_missing_data: missing };
  return notifies && timeframe !== 0 ? { no_data_timeframe: timeframe } : {};
}

function sampleOptions(attributes: Attributes, type: string): JsonObject {
  const logsSample = attributes.flag("enable_logs_sample");
  const simple = attributes.flag("groupby_simple_monitor");
  const samples = attributes.flag("enable_samples");
  if (type === "log alert")
    return { enable_logs_sample: logsSample, ...(simple ? { groupby_simple_monitor: true } : {}) };
  return type === "ci-pipelines alert" || type === "ci-tests alert" ? { enable_samples: samples } : {};
}

/** Texts that are no number go out as 0; `ok` and `unknown` only for service checks. */
function thresholdsOf(block: Attributes | undefined, type: string): JsonObject {
  const statuses = ["critical", "critical_recovery", "warning", "warning_recovery", "ok", "unknown"];
  const entries = statuses.flatMap((status) => {
    const text = block?.text(status) ?? "";
    const only = (status === "ok" || status === "unknown") && type !== "service check";
    return text === "" || only ? [] : [[status, Number.isFinite(Number(text)) ? Number(text) : 0] as const];
  });
  return Object.fromEntries(entries);
}

function schedulingOf(block: Attributes | undefined): JsonObject | undefined {
  const window = block?.block("evaluation_window");
  const recurrence = block?.block("custom_schedule")?.block("recurrence");
  if (window === undefined && recurrence === undefined) return undefined;
  return {
    ...(window === undefined ? {} : { evaluation_window: windowOf(window) }),
    ...(recurrence === undefined
      ? {}
      : { custom_schedule: { recurrences: [textsOf(recurrence, ["rrule", "start", "timezone"])] } }),
  };
}

/** The hour goes out, zero included, only where neither day nor month is set. */
function windowOf(window: Attributes): JsonObject {
  const longer = { ...textsOf(window, ["day_starts"]), ...numbersOf(window, ["month_starts"]) };
  const hour = window.number("hour_starts");
  return Object.keys(longer).length > 0 ? longer : { hour_starts: hour };
}

function variablesOf(block: Attributes | undefined): JsonObject {
  if (block === undefined) return {};
  const events = block.blocks("event_query").map(eventQueryOf);
  const costs = block.blocks("cloud_cost_query").map((query) => ({
    data_source: query.required("data_source"),
    name: query.required("name"),
    query: query.required("query"),
    ...textsOf(query, ["aggregator"]),
  }));
  return { variables: [...events, ...costs] };
}

function eventQueryOf(query: Attributes): JsonObject {
  const compute = query.block("compute");
  const search = query.block("search");
  return {
    data_source: query.required("data_source"),
    name: query.required("name"),
    compute: {
      ...(compute === undefined ? {} : textsOf(compute, ["aggregation", "metric"])),
      ...(compute === undefined ? {} : numbersOf(compute, ["interval"])),
    },
    ...(search === undefined ? {} : { search: { query: search.text("query") } }),
    indexes: query.texts("indexes"),
    group_by: query.blocks("group_by").map((group) => {
      const sort = textsOf(group.block("sort"), ["aggregation", "metric", "order"]);
      return {
        facet: group.required("facet"),
        ...numbersOf(group, ["limit"]),
        ...(Object.keys(sort).length > 0 ? { sort } : {}),
      };
    }),
  };
}

/** Those that are set: the provider leaves out zeros. */
function numbersOf(attributes: Attributes, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.map((key) => [key, attributes.number(key)] as const).filter(([, value]) => value !== 0),
  );
}

/** Those that are set: the provider leaves out empty texts. */
function textsOf(attributes: Attributes | undefined, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.map((key) => [key, attributes?.text(key) ?? ""] as const).filter(([, value]) => value !== ""),
  );
}

/** Those that are true: the provider leaves out the others. */
function flagsOf(attributes: Attributes, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.map((key) => [key, attributes.flag(key)] as const).filter(([, value]) => value));
}

/** A text that is no whole number goes out as 0. */
function leadingNumber(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : 0;
}
