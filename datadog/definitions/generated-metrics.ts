import { z } from "zod";
import { type DefinitionProblem, refuse } from "../findings";
import { searchProblems } from "./search";
import { filled, shapeProblems } from "./shape";

/**
 * Metrics that Datadog makes from logs, or from spans: what is counted or measured, of which events, by which tags. The
 * two have one shape.
 */

const metricName = z.string().regex(/^[A-Za-z][A-Za-z0-9_.]{0,199}$/, {
  error: 'is no metric name: it starts with a letter, and has letters, digits, "_" and "." only, 200 at most',
});

/** A tag key as Datadog keeps it: another one would come back rewritten, and every plan would differ. */
const tagName = z.string().regex(/^[a-z][a-z0-9_\-:./]{0,199}$/, {
  error: "is no tag key as Datadog keeps it: small letters, digits and _ - : . / that start with a letter",
});

const attributes = z.strictObject({
  compute: z.discriminatedUnion("aggregation_type", [
    z.strictObject({ aggregation_type: z.literal("count") }),
    z.strictObject({
      aggregation_type: z.literal("distribution"),
      /** The attribute that is measured: `@duration`. */
      path: filled("the path"),
      /** Whether p50 to p99 can be asked for; each costs. @default false */
      include_percentiles: z.boolean().optional(),
    }),
  ]),
  /** @default every event */
  filter: z.strictObject({ query: z.string() }).optional(),
  /** @default one series */
  group_by: z
    .array(z.strictObject({ path: filled("the path"), tag_name: tagName }))
    .readonly()
    .optional(),
});

/** @see https://docs.datadoghq.com/api/latest/logs-metrics/ */
export const logsMetricSchema = z.strictObject({ type: z.literal("logs_metrics"), id: metricName, attributes });

/** @see https://docs.datadoghq.com/api/latest/spans-metrics/ */
export const spansMetricSchema = z.strictObject({ type: z.literal("spans_metrics"), id: metricName, attributes });

/** A logs-based metric: the `data` of its API request. */
export type LogsMetricDefinition = z.output<typeof logsMetricSchema>;

/** A metric made from spans: the `data` of its API request. */
export type SpansMetricDefinition = z.output<typeof spansMetricSchema>;

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

/** @throws DefinitionError for a name, a search or a tag that Datadog refuses */
export function logsMetric(spec: GeneratedMetricSpec): LogsMetricDefinition {
  const definition = { type: "logs_metrics" as const, id: spec.name, attributes: attributesOf(spec) };
  return refuse(`logs metric "${spec.name}"`, definition, checkLogsMetric(definition));
}

/** @throws DefinitionError for a name, a search or a tag that Datadog refuses */
export function spansMetric(spec: GeneratedMetricSpec): SpansMetricDefinition {
  const definition = { type: "spans_metrics" as const, id: spec.name, attributes: attributesOf(spec) };
  return refuse(`spans metric "${spec.name}"`, definition, checkSpansMetric(definition));
}

export function checkLogsMetric(definition: unknown): DefinitionProblem[] {
  return problemsOf(logsMetricSchema, definition);
}

export function checkSpansMetric(definition: unknown): DefinitionProblem[] {
  return problemsOf(spansMetricSchema, definition);
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

function problemsOf(schema: z.ZodType<LogsMetricDefinition | SpansMetricDefinition>, definition: unknown) {
  const shape = shapeProblems(schema, definition);
  if (shape.length > 0) return shape;
  const { filter, group_by = [] } = (definition as LogsMetricDefinition).attributes;
  const names = group_by.map(({ tag_name }) => tag_name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [
    ...searchProblems(filter?.query, ["attributes", "filter", "query"]),
    ...twice.map((name) => ({
      path: ["attributes", "group_by"],
      message: `two groups become the tag "${name}": give each a name of its own`,
    })),
  ];
}
