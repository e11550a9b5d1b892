import type { JsonObject } from "../json";
import type { Org } from "../org";
import { badRequest } from "../refusal";

/** Refuses (400) a monitor that Datadog would not take, in its words. */
export function refuseMonitor(_org: Org, body: JsonObject, _id?: number): void {
  for (const key of ["type", "query"]) {
    if (typeof body[key] !== "string" || body[key] === "") {
      throw badRequest(`The value provided for parameter '${key}' is invalid`);
    }
  }
  if (!withoutOperator.includes(String(body.type)) && !/(<=?|>=?|==|!=)\s*-?[\d.]/.test(String(body.query))) {
    throw badRequest("The value provided for parameter 'query' is invalid: invalid operator specified: ");
  }
}

/** Types whose query need not compare with a number. */
const withoutOperator = ["composite", "service check", "synthetics alert"];
