import { isMulti } from "../../definitions";
import { type JsonObject, listOf, objectOf, stringsOf } from "../../json";
import { author, type Org } from "../org";
import { badRequest } from "../refusal";
import { slosOver } from "./slos";
import { answerOf, type StoredObject } from "./store";

/** Creates a monitor from a body of `POST /api/v1/monitor`; refuses (400) one that breaks a rule. */
export function createMonitor(org: Org, body: JsonObject): JsonObject {
  checkMembers(org, body);
  const time = org.timestamp();
  const made = org.monitors.create(body, (definition) => {
    const id = org.ids.number("monitor", 10_000_001);
    const given = {
      id,
      org_id: org.id,
      multi: isMulti(definition),
      created_at: Math.floor(org.now() / 1000) * 1000,
      created: time,
      modified: time,
      deleted: null,
      restriction_policy: null,
      creator: author,
    };
    return { id, given, state: { overall_state_modified: null, overall_state: "No Data" } };
  });
  return shown(made);
}

/** The monitor, or the 404 that Datadog answers. */
export function readMonitor(org: Org, id: number): JsonObject {
  return shown(org.monitors.read(id));
}

/** Changes a monitor: keys that the body leaves out stay, `options` are replaced as a whole. */
export function updateMonitor(org: Org, id: number, body: JsonObject): JsonObject {
  const merged = { ...org.monitors.read(id).definition, ...body };
  checkMembers(org, merged, id);
  return shown(org.monitors.replace(id, merged, { modified: org.timestamp(), multi: isMulti(merged) }));
}

/**
 * Refuses (400) a monitor that Datadog would not take, in its words.
 * @param id of the monitor, where it exists already: it may not name itself
 */
export function validateMonitor(org: Org, body: JsonObject, id?: number): void {
  org.monitors.accepted(body);
  checkMembers(org, body, id);
}

/** @param force delete it even where a composite names it */
export function deleteMonitor(org: Org, id: number, force = false): JsonObject {
  const { definition } = org.monitors.read(id);
  const holder = force ? undefined : holderOf(org, id);
  if (holder) throw badRequest(`monitor [${id},${definition.name}] is referenced in ${holder}`);
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
  const found = org.monitors
    .all()
    .filter(
      ({ definition }) =>
        (name === undefined || String(definition.name).toLowerCase().includes(name.toLowerCase())) &&
        tags.every((tag) => String(definition.query).includes(tag)) &&
        monitorTags.every((tag) => stringsOf(definition.tags).includes(tag)),
    );
  return found.map(shown);
}

/** What names a monitor, so that it cannot be deleted: a composite, an SLO. */
export function holderOf(org: Org, id: number): string | undefined {
  const [composite] = referringComposites(org, id);
  if (composite !== undefined) return `composite monitors: [${composite}]`;
  const [slo] = slosOver(org, id);
  return slo && `slos: [${slo.id}, ${slo.definition.name}]`;
}

/** Ids of the composites whose query names the monitor. */
function referringComposites(org: Org, id: number): number[] {
  const names = new RegExp(`(^|\\D)${id}(\\D|$)`);
  return org.monitors
    .all()
    .filter(({ definition }) => definition.type === "composite" && names.test(String(definition.query)))
    .map((composite) => composite.id);
}

/** The monitors of a composite must exist and be no composites themselves. */
function checkMembers(org: Org, { type, query }: JsonObject, id?: number): void {
  if (type !== "composite" || typeof query !== "string") return;
  const named = (query.match(/\d+/g) ?? []).map(Number);
  const isTaken = (other: number) =>
    other !== id && org.monitors.has(other) && org.monitors.read(other).definition.type !== "composite";
  if (!named.every(isTaken)) throw badRequest("Some monitor IDs are invalid");
}

/** A monitor as it is answered; its assets name it. */
function shown(monitor: StoredObject<number>): JsonObject {
  const assets = listOf(monitor.definition.assets).map((asset) => ({ monitor_id: monitor.id, ...objectOf(asset) }));
  return { ...answerOf(monitor), assets };
}
