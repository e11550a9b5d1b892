import type { DowntimeDefinition } from "../../definitions";
import { isObject, type Json, type JsonObject, listOf, objectOf, stringOf, stringsOf } from "../../json";
import { localTime, nextPeriod } from "../alerting";
import { author, type Org } from "../org";
import { badRequest, notFound } from "../refusal";
import { cancelDowntime, createDowntime, updateDowntime } from "./downtimes";
import type { StoredObject } from "./store";

/**
 * Schedules a downtime from a body of `POST /api/v1/downtime`. There is one store: a downtime of v1 can be read as one of
 * v2, and the other way around.
 * @see https://docs.datadoghq.com/api/latest/downtimes/#schedule-a-downtime
 */
export function createDowntimeV1(org: Org, body: JsonObject): JsonObject {
  const { id } = createDowntime(org, dataOf(org, body));
  return keepSent(org, String(id), body);
}

/** The downtime, canceled ones too, or the 404 that Datadog answers. */
export function readDowntimeV1(org: Org, number: number): JsonObject {
  return shown(org, stored(org, number));
}

/** Changes what the body names; the rest stays. */
export function updateDowntimeV1(org: Org, number: number, body: JsonObject): JsonObject {
  const downtime = stored(org, number);
  const changed = { ...sentOf(org, downtime), ...body };
  updateDowntime(org, downtime.id, dataOf(org, changed));
  return keepSent(org, downtime.id, changed, { updater_id: author.id });
}

/** Cancels a downtime; one that was canceled before stays so. */
export function cancelDowntimeV1(org: Org, number: number): void {
  cancel(org, stored(org, number));
}

/**
 * Cancels the downtimes of exactly these scopes; 404 where there are none.
 * @returns their numbers
 */
export function cancelDowntimesByScope(org: Org, scope: Json | undefined): number[] {
  const scopes = scopesOf(scope);
  if (scopes.length === 0) throw badRequest("The value provided for parameter 'scope' is invalid");
  const wanted = [...scopes].sort().join(",");
  const found = open(org).filter(({ definition }) => scopesOfDefinition(definition).sort().join(",") === wanted);
  if (found.length === 0) throw notFound("No downtimes found for the given scope");
  for (const downtime of found) cancel(org, downtime);
  return found.map(numberOf);
}

/** @param currentOnly only those that are in force */
export function listDowntimesV1(org: Org, currentOnly = false): JsonObject[] {
  const all = open(org).map((downtime) => shown(org, downtime));
  return currentOnly ? all.filter(({ active }) => active === true) : all;
}

/** The downtimes in force that apply to a monitor: by its id, or by its tags. */
export function downtimesOfMonitorV1(org: Org, monitor: number): JsonObject[] {
  return matching(listDowntimesV1(org, true), org.monitors.read(monitor));
}

/** Those of some downtimes that apply to a monitor. */
export function matching(
  downtimes: readonly JsonObject[],
  { id: monitor, definition }: Pick<StoredObject<number>, "id" | "definition">,
): JsonObject[] {
  const tags = stringsOf(definition.tags);
  return downtimes.filter(({ monitor_id: id, monitor_tags: wanted }) =>
    id === null ? stringsOf(wanted).every((tag) => tag === "*" || tags.includes(tag)) : id === monitor,
  );
}

/**
 * The scopes that downtimes of v1 mute in single monitors, by the monitor's id, each until when: what Datadog shows in
 * `options.silenced`.
 */
export function silencedByDowntimes(org: Org): ReadonlyMap<number, JsonObject> {
  const silenced = new Map<number, JsonObject>();
  for (const downtime of open(org)) {
    const { monitor_id: monitor } = identifierOf(downtime.definition);
    if (!isObject(downtime.state.sent) || typeof monitor !== "number") continue;
    const { scope, end, status } = shown(org, downtime);
    if (status === "ended") continue;
    silenced.set(monitor, { ...silenced.get(monitor), [stringsOf(scope).join(",")]: end ?? null });
  }
  return silenced;
}

/** Mutes all monitors; where they are muted already, the downtime that does so. */
export function muteAll(org: Org): JsonObject {
  const [before] = mutingAll(org);
  return before ? shown(org, before) : createDowntimeV1(org, { scope: ["*"] });
}

/** Ends what `muteAll` began; refused where nothing did. */
export function unmuteAll(org: Org): void {
  const found = mutingAll(org);
  if (found.length === 0) throw badRequest("Monitors are not muted: there is no downtime for all of them");
  for (const downtime of found) cancel(org, downtime);
}

// ------------------------------------------------------------------------------------------------ found

type StoredDowntime = StoredObject<string>;

const numberOf = ({ state }: StoredDowntime) => Number(state.number);

function stored(org: Org, number: number): StoredDowntime {
  const found = org.downtimes.all().find((downtime) => numberOf(downtime) === number);
  if (found === undefined) throw notFound("Downtime not found");
  return found;
}

