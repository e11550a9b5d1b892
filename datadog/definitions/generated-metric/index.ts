import type { DefinitionKind } from "../kind";
import { checkLogsMetric, checkSpansMetric } from "./check";
import { generatedMetricGiven } from "./given";
import { logsMetricSchema, spansMetricSchema } from "./schema";

export { checkLogsMetric, checkSpansMetric } from "./check";
export { type GeneratedMetricSpec, logsMetric, spansMetric } from "./make";
export type { LogsMetricDefinition, SpansMetricDefinition } from "./schema";

export const logsMetricKind: DefinitionKind = {
  name: "logs metric",
  schema: () => logsMetricSchema,
  check: checkLogsMetric,
  recognizes: ({ type }) => type === "logs_metrics",
  nameOf: ({ id }) => String(id),
  given: generatedMetricGiven,
};

export const spansMetricKind: DefinitionKind = {
  name: "spans metric",
  schema: () => spansMetricSchema,
  check: checkSpansMetric,
  recognizes: ({ type }) => type === "spans_metrics",
  nameOf: ({ id }) => String(id),
  given: generatedMetricGiven,
};
