import { isObject, type Json, type JsonObject, listOf, mergeDeeply, stringOf } from "../../json";
import { author, type Org } from "../org";
import { badRequest } from "../refusal";
import { answerOf } from "./store";

/** Creates a retention filter at the end of the order. */
export function createRetentionFilter(org: Org, data: JsonObject): JsonObject {
  const time = Math.floor(org.now() / 1000);
  const made = org.retentionFilters.create(data, () => {
    const id = org.ids.base64("retention-filter");
    const { email } = author;
    const attributes = { editable: true, modified_by: email, modified_at: time, created_by: email, created_at: time };
    return { id, given: { id, attributes } };
  });
  return answerOf(made);
}

/** The filter, or the 404 that Datadog answers. */
export function readRetentionFilter(org: Org, id: string): JsonObject {
  return answerOf(org.retentionFilters.read(id));
}

/** Replaces what a filter does; it keeps its place in the order. */
export function updateRetentionFilter(org: Org, id: string, data: JsonObject): JsonObject {
  const given = { attributes: { modified_at: Math.floor(org.now() / 1000) } };
  return answerOf(org.retentionFilters.replace(id, data, given));
}

export function deleteRetentionFilter(org: Org, id: string): void {
  org.retentionFilters.delete(id);
}

/** The filters in their order, each with its place. */
export function listRetentionFilters(org: Org): JsonObject[] {
  return org.retentionFilters
    .values()
    .map((filter, place) => mergeDeeply(filter, { attributes: { execution_order: place + 1 } }));
}

/** Puts the filters in the order of `data`, which names each of them once. */
export function orderRetentionFilters(org: Org, data: Json | undefined): void {
  const ids = listOf(data).map((entry) => (isObject(entry) ? (stringOf(entry.id) ?? "") : ""));
  for (const id of ids) org.retentionFilters.read(id);
  if (new Set(ids).size !== ids.length || ids.length !== org.retentionFilters.size) {
    throw badRequest("Invalid order: it must name every retention filter once");
  }
  org.retentionFilters.reorder(ids);
}
