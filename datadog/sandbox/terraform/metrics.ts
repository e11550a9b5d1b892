import type { JsonObject } from "../../json";
import { updateMetricMetadata } from "../objects/metrics";
import { createTagConfiguration } from "../objects/tag-configurations";
import type { Org } from "../org";
import type { Attributes } from "./attributes";

/** `datadog_metric_metadata`: every attribute goes out, empty or not; the type distribution does not. */
export function loadMetricMetadata(org: Org, attributes: Attributes): JsonObject {
  const metric = attributes.required("metric");
  const type = attributes.text("type");
  updateMetricMetadata(org, metric, {
    type: type === "distribution" ? "" : type,
    description: attributes.text("description"),
    short_name: attributes.text("short_name"),
    unit: attributes.text("unit"),
    per_unit: attributes.text("per_unit"),
    statsd_interval: attributes.number("statsd_interval"),
  });
  return { id: metric };
}

/** `datadog_metric_tag_configuration`. */
export function loadTagConfiguration(org: Org, attributes: Attributes): JsonObject {
  const metric = attributes.required("metric_name");
  const type = attributes.required("metric_type");
  const percentiles = attributes.flag("include_percentiles");
  const written = attributes.blocks("aggregations").map((block) => ({
    time: block.required("time"),
    space: block.required("space"),
  }));
  createTagConfiguration(org, metric, {
    id: metric,
    attributes: {
      tags: attributes.texts("tags"),
      metric_type: type,
      ...(type === "distribution" ? { include_percentiles: percentiles } : {}),
      exclude_tags_mode: attributes.flag("exclude_tags_mode"),
      ...aggregationsOf(type, written),
    },
  });
  return { id: metric };
}

type Aggregation = { readonly time: string; readonly space: string };

/** The provider always sends the aggregation that a type cannot do without, written or not; a distribution has none. */
function aggregationsOf(type: string, written: readonly Aggregation[]): { aggregations?: Aggregation[] } {
  if (type === "distribution") return written.length > 0 ? { aggregations: [...written] } : {};
  const by = type === "gauge" ? "avg" : "sum";
  const others = written.filter(({ time, space }) => time !== by || space !== by);
  return { aggregations: [{ time: by, space: by }, ...others] };
}
