import { isObject, type Json, type JsonObject, listOf, objectOf, stringsOf } from "../../json";
import type { Given } from "../kind";

export const tagConfigurationGiven: Given = {
  fields: ["attributes.created_at", "attributes.modified_at"],
  unordered: ["attributes.tags", "attributes.aggregations"],
  complete: ({ type, id, attributes }) => ({ type, id, attributes: completed(objectOf(attributes)) }),
};

function completed(attributes: JsonObject): JsonObject {
  const { metric_type: type, include_percentiles: percentiles, aggregations } = attributes;
  return {
    metric_type: type,
    tags: [...new Set(stringsOf(attributes.tags))].sort(),
    ...(type === "distribution"
      ? { include_percentiles: percentiles ?? false }
      : { aggregations: aggregationsOf(aggregations) }),
    exclude_tags_mode: attributes.exclude_tags_mode === true,
  };
}

/** Recordings answer sum over time and space where none was asked for, whatever the type. */
function aggregationsOf(value: Json | undefined): readonly JsonObject[] {
  const asked = listOf(value).filter(isObject);
  return asked.length === 0 ? [{ time: "sum", space: "sum" }] : asked;
}
