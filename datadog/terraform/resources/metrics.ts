import { type JsonObject, listOf, objectOf, without } from "../../json";
import { block, blocks, flag, number, text, texts } from "../kinds";
import { type Row, row } from "../row";
import type { ResourceTable } from "../table";
import { isBefore, type VersionRange } from "../versions";

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
  rule: (sent, versions) => ({ ...sent, attributes: configurationSent(objectOf(sent.attributes), versions) }),
  answered: {
    type: "always manage_tags",
    relationships: "where its metric is found",
    "attributes.created_at": "when it was created",
    "attributes.modified_at": "when it was changed",
  },
};

/** Percentiles go out for a distribution alone, which has no aggregations unless they are written. */
function configurationSent(attributes: JsonObject, versions: VersionRange): JsonObject {
  const written = listOf(attributes.aggregations).map(objectOf);
  if (attributes.metric_type === "distribution") {
    return written.length > 0 ? attributes : without(attributes, "aggregations");
  }
  // Provider 4 ignores aggregations: Datadog no longer supports them.
  if (!isBefore(versions, "4.0.0")) return without(attributes, "include_percentiles", "aggregations");
  // Provider 3 always sends the aggregation that a type cannot do without, written or not.
  const by = attributes.metric_type === "gauge" ? "avg" : "sum";
  const others = written.filter(({ time, space }) => time !== by || space !== by);
  return { ...without(attributes, "include_percentiles"), aggregations: [{ time: by, space: by }, ...others] };
}

/** @param required whether the provider requires what Datadog has a default for */
function generatedRows(required: boolean): Row[] {
  const query = row("query", text, { required, datadog: "*", provider: "*", explicit: true });
  return [
    row("id", text, { attribute: "name", required: true }),
    row(
      "attributes.compute",
      block([
        row("aggregation_type", text, { required: true }),
        row("path", text),
        row("include_percentiles", flag, { empty: false }),
      ]),
      { required, empty: {} },
    ),
    row("attributes.filter", block([query]), { required, datadog: {}, explicit: true, empty: { query: "*" } }),
    row("attributes.group_by", blocks([row("path", text, { required: true }), row("tag_name", text, { required })]), {
      empty: [],
    }),
  ];
}

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
  rows: generatedRows(true),
  rule: generatedSent,
  answered: { type: "always logs_metrics" },
};

/** `datadog_spans_metric`. */
export const spansMetricTable: ResourceTable = {
  type: "datadog_spans_metric",
  rows: generatedRows(false),
  rule: generatedSent,
  answered: { type: "always spans_metrics" },
};
