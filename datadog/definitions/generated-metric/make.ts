import { asserted } from "../../findings";
import { checkLogsMetric, checkSpansMetric } from "./check";
import type { LogsMetricDefinition, SpansMetricDefinition } from "./schema";

/** What a generated metric measures, for the two makers below. */
export interface GeneratedMetricSpec {
  /** The metric's name; Datadog cannot change it later. */
  readonly name: string;
  /** Search that picks the events. */
  readonly query: string;
  /** The attribute whose values are measured (`@duration`), with percentiles. @default the events are counted */
  readonly measure?: string;
  /** Tags of the metric, and the attribute that each comes from. @default one series */
  readonly groupBy?: Readonly<Record<string, string>>;
}

/** @throws DefinitionError for a name, search, or tag that Datadog rejects */
export function logsMetric(spec: GeneratedMetricSpec): LogsMetricDefinition {
  const definition = { type: "logs_metrics" as const, id: spec.name, attributes: attributesOf(spec) };
  return asserted(`logs metric "${spec.name}"`, definition, checkLogsMetric(definition));
}

/** @throws DefinitionError for a name, search, or tag that Datadog rejects */
export function spansMetric(spec: GeneratedMetricSpec): SpansMetricDefinition {
  const definition = { type: "spans_metrics" as const, id: spec.name, attributes: attributesOf(spec) };
  return asserted(`spans metric "${spec.name}"`, definition, checkSpansMetric(definition));
}

function attributesOf({ query, measure, groupBy = {} }: GeneratedMetricSpec): LogsMetricDefinition["attributes"] {
  return {
    compute:
      measure === undefined
        ? { aggregation_type: "count" }
        : { aggregation_type: "distribution", path: measure, include_percentiles: true },
    filter: { query },
    group_by: Object.entries(groupBy).map(([tag_name, path]) => ({ path, tag_name })),
  };
}
