import { type JsonObject, listOf, objectOf, without } from "../../json";
import { block, blocks, flag, number, text, texts } from "../kinds";
import { row } from "../row";
import type { ResourceTable } from "../table";

/** `datadog_metric_metadata`: every attribute goes out, empty or not; the type distribution does not. */
export const metricMetadataTable: ResourceTable = {
  type: "datadog_metric_metadata",
  rows: [
    row("metric", text, { required: true }),
    row("type", text, { empty: "" }),
    row("description", text, { empty: "" }),
    row("short_name", text, { empty: "" }),
    row("unit", text, { empty: "" }),
    row("per_unit", text, { empty: "" }),
    row("statsd_interval", number, { empty: 0 }),
  ],
  rule: (sent) => (sent.type === "distribution" ? { ...sent, type: "" } : sent),
  answered: { integration: "the integration that the metric is of" },
};

/** `datadog_metric_tag_configuration`. */
export const tagConfigurationTable: ResourceTable = {
  type: "datadog_metric_tag_configuration",
  rows: [
    row("id", text, { attribute: "metric_name", required: true }),
    row("attributes.metric_type", text, { required: true }),
    row("attributes.tags", texts, { required: true, empty: [] }),
    row("attributes.include_percentiles", flag, { empty: false }),
    row("attributes.exclude_tags_mode", flag, { empty: false }),
    row(
      "attributes.aggregations",
      blocks([row("time", text, { required: true }), row("space", text, { required: true })]),
      { empty: [] },
    ),
  ],
  rule: (sent) => ({ ...sent, attributes: configurationSent(objectOf(sent.attributes)) }),
  answered: {
    type: "always manage_tags",
    "attributes.created_at": "when it was created",
    "attributes.modified_at": "when it was changed",
  },
};

/** Percentiles go out for a distribution alone, which has no aggregations unless they are written. */
function configurationSent(attributes: JsonObject): JsonObject {
  const written = listOf(attributes.aggregations).map(objectOf);
  if (attributes.metric_type === "distribution") {
    return written.length > 0 ? attributes : without(attributes, "aggregations");
  }
  // The provider always sends the aggregation that a type cannot do without, written or not.
  const by = attributes.metric_type === "gauge" ? "avg" : "sum";
  const others = written.filter(({ time, space }) => time !== by || space !== by);
  return { ...without(attributes, "include_percentiles"), aggregations: [{ time: by, space: by }, ...others] };
}

const filter = block([row("query", text, { datadog: "*", explicit: true, provider: "*" })]);

const generatedRows = [
  row("id", text, { attribute: "name", required: true }),
  row(
    "attributes.compute",
    block([
      row("aggregation_type", text, { required: true }),
      row("path", text),
      row("include_percentiles", flag, { empty: false }),
    ]),
    { required: true, empty: {} },
  ),
  row("attributes.filter", filter, { required: true, datadog: {}, empty: { query: "*" } }),
  row("attributes.group_by", blocks([row("path", text, { required: true }), row("tag_name", text)]), { empty: [] }),
];

/** Percentiles go out for a distribution alone. */
function generatedSent(sent: JsonObject): JsonObject {
  const attributes = objectOf(sent.attributes);
  const compute = objectOf(attributes.compute);
  if (compute.aggregation_type === "distribution") return sent;
  return { ...sent, attributes: { ...attributes, compute: without(compute, "include_percentiles") } };
}

/** `datadog_logs_metric`. */
export const logsMetricTable: ResourceTable = {
  type: "datadog_logs_metric",
  rows: generatedRows,
  rule: generatedSent,
  answered: { type: "always logs_metrics" },
};

/** `datadog_spans_metric`. */
export const spansMetricTable: ResourceTable = {
  type: "datadog_spans_metric",
  rows: generatedRows,
  rule: generatedSent,
  answered: { type: "always spans_metrics" },
};
