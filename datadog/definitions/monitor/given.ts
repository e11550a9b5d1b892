import { isObject, type Json, type JsonObject, listOf, objectOf, own, stringOf, stringsOf } from "../../json";
import type { Given } from "../kind";
import { apiMonitorSchema } from "./schema";

/** @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor */
export const monitorGiven: Given = {
  fields: [
    "id",
    "org_id",
    "multi",
    "created",
    "created_at",
    "modified",
    "deleted",
    "creator",
    "restriction_policy",
    "overall_state",
    "overall_state_modified",
    "matching_downtimes",
    "state",
  ],
  unordered: ["tags", "options.renotify_statuses"],
  complete: completed,
};

function completed(sent: JsonObject): JsonObject {
  const body = inNumbers(sent);
  const query = String(body.query).trim();
  const type = typeOf(String(body.type), query);
  const assets = assetsOf(body.assets);
  return {
    type,
    name: stringOf(body.name)?.trim() ?? "",
    message: stringOf(body.message)?.trim() ?? "",
    tags: stringsOf(body.tags),
    query,
    options: optionsOf(objectOf(body.options), type),
    priority: typeof body.priority === "number" && body.priority !== 0 ? body.priority : null,
    restricted_roles: Array.isArray(body.restricted_roles) ? (body.restricted_roles as Json) : null,
    draft_status: stringOf(body.draft_status) ?? "published",
    ...(assets.length > 0 ? { assets } : {}),
  };
}

/** With numbers where some were sent in quotes; the API documents numbers, and its clients read nothing else. */
function inNumbers(sent: JsonObject): JsonObject {
  const { success, data } = apiMonitorSchema.safeParse(sent);
  return success ? (data as JsonObject) : sent;
}

/** Recordings: a formula is a `metric alert`, a query over the current month or day a `query alert`; others stay. */
function typeOf(type: string, query: string): string {
  if (type === "query alert" && query.startsWith("formula(")) return "metric alert";
  if (type === "metric alert" && /^\w+\(current_1(mo|d)\):/.test(query)) return "query alert";
  return type;
}

/** Types that can group by facets, as recorded. */
const GROUPED_BY_FACET = [
  "log alert",
  "rum alert",
  "ci-tests alert",
  "ci-pipelines alert",
  "error-tracking alert",
  "trace-analytics alert",
];

const AVALANCHE_WINDOW: Readonly<Record<string, number>> = { "data-quality alert": 10, "error-tracking alert": 20 };

function optionsOf(options: JsonObject, type: string): JsonObject {
  const { thresholds, escalation_message: escalation, ...rest } = options;
  const kept = thresholdsOf(thresholds);
  const scheduled = objectOf(options.scheduling_options).custom_schedule !== undefined;
  // Recorded: none beside on_missing_data, which the Terraform provider would refuse to import together.
  const oldNoData = !scheduled && options.on_missing_data == null;
  return {
    ...(oldNoData ? { notify_no_data: false } : {}),
    notify_audit: false,
    new_host_delay: 300,
    include_tags: true,
    silenced: {},
    ...(GROUPED_BY_FACET.includes(type) ? { groupby_simple_monitor: false } : {}),
    ...(own(AVALANCHE_WINDOW, type) === undefined ? {} : { avalanche_window: own(AVALANCHE_WINDOW, type) }),
    ...rest,
    ...(escalation === undefined
      ? {}
      : { escalation_message: typeof escalation === "string" ? escalation.trim() : escalation }),
    ...(kept === undefined ? {} : { thresholds: kept }),
  };
}

/** Without the statuses that are null; an object that holds none is dropped. */
function thresholdsOf(thresholds: Json | undefined): JsonObject | undefined {
  const kept = Object.entries(objectOf(thresholds)).filter(([, value]) => value !== null && value !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Whether the monitor alerts for each group on its own. */
export function isMulti({ type, query }: JsonObject): boolean {
  if (type === "composite" || type === "slo alert") return false;
  return /\bby\s*\{\s*[^}\s]/.test(String(query)) || /\.by\(\s*[^)\s]/.test(String(query));
}

/** Runbooks and the like. */
function assetsOf(assets: Json | undefined): readonly JsonObject[] {
  return listOf(assets)
    .filter(isObject)
    .map((asset) => ({
      name: asset.name,
      category: asset.category,
      url: asset.url,
      template_variables: asset.template_variables ?? {},
      options: asset.options ?? {},
      resource_key: asset.resource_key ?? null,
      resource_type: asset.resource_type ?? null,
    }));
}
