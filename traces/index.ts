import type { Address, RetentionFilterDefinition, SpansMetricDefinition } from "../datadog/definitions";
import { errorsKept } from "./retention-filters";
import { apiCallSpans, celeryTaskSpans, databaseQuerySpans, prefectTaskSpans, webRequestSpans } from "./spans-metrics";

/** What ships: its name, its maker, and its Terraform address. @default address: the name in kebab-case */
type Row<T> = readonly [name: string, make: () => T, address?: Address];

/** Every metric that is made of spans, one line each. */
export const spansMetrics: readonly Row<SpansMetricDefinition>[] = [
  ["webRequest", webRequestSpans],
  ["databaseQuery", databaseQuerySpans],
  ["prefectTask", prefectTaskSpans],
  ["apiCall", apiCallSpans],
  ["celeryTask", celeryTaskSpans],
];

/** Every retention filter, one line each. */
export const retentionFilters: readonly Row<RetentionFilterDefinition>[] = [["errors", errorsKept]];

export { catalogEntries } from "./catalog";
