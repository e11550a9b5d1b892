import { z } from "zod";
import { type DefinitionProblem, refuse } from "../findings";
import { filled, shapeProblems } from "./shape";

/** @see https://docs.datadoghq.com/api/latest/metrics/#edit-metric-metadata */
export const metricMetadataSchema = z.strictObject({
  /** The metric's name, which the API has in the address. */
  metric: filled("the metric's name"),
  /** How the metric is stored. Absent for a distribution: the API does not take that type. */
  type: z
    .enum(["count", "rate", "gauge"], { error: "must be count, rate or gauge; leave it out for a distribution" })
    .optional(),
  description: z.string().optional(),
  short_name: z.string().optional(),
  /** @see https://docs.datadoghq.com/metrics/units/ */
  unit: filled("the unit").optional(),
  per_unit: filled("the unit's denominator").optional(),
  /** Seconds that one value stands for: `as_count()` multiplies a rate by it. */
  statsd_interval: z.int().positive({ error: "must be a whole number of seconds, 1 or more" }).optional(),
});

/** What Datadog shows and knows of a metric: the body of its API request, and the metric's name. */
export type MetricMetadataDefinition = z.output<typeof metricMetadataSchema>;

/** @throws DefinitionError for a type or an interval that Datadog refuses */
export function metricMetadata(definition: MetricMetadataDefinition): MetricMetadataDefinition {
  return refuse(`metadata of ${definition.metric}`, definition, checkMetricMetadata(definition));
}

export function checkMetricMetadata(definition: unknown): DefinitionProblem[] {
  const shape = shapeProblems(metricMetadataSchema, definition);
  if (shape.length > 0) return shape;
  const { type, statsd_interval, unit, per_unit } = definition as MetricMetadataDefinition;
  const problems: DefinitionProblem[] = [];
  if (statsd_interval !== undefined && type === "gauge") {
    problems.push({ path: ["statsd_interval"], message: "a gauge has no interval: leave it out" });
  }
  if (per_unit !== undefined && unit === undefined) {
    problems.push({ path: ["per_unit"], message: `per ${per_unit} of what? Give the unit as well` });
  }
  return problems;
}
