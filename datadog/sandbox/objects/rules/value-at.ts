import type { Finding } from "../../../findings";
import { isObject, type Json, type JsonObject, listOf, own } from "../../../json";

/** What stands at a finding's place in a body. */
export function valueAt(body: JsonObject, path: Finding["path"]): Json | undefined {
  let value: Json | undefined = body;
  for (const step of path) {
    value = typeof step === "number" ? listOf(value)[step] : isObject(value) ? own(value, step) : undefined;
  }
  return value;
}
