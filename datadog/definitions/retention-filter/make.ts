import { asserted } from "../../findings";
import { checkRetentionFilter } from "./check";
import type { RetentionFilterDefinition } from "./schema";

/** What a retention filter keeps. */
export interface RetentionFilterSpec {
  readonly name: string;
  /** Search that picks the spans. */
  readonly query: string;
  /** The fraction of them to keep, from 0 to 1. @default 1 */
  readonly rate?: number;
  /** The fraction of their traces to keep completely, from 0 to 1. @default none */
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
  return asserted(`retention filter "${name}"`, definition, checkRetentionFilter(definition));
}
