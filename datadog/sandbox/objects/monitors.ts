import { isObject, type Json, type JsonObject, listOf, objectOf, own, stringOf, stringsOf } from "../../json";
import { author, type Org } from "../org";
import { badRequest, notFound } from "../refusal";
import { assertedMonitor } from "./monitor-rules";

/** Creates a monitor from a body of `POST /api/v1/monitor`; refuses (400) one that breaks a rule. */
export function createMonitor(org: Org, body: JsonObject): JsonObject {
  assertedMonitor(org, body);
  const id = org.ids.number("monitor", 10_000_001);
  const time = org.timestamp();
  const monitor: JsonObject = {
    id,
    org_id: org.id,
    ...definitionOf(body),
    created_at: Math.floor(org.now() / 1000) * 1000,
    created: time,
    modified: time,
    deleted: null,
    restriction_policy: null,
    assets: assetsOf(body.assets, id),
    overall_state_modified: null,
    overall_state: "No Data",
    creator: author,
  };
  org.monitors.set(id, monitor);
  return monitor;
}

/** The monitor, or the 404 that Datadog answers. */
export function readMonitor(org: Org, id: number): JsonObject {
  const monitor = org.monitors.get(id);
  if (monitor === undefined) throw notFound("Monitor not found");
  return monitor;
}

/** Changes a monitor: keys that the body leaves out stay, `options` are replaced as a whole. */
export function updateMonitor(org: Org, id: number, body: JsonObject): JsonObject {
  const before = readMonitor(org, id);
  const merged = { ...before, ...body };
  assertedMonitor(org, merged, id);
  const monitor: JsonObject = {
    ...before,
    ...definitionOf(merged),
    assets: body.assets === undefined ? before.assets : assetsOf(body.assets, id),
    modified: org.timestamp(),
  };
  org.monitors.set(id, monitor);
  return monitor;
}

/** @param force delete it even where a composite names it */
export function deleteMonitor(org: Org, id: number, force = false): JsonObject {
  readMonitor(org, id);
  if (!force) {
    const [holder] = referringComposites(org, id);
    if (holder)
      throw badRequest(`monitor [${id},${readMonitor(org, id).name}] is referenced in composite monitors: [${holder}]`);
  }
  org.monitors.delete(id);
  return { deleted_monitor_id: id };
}

export interface MonitorFilter {
  /** Part of the name, in any case. */
  readonly name?: string;
  /** Tags of the query's scope, all of which must occur in it. */
  readonly tags?: readonly string[];
  /** Tags of the monitor, all of which it must have. */
  readonly monitorTags?: readonly string[];
}

/** The monitors in the order in which they were created. */
export function listMonitors(org: Org, { name, tags = [], monitorTags = [] }: MonitorFilter = {}): JsonObject[] {
  return [...org.monitors.values()].filter(
    (monitor) =>
      (name === undefined || String(monitor.name).toLowerCase().includes(name.toLowerCase())) &&
      tags.every((tag) => String(monitor.query).includes(tag)) &&
      monitorTags.every((tag) => stringsOf(monitor.tags).includes(tag)),
  );
}

/** Ids of the composites whose query names the monitor. */
export function referringComposites(org: Org, id: number): number[] {
  const names = new RegExp(`(^|\\D)${id}(\\D|$)`);
  return [...org.monitors]
    .filter(([, monitor]) => monitor.type === "composite" && names.test(String(monitor.query)))
    .map(([composite]) => composite);
}

/** What Datadog keeps of a body, in the form in which it keeps it. */
function definitionOf(body: JsonObject): JsonObject {
  const query = String(body.query).trim();
  const type = typeOf(String(body.type), query);
  return {
    type,
    name: stringOf(body.name)?.trim() ?? "",
    message: stringOf(body.message)?.trim() ?? "",
    tags: stringsOf(body.tags),
    query,
    options: optionsOf(objectOf(body.options), type),
    multi: isMulti(type, query),
    priority: typeof body.priority === "number" && body.priority !== 0 ? body.priority : null,
    restricted_roles: Array.isArray(body.restricted_roles) ? (body.restricted_roles as Json) : null,
    draft_status: stringOf(body.draft_status) ?? "published",
  };
}

/** Recordings: a formula is a `metric alert`, a query over the current month or day a `query alert`; others stay. */
function typeOf(type: string, query: string): string {
  if (type === "query alert" && query.startsWith("formula(")) return "metric alert";
  if (type === "metric alert" && /^\w+\(current_1(mo|d)\):/.test(query)) return "query alert";
  return type;
}

const groupedByFacet = [
  "log alert",
  "rum alert",
  "ci-tests alert",
  "ci-pipelines alert",
  "error-tracking alert",
  "trace-analytics alert",
];

const avalancheWindow: Readonly<Record<string, number>> = { "data-quality alert": 10, "error-tracking alert": 20 };

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
    ...(groupedByFacet.includes(type) ? { groupby_simple_monitor: false } : {}),
    ...(own(avalancheWindow, type) === undefined ? {} : { avalanche_window: own(avalancheWindow, type) }),
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
function isMulti(type: string, query: string): boolean {
  if (type === "composite" || type === "slo alert") return false;
  return /\bby\s*\{\s*[^}\s]/.test(query) || /\.by\(\s*[^)\s]/.test(query);
}

function assetsOf(assets: Json | undefined, id: number): readonly JsonObject[] {
  return listOf(assets)
    .filter(isObject)
    .map((asset) => ({
      monitor_id: id,
      name: asset.name,
      category: asset.category,
      url: asset.url,
      template_variables: asset.template_variables ?? {},
      options: asset.options ?? {},
      resource_key: asset.resource_key ?? null,
      resource_type: asset.resource_type ?? null,
    }));
}
