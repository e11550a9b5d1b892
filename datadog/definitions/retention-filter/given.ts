import { type JsonObject, objectOf } from "../../json";
import type { Given } from "../kind";

export const retentionFilterGiven: Given = {
  fields: [
    "id",
    "attributes.editable",
    "attributes.execution_order",
    "attributes.created_at",
    "attributes.created_by",
    "attributes.modified_at",
    "attributes.modified_by",
  ],
  complete: ({ type, attributes }) => ({ type, attributes: completed(objectOf(attributes)) }),
};

function completed({ name, rate, trace_rate = 0, enabled, filter_type, filter }: JsonObject): JsonObject {
  return { name, rate, trace_rate, enabled, filter_type, filter: { query: objectOf(filter).query } };
}
