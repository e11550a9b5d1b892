import { KINDS } from "../../../definitions";
import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../../../json";
import { notFound } from "../../refusal";
import type { Rules } from "../store";

const rules = (kind: Rules<string>["kind"]): Rules<string> => ({
  kind,
  missing: (name) => notFound(`not_found(Metric with name '${name}' not found)`),
  meaning: (data) => ({ ...data, attributes: meant(objectOf(data.attributes)) }),
  worded: ({ check, path }) => {
    if (check !== "definition-shape") return undefined;
    if (path[0] === "id") return "Invalid payload: 'id' must be a metric name that starts with a letter";
    if (path[1] === "group_by" && path[3] === "path") return "'path' is a required property of 'group_by'";
    if (path[1] !== "compute") return undefined;
    return path[2] === "path"
      ? "'path' is required when aggregation_type is distribution"
      : "'aggregation_type' must be one of count, distribution";
  },
});

/** A tag is named after its attribute where it has no name of its own. */
function meant({ group_by: groups, ...attributes }: JsonObject): JsonObject {
  return {
    ...attributes,
    group_by: listOf(groups).map((group) =>
      isObject(group) ? { tag_name: stringOf(group.path)?.replace(/^@/, "") ?? "", ...group } : group,
    ),
  };
}

export const logsMetricRules = rules(KINDS.logsMetric);
export const spansMetricRules = rules(KINDS.spansMetric);
