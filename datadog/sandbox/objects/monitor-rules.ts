import { checkMonitor, MONITOR_TYPES } from "../../definitions";
import type { Finding } from "../../findings";
import { isObject, type JsonObject, objectOf, without } from "../../json";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { monitorWording } from "./wording";

/** Types whose query need not compare with a number. */
const withoutOperator = ["composite", "service check", "synthetics alert"];

/**
 * Refuses (400) a monitor that Datadog would not take, in its words.
 *
 * @param id of the monitor, where it exists already: it may not name itself
 */
export function assertedMonitor(org: Org, body: JsonObject, id?: number): void {
  const { type, query } = body;
  if (typeof type !== "string" || !(MONITOR_TYPES as readonly string[]).includes(type)) throw invalid("type");
  if (typeof query !== "string" || query.trim() === "") throw invalid("query");
  if (!withoutOperator.includes(type) && !/(<=?|>=?|==|!=)\s*[-\d.]/.test(query)) {
    throw badRequest("The value provided for parameter 'query' is invalid: invalid operator specified: ");
  }
  const [finding] = checkMonitor(checked(body)).filter((found) => found.severity === "wrong" && !isTaken(found));
  if (finding !== undefined) throw badRequest(monitorWording(finding));
  if (type === "composite") refuseComposite(org, query, id);
}

const invalid = (parameter: string) => badRequest(`The value provided for parameter '${parameter}' is invalid`);

/**
 * What a body means: a message or name may be left out, a priority of 0 is none, and a timeframe without data means
 * something only where its notification is on (the Terraform provider validates monitors of any type with 10 minutes).
 */
function checked(body: JsonObject): JsonObject {
  const { priority, name, message } = body;
  const options = objectOf(body.options);
  const notified = options.notify_no_data === true ? options : without(options, "no_data_timeframe");
  return {
    ...body,
    name: name ?? "",
    message: message ?? "",
    priority: priority === 0 ? null : priority,
    ...(isObject(body.options) ? { options: notified } : {}),
  };
}

/** Recorded as taken: the queries of a formula have forms of their own for some kinds of data. */
function isTaken({ check, path }: Finding): boolean {
  return check === "monitor-shape" && path[0] === "options" && path[1] === "variables";
}

/** The monitors of a composite must exist and be no composites themselves. */
function refuseComposite(org: Org, query: string, id?: number): void {
  const named = (query.match(/\d+/g) ?? []).map(Number);
  const known = named.every((other) => other !== id && (org.monitors.get(other)?.type ?? "composite") !== "composite");
  if (!known) throw badRequest("Some monitor IDs are invalid");
}
