import { keptTag, type LogsMetricDefinition, type SpansMetricDefinition } from "../../definitions";
import { facetValues, type Matches, type StoredEvent } from "../events";
import type { SampleSink, SampleType } from "../series";
import { filterOf } from "./logs/processors";

type Definition = LogsMetricDefinition | SpansMetricDefinition;

/** Where the samples of a series go. */
export type SinkOf = (metric: string, type: SampleType, tags: readonly string[]) => SampleSink;

/**
 * A metric that Datadog makes of logs or of spans: counts those that its filter takes, or measures one of their attributes,
 * by the groups that it names. An event without a group's attribute goes without that tag; which of the two Datadog does is
 * not documented.
 *
 * @see https://docs.datadoghq.com/logs/log_configuration/logs_to_metrics/
 * @see https://docs.datadoghq.com/tracing/trace_pipeline/generate_metrics/
 */
export class GeneratedMetric {
  private readonly takes: Matches;

  constructor(
    private readonly definition: Definition,
    private readonly sinkOf: SinkOf,
  ) {
    this.takes = filterOf(definition.attributes.filter?.query ?? "*");
  }

  add(event: StoredEvent): void {
    if (!this.takes(event)) return;
    const { id, attributes } = this.definition;
    const { compute } = attributes;
    const tags = this.tagsOf(event);
    if (compute.aggregation_type === "count") {
      this.sinkOf(id, "count", tags).add(1, event.time, 1);
      return;
    }
    for (const value of facetValues(event, compute.path)) {
      const number = typeof value === "boolean" ? Number.NaN : Number(value);
      if (Number.isFinite(number)) this.sinkOf(id, "distribution", tags).add(number, event.time, 1);
    }
  }

  private tagsOf(event: StoredEvent): readonly string[] {
    return (this.definition.attributes.group_by ?? []).flatMap(({ path, tag_name }) => {
      const [value] = facetValues(event, path);
      return value === undefined ? [] : [keptTag(`${tag_name}:${value}`)];
    });
  }
}
