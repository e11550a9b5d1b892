import type { DefinitionKind } from "../kind";
import { checkLogsMetric, checkSpansMetric } from "./check";
import { generatedMetricGiven } from "./given";

export { checkLogsMetric, checkSpansMetric } from "./check";
export { type GeneratedMetricSpec, logsMetric, spansMetric } from "./make";
export type { LogsMetricDefinition, SpansMetricDefinition } from "./schema";

export const logsMetricKind: DefinitionKind = {
  name: "logs metric",
  check: checkLogsMetric,
  recognizes: ({ type }) => type === "logs_metrics",
  nameOf: ({ id }) => String(id),
  given: generatedMetricGiven,
};

export const spansMetricKind: DefinitionKind = {
  name: "spans metric",
  check: checkSpansMetric,
  recognizes: ({ type }) => type === "spans_metrics",
  nameOf: ({ id }) => String(id),
  given: generatedMetricGiven,
};
