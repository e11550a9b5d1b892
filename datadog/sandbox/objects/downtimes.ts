import type { DowntimeDefinition } from "../../definitions";
import { type JsonObject, listOf, mergeDeeply, objectOf, stringOf, stringsOf } from "../../json";
import { localTime, nextPeriod } from "../alerting";
import type { Org } from "../org";
import { notFound } from "../refusal";
import type { StoredObject } from "./store";

/** Schedules a downtime from `data` of a POST; 404 where it is of a monitor that there is not. */
export function createDowntime(org: Org, data: JsonObject): JsonObject {
  checkMonitor(org, data);
  const time = org.timestamp();
  const made = org.downtimes.create(data, () => {
    const id = org.ids.uuid("downtime");
    const given = { id, attributes: { created: time, modified: time, canceled: null } };
    return { id, given, state: { started: org.now(), number: org.ids.number("downtime", 20_000_001) } };
  });
  return shown(org, made);
}

/** The downtime, or the 404 that Datadog answers. */
export function readDowntime(org: Org, id: string): JsonObject {
  return shown(org, org.downtimes.read(id));
}

/** Changes what the body names; a schedule is replaced as a whole, and one that does not say when it starts starts now. */
export function updateDowntime(org: Org, id: string, data: JsonObject): JsonObject {
  const { definition } = org.downtimes.read(id);
  const changes = objectOf(data.attributes);
  const changed = { ...definition, attributes: { ...objectOf(definition.attributes), ...changes } };
  checkMonitor(org, changed);
  const stored = org.downtimes.replace(id, changed, { attributes: { modified: org.timestamp() } });
  if (changes.schedule === undefined) return shown(org, stored);
  return shown(org, org.downtimes.set(id, { state: { ...stored.state, started: org.now() } }));
}

/** Cancels a downtime: it no longer mutes anything, and can still be read. */
export function cancelDowntime(org: Org, id: string): void {
  const { given } = org.downtimes.read(id);
  if (objectOf(given.attributes).canceled !== null) throw notFound("Downtime not found");
  const time = org.timestamp();
  org.downtimes.set(id, { given: mergeDeeply(given, { attributes: { canceled: time, modified: time } }) });
}

/** @param currentOnly only those that are in force */
export function listDowntimes(org: Org, currentOnly = false): JsonObject[] {
  const all = org.downtimes.all().map((downtime) => shown(org, downtime));
  return all.filter(({ attributes }) => {
    const { status } = objectOf(attributes);
    return currentOnly ? status === "active" : status !== "canceled";
  });
}

/** The downtimes in force that mute a monitor, by its id or its tags. */
export function downtimesOf(org: Org, monitor: number): JsonObject[] {
  const tags = stringsOf(org.monitors.read(monitor).definition.tags);
  return listDowntimes(org, true).filter(({ attributes }) => {
    const { monitor_id: id, monitor_tags: wanted } = objectOf(objectOf(attributes).monitor_identifier);
    if (id !== undefined) return id === monitor;
    return stringsOf(wanted).every((tag) => tag === "*" || tags.includes(tag));
  });
}

/** The name of the one monitor that a downtime mutes. @default it mutes monitors by tags */
export function monitorMuted(org: Org, { attributes }: JsonObject): { id: number; name: string } | undefined {
  const { monitor_id: id } = objectOf(objectOf(attributes).monitor_identifier);
  return typeof id === "number" ? { id, name: String(org.monitors.get(id)?.name) } : undefined;
}

function checkMonitor(org: Org, { attributes }: JsonObject): void {
  const { monitor_id: id } = objectOf(objectOf(attributes).monitor_identifier);
  if (typeof id === "number" && !org.monitors.has(id)) throw notFound("Monitor not found");
}

// ------------------------------------------------------------------------------------------------ shown

/** A downtime as it is answered: with its starts, whether it is in force, and when a recurring one is next. */
function shown(org: Org, { definition, given, state }: StoredObject<string>): JsonObject {
  const answer = mergeDeeply(definition, given);
  const attributes = objectOf(answer.attributes);
  const started = Number(state.started) / 1000;
  const now = org.now() / 1000;
  const period = nextPeriod((definition as DowntimeDefinition).attributes.schedule, started, now);
  const status =
    attributes.canceled !== null
      ? "canceled"
      : period === undefined
        ? "ended"
        : period.start <= now
          ? "active"
          : "scheduled";
  const schedule = scheduleShown(objectOf(attributes.schedule), started, period);
  return { ...answer, attributes: { ...attributes, schedule, status } };
}

function scheduleShown(schedule: JsonObject, started: number, period: ReturnType<typeof nextPeriod>): JsonObject {
  if (!Array.isArray(schedule.recurrences)) {
    const { start, end } = schedule;
    return { start: moment(stringOf(start)) ?? instant(started), end: moment(stringOf(end)) ?? null };
  }
  const zone = stringOf(schedule.timezone) ?? "UTC";
  const recurrences = listOf(schedule.recurrences).map((one) => {
    const { start, ...rest } = objectOf(one);
    return { ...rest, start: start ?? localTime(started, zone) };
  });
  const current =
    period?.end === undefined ? {} : { current_downtime: { start: second(period.start), end: second(period.end) } };
  return { ...schedule, recurrences, ...current };
}

/** `2050-01-02T03:04:05Z` as it is answered: `2050-01-02T03:04:05+00:00`. */
function moment(text: string | undefined): string | undefined {
  return text === undefined ? undefined : instant(Date.parse(text) / 1000);
}

function instant(seconds: number): string {
  const text = new Date(seconds * 1000).toISOString();
  return text.endsWith(".000Z") ? text.replace(".000Z", "+00:00") : text.replace("Z", "000+00:00");
}

const second = (seconds: number) => instant(Math.floor(seconds));