const isCanceled = ({ given }: StoredDowntime) => objectOf(given.attributes).canceled !== null;

const open = (org: Org): StoredDowntime[] => org.downtimes.all().filter((downtime) => !isCanceled(downtime));

function mutingAll(org: Org): StoredDowntime[] {
  return open(org).filter((downtime) => {
    const { scope, monitor_id: monitor, monitor_tags: tags, end, recurrence } = shown(org, downtime);
    const everything = [scope, tags].every((list) => stringsOf(list).join() === "*");
    return everything && monitor === null && end === null && recurrence === null;
  });
}

function cancel(org: Org, downtime: StoredDowntime): void {
  if (isCanceled(downtime)) return;
  cancelDowntime(org, downtime.id);
  org.downtimes.set(downtime.id, { state: { ...downtime.state, updater_id: author.id } });
}

// ------------------------------------------------------------------------------------------------ from v1

/** What v2 cannot say, and v1 answers as it was sent. */
function keepSent(org: Org, id: string, body: JsonObject, more: JsonObject = {}): JsonObject {
  const { state } = org.downtimes.read(id);
  const sent = { recurrence: body.recurrence ?? null };
  return shown(org, org.downtimes.set(id, { state: { ...state, ...more, sent } }));
}

/** A downtime as its v1 body would say it. */
function sentOf(org: Org, downtime: StoredDowntime): JsonObject {
  const { monitor_id: monitor, ...answer } = shown(org, downtime);
  const identifier = monitor === null ? {} : { monitor_id: monitor };
  return { ...answer, ...identifier };
}

function scopesOf(scope: Json | undefined): string[] {
  const list = typeof scope === "string" ? scope.split(",") : stringsOf(scope);
  return list.map((one) => one.trim()).filter((one) => one !== "");
}

/** The body of v1 as `data` of v2. */
function dataOf(org: Org, body: JsonObject): JsonObject {
  const { monitor_id: monitor, message, timezone } = body;
  const scopes = scopesOf(body.scope);
  if (scopes.length === 0) throw badRequest("The value provided for parameter 'scope' is invalid: it is required");
  const tags = scopesOf(body.monitor_tags);
  const kept = ["mute_first_recovery_notification", "notify_end_states", "notify_end_types"];
  const attributes = {
    scope: scopes.join(" AND "),
    monitor_identifier:
      typeof monitor === "number" ? { monitor_id: monitor } : { monitor_tags: tags.length > 0 ? tags : ["*"] },
    schedule: scheduleOf(org, body),
    ...(message === undefined ? {} : { message }),
    ...(timezone === undefined ? {} : { display_timezone: timezone }),
    ...Object.fromEntries(kept.flatMap((key) => (body[key] === undefined ? [] : [[key, body[key]]]))),
  };
  return { type: "downtime", attributes };
}

/** Seconds since 1970; a missing or empty one is undefined, anything else is refused. */
function seconds(body: JsonObject, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 1e11) return value;
  throw badRequest(`The value provided for parameter '${name}' is invalid: it must be a POSIX timestamp in seconds`);
}

const moment = (time: number | undefined): string | null =>
  time === undefined ? null : new Date(time * 1000).toISOString();

function scheduleOf(org: Org, body: JsonObject): JsonObject {
  const [start, end] = [seconds(body, "start"), seconds(body, "end")];
  const { recurrence } = body;
  if (recurrence === undefined || recurrence === null) return { start: moment(start), end: moment(end) };
  if (!isObject(recurrence)) throw badRequest("The value provided for parameter 'recurrence' is invalid");
  const begin = start ?? Math.floor(org.now() / 1000);
  if (end === undefined || end <= begin) {
    throw badRequest("The value provided for parameter 'end' is invalid: a recurring downtime ends after it starts");
  }
  const timezone = stringOf(body.timezone) || "UTC";
  const minutes = Math.max(1, Math.round((end - begin) / 60));
  return {
    timezone,
    recurrences: [{ rrule: ruleOf(recurrence), duration: `${minutes}m`, start: local(begin, timezone) }],
  };
}

function local(time: number, timezone: string): string {
  try {
    return localTime(time, timezone);
  } catch {
    throw badRequest(`The value provided for parameter 'timezone' is invalid: "${timezone}"`);
  }
}

const FREQUENCIES: ReadonlyMap<unknown, string> = new Map([
  ["days", "DAILY"],
  ["weeks", "WEEKLY"],
  ["months", "MONTHLY"],
  ["years", "YEARLY"],
]);

