import { isObject, type JsonObject, listOf, objectOf } from "../../json";
import type { Given } from "../kind";

export const generatedMetricGiven: Given = {
  fields: [],
  unordered: ["attributes.group_by"],
  complete: ({ type, id, attributes }) => ({ type, id, attributes: completed(objectOf(attributes)) }),
};

function completed({ filter, group_by: groups, compute }: JsonObject): JsonObject {
  const { aggregation_type: type, path, include_percentiles: percentiles } = objectOf(compute);
  return {
    filter: { query: objectOf(filter).query || "*" },
    group_by: listOf(groups)
      .filter(isObject)
      .map((group) => ({ path: group.path, tag_name: group.tag_name })),
    compute:
      type === "count"
        ? { aggregation_type: type }
        : { aggregation_type: type, path, include_percentiles: percentiles === true },
  };
}
