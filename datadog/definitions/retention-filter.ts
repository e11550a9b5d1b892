import { z } from "zod";
import { type DefinitionProblem, refuse } from "../findings";
import { searchProblems } from "./search";
import { filled, shapeProblems } from "./shape";

const rate = z.number().min(0, { error: "must be between 0 and 1" }).max(1, { error: "must be between 0 and 1" });

/** @see https://docs.datadoghq.com/api/latest/apm-retention-filters/ */
export const retentionFilterSchema = z.strictObject({
  type: z.literal("apm_retention_filter"),
  attributes: z.strictObject({
    name: filled("the name"),
    enabled: z.boolean(),
    filter_type: z.literal("spans-sampling-processor"),
    filter: z.strictObject({ query: z.string() }),
    /** The share of the spans that match which is indexed: 1 keeps all. */
    rate,
    /** The share of the traces with such a span that is indexed whole. @default none */
    trace_rate: rate.optional(),
  }),
});

/** Which spans Datadog indexes and keeps for 15 days: the `data` of its API request. */
export type RetentionFilterDefinition = z.output<typeof retentionFilterSchema>;

/** What a retention filter keeps. */
export interface RetentionFilterSpec {
  readonly name: string;
  /** Search that picks the spans. */
  readonly query: string;
  /** The share of them that is kept, 0 to 1. @default 1 */
  readonly rate?: number;
  /** The share of their traces that is kept whole, 0 to 1. @default none */
  readonly traceRate?: number;
}

/** @throws DefinitionError for a rate outside 0 to 1, or a search that cannot be read */
export function retentionFilter({ name, query, rate = 1, traceRate }: RetentionFilterSpec): RetentionFilterDefinition {
  const definition: RetentionFilterDefinition = {
    type: "apm_retention_filter",
    attributes: {
      name,
      enabled: true,
      filter_type: "spans-sampling-processor",
      filter: { query },
      rate,
      ...(traceRate === undefined ? {} : { trace_rate: traceRate }),
    },
  };
  return refuse(`retention filter "${name}"`, definition, checkRetentionFilter(definition));
}

export function checkRetentionFilter(definition: unknown): DefinitionProblem[] {
  const shape = shapeProblems(retentionFilterSchema, definition);
  if (shape.length > 0) return shape;
  const { filter } = (definition as RetentionFilterDefinition).attributes;
  return searchProblems(filter.query, ["attributes", "filter", "query"]);
}
