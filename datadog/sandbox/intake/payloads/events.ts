import { isObject, type Json, type JsonObject, listOf, objectOf, stringOf, stringsOf } from "../../../json";
import { CHECK_STATUSES, type CheckRun, type StoredEvent } from "../../events";
import { BadPayload } from "./bad-payload";

/**
 * The runs in a body of `/api/v1/check_run`: one, or a list.
 * @param now UNIX seconds, for a run without a time
 * @throws BadPayload
 */
export function checkRunsIn(body: Json, now: number): CheckRun[] {
  return (Array.isArray(body) ? listOf(body) : [body]).map((run) => {
    const check = isObject(run) ? stringOf(run.check) : undefined;
    if (!isObject(run) || !check) throw new BadPayload("Invalid payload: 'check' is a required property");
    const status = typeof run.status === "number" ? CHECK_STATUSES[run.status] : undefined;
    if (status === undefined) throw new BadPayload("Invalid payload: 'status' must be 0, 1, 2, or 3");
    const host = stringOf(run.host_name);
    const message = stringOf(run.message);
    return {
      check,
      status,
      time: timeIn(run.timestamp) ?? now,
      tags: [...stringsOf(run.tags), ...(host ? [`host:${host}`] : [])],
      ...(message ? { message } : {}),
    };
  });
}

/** The events in what an agent sends to `/intake`: by their source. */
export function agentEventsIn(body: JsonObject, now: number): StoredEvent[] {
  return Object.values(objectOf(body.events)).flatMap((events) =>
    listOf(events)
      .filter(isObject)
      .map((event) => eventIn(event, now)),
  );
}

function eventIn(event: JsonObject, now: number): StoredEvent {
  const host = stringOf(event.host);
  const source = stringOf(event.source_type_name);
  const key = stringOf(event.aggregation_key);
  return {
    kind: "events",
    time: timeIn(event.timestamp) ?? now,
    title: stringOf(event.msg_title) ?? "",
    message: stringOf(event.msg_text) ?? "",
    status: stringOf(event.alert_type) || "info",
    ...(host ? { host } : {}),
    ...(source ? { source } : {}),
    tags: stringsOf(event.tags),
    attributes: { priority: stringOf(event.priority) || "normal", ...(key ? { aggregation_key: key } : {}) },
  };
}

const timeIn = (value: Json | undefined) => (typeof value === "number" && value > 0 ? value : undefined);
