import { type Finding, finding } from "../../findings";
import { isUnreadable, shapeFindings } from "../shape";
import { type MetricMetadataDefinition, metricMetadataSchema } from "./schema";

/** What is wrong with the metadata of a metric: its shape, an interval of a gauge, a denominator without a unit. */
export function checkMetricMetadata(definition: unknown): readonly Finding[] {
  const shape = shapeFindings(metricMetadataSchema, definition, "the metadata");
  if (isUnreadable(shape)) return shape;
  const { type, statsd_interval, unit, per_unit } = definition as MetricMetadataDefinition;
  const findings: Finding[] = [];
  // Recorded as taken; as_count() ignores it.
  if (statsd_interval !== undefined && type === "gauge") {
    const message = "A gauge cannot have statsd_interval: remove it.";
    findings.push(finding("metric-metadata", message, { path: ["statsd_interval"] }));
  }
  if (per_unit !== undefined && unit === undefined) {
    const message = `per_unit is "${per_unit}", but there is no unit: add unit.`;
    findings.push(finding("metric-metadata", message, { path: ["per_unit"] }));
  }
  return [...shape, ...findings];
}