const WEEK_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** A recurrence of v1 as a rule of iCalendar. @see https://docs.datadoghq.com/api/latest/downtimes/ */
function ruleOf(recurrence: JsonObject): string {
  const { type, period, rrule, week_days: days, until_occurrences: count } = recurrence;
  const until = seconds(recurrence, "until_date");
  if (until !== undefined && count !== undefined && count !== null) {
    throw wrong("until_date", "it cannot be set together with until_occurrences");
  }
  const ends =
    until !== undefined
      ? [`UNTIL=${new Date(until * 1000).toISOString().replace(/[-:]|\.\d+/g, "")}`]
      : count === undefined || count === null
        ? []
        : [`COUNT=${whole(count, "until_occurrences")}`];
  if (type === "rrule") {
    if (typeof rrule !== "string" || rrule === "") throw wrong("rrule", "it is required for the type rrule");
    return [rrule, ...ends].join(";");
  }
  const frequency = FREQUENCIES.get(type);
  if (frequency === undefined) throw wrong("type", "use one of days, weeks, months, years, rrule");
  return [`FREQ=${frequency}`, `INTERVAL=${whole(period ?? 1, "period")}`, ...byDay(type, days), ...ends].join(";");
}

function byDay(type: Json | undefined, days: Json | undefined): string[] {
  const named = listOf(days);
  if (named.length === 0) return [];
  if (type !== "weeks") throw wrong("week_days", "it applies to the type weeks only");
  if (!named.every((day) => WEEK_DAYS.includes(String(day)))) throw wrong("week_days", `use ${WEEK_DAYS.join(", ")}`);
  return [`BYDAY=${named.map((day) => String(day).slice(0, 2).toUpperCase()).join(",")}`];
}

function whole(value: Json, name: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value > 0) return value;
  throw wrong(name, "it must be a whole number greater than 0");
}

const wrong = (name: string, why: string) =>
  badRequest(`The value provided for parameter 'recurrence.${name}' is invalid: ${why}`);

// ------------------------------------------------------------------------------------------------ as v1

const identifierOf = ({ attributes }: JsonObject) => objectOf(objectOf(attributes).monitor_identifier);

/** `env:a AND host:b` as two scopes; a search that v1 has no form for stays one. */
function scopesOfDefinition({ attributes }: JsonObject): string[] {
  const text = String(objectOf(attributes).scope);
  return /[()]|\bOR\b/.test(text) ? [text] : text.split(/\s+AND\s+/);
}

/** A downtime as v1 answers it, in the order and with the words of recordings. */
function shown(org: Org, downtime: StoredDowntime): JsonObject {
  const { id, definition, given, state } = downtime;
  const attributes = objectOf(definition.attributes);
  const { created, modified, canceled } = objectOf(given.attributes);
  const identifier = identifierOf(definition);
  const scope = scopesOfDefinition(definition);
  const period = periodOf(org, downtime);
  const status = isCanceled(downtime) ? "canceled" : period.status;
  return {
    id: numberOf(downtime),
    monitor_id: identifier.monitor_id ?? null,
    org_id: org.id,
    start: period.start,
    end: period.end,
    canceled: unix(canceled),
    created: unix(created),
    modified: unix(modified),
    message: attributes.message ?? null,
    active: status === "active",
    disabled: status === "canceled",
    recurrence: recurrenceOf(downtime),
    timezone: objectOf(attributes.schedule).timezone ?? attributes.display_timezone ?? "UTC",
    parent_id: null,
    child_id: null,
    creator_id: author.id,
    updater_id: state.updater_id ?? null,
    downtime_type: typeOf(scope),
    status,
    monitor_tags: identifier.monitor_tags ?? ["*"],
    mute_first_recovery_notification: attributes.mute_first_recovery_notification ?? false,
    notify_end_types: attributes.notify_end_types ?? [],
    notify_end_states: attributes.notify_end_states ?? [],
    uuid: id,
    scope,
  };
}

const unix = (text: Json | undefined) => (typeof text === "string" ? Math.floor(Date.parse(text) / 1000) : null);

/** 0 for everything, 1 for hosts alone, 2 for other scopes. */
function typeOf(scopes: readonly string[]): number {
  if (scopes.every((scope) => scope === "*")) return 0;
  return scopes.every((scope) => scope.startsWith("host:")) ? 1 : 2;
}

/** When it starts and ends; of a recurring one the period that it is in or that comes next. */
function periodOf(org: Org, { definition, state }: StoredDowntime) {
  const { schedule } = (definition as DowntimeDefinition).attributes;
  const now = org.now() / 1000;
  const started = Number(state.started) / 1000;
  const period = nextPeriod(schedule, started, now);
  if (period === undefined) {
    const { start, end } = objectOf((schedule ?? {}) as JsonObject);
    return { start: unix(start) ?? Math.floor(started), end: unix(end), status: "ended" };
  }
  const end = period.end === undefined ? null : Math.floor(period.end);
  return { start: Math.floor(period.start), end, status: period.start <= now ? "active" : "scheduled" };
}

function recurrenceOf({ definition, state }: StoredDowntime): Json {
  const sent = objectOf(state.sent).recurrence;
  if (sent !== undefined) return sent;
  const [first] = listOf(objectOf(objectOf(definition.attributes).schedule).recurrences);
  return first === undefined ? null : { type: "rrule", rrule: objectOf(first).rrule };
}
