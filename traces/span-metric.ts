import { type SpansMetricDefinition, spansMetric } from "../datadog/definitions";

/** The metric's own tags, beside the `env` and `service` that are on every metric, and what each is on a span. */
const groupBy = { env: "env", service: "service", resource_name: "resource_name", status: "status" };

/** A metric of how long the spans take that a search picks, with percentiles, in nanoseconds. */
export function spanDurations(metric: { readonly name: string }, query: string): SpansMetricDefinition {
  return spansMetric({ name: metric.name, query, measure: "@duration", groupBy });
}
