import { isDeepStrictEqual } from "node:util";
import {
  apiMonitorSchema,
  declared,
  type MonitorDefinition,
  type MonitorOptions,
  monitorKind,
} from "../../datadog/definitions";
import { isObject, type Json, type JsonObject, objectOf } from "../../datadog/json";
import { parseMonitorQuery, print } from "../../datadog/query";

/**
 * What an option is where it is absent.
 * @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
const DEFAULTS: MonitorOptions & JsonObject = {
  notify_no_data: false,
  notify_audit: false,
  include_tags: true,
  new_host_delay: 300,
  silenced: {},
  groupby_simple_monitor: false,
  enable_logs_sample: false,
  enable_samples: false,
  renotify_interval: 0,
  renotify_occurrences: 0,
  renotify_statuses: [],
  timeout_h: 0,
  evaluation_delay: 0,
  escalation_message: "",
  notification_preset_name: "show_all",
  notify_by: [],
  locked: false,
  variables: [],
};

/** What a monitor's own fields are where they are absent. */
const FIELD_DEFAULTS: JsonObject = {
  tags: [],
  restricted_roles: [],
  draft_status: "published",
  priority: 0,
  assets: [],
};

/** A monitor as somebody writes it: without what Datadog sets, and without settings that are at their defaults. */
export function writtenMonitor(definition: JsonObject): MonitorDefinition {
  const read = apiMonitorSchema.parse(declared(monitorKind.given, definition)) as JsonObject;
  const { options, ...fields } = read;
  const added = objectOf(monitorKind.given.complete({ type: read.type, query: read.query, options: {} }).options);
  const kept = withoutDefaults(objectOf(options), { ...added, ...DEFAULTS });
  return { ...withoutDefaults(fields, FIELD_DEFAULTS), options: kept } as unknown as MonitorDefinition;
}

function withoutDefaults(fields: JsonObject, defaults: JsonObject): JsonObject {
  const entries = Object.entries(fields).flatMap(([key, value]) => {
    const kept = withoutNulls(value);
    const isDefault = kept === undefined || (Object.hasOwn(defaults, key) && isDeepStrictEqual(kept, defaults[key]));
    return isDefault ? [] : [[key, kept] as const];
  });
  return Object.fromEntries(entries);
}

/** Null is what is not set; an object of nothing else is not set itself. */
function withoutNulls(value: Json | undefined): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return entries.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(entries);
}

/** Whether two monitors say the same: apart from defaults, what Datadog sets, and the spacing of the query. */
export function sameMonitor(a: MonitorDefinition, b: MonitorDefinition): boolean {
  return isDeepStrictEqual(comparable(a), comparable(b));
}

/** A monitor in one form, whichever way it is written. */
export function comparable(definition: MonitorDefinition): JsonObject {
  const { options, query, ...fields } = writtenMonitor(definition as unknown as JsonObject) as unknown as JsonObject;
  const { require_full_window: isFull = false, ...others } = objectOf(options);
  return { ...fields, query: canonical(String(query)), options: { ...others, require_full_window: isFull } };
}

/** The query in canonical form; as it is where it cannot be read. */
export function canonical(query: string): string {
  const result = parseMonitorQuery(query);
  return result.ok ? print(result.node) : query;
}
