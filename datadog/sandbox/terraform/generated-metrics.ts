import type { JsonObject } from "../../json";
import { createGeneratedMetric } from "../objects/generated-metrics";
import type { Org } from "../org";
import type { Attributes } from "./attributes";

/** `datadog_logs_metric`. */
export const loadLogsMetric = (org: Org, attributes: Attributes) => load(org, "logs", attributes);

/** `datadog_spans_metric`. */
export const loadSpansMetric = (org: Org, attributes: Attributes) => load(org, "spans", attributes);

function load(org: Org, source: "logs" | "spans", attributes: Attributes): JsonObject {
  const compute = attributes.block("compute");
  const type = compute?.required("aggregation_type");
  const path = compute?.text("path");
  const percentiles = compute?.flag("include_percentiles") ?? false;
  return createGeneratedMetric(org, source, {
    id: attributes.required("name"),
    attributes: {
      compute: {
        aggregation_type: type,
        ...(type === "distribution" ? { include_percentiles: percentiles } : {}),
        ...(path ? { path } : {}),
      },
      filter: { query: attributes.block("filter")?.text("query") || "*" },
      group_by: attributes.blocks("group_by").map((group) => {
        const tag = group.text("tag_name");
        return { path: group.required("path"), ...(tag === "" ? {} : { tag_name: tag }) };
      }),
    },
  });
}
