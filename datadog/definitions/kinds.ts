import type { Finding } from "../findings";
import { isObject } from "../json";
import { catalogEntityKind } from "./catalog-entity";
import { dashboardKind } from "./dashboard";
import { dashboardListKind } from "./dashboard-list";
import { downtimeKind } from "./downtime";
import { logsMetricKind, spansMetricKind } from "./generated-metric";
import type { CheckOptions, DefinitionKind } from "./kind";
import { logPipelineKind } from "./log-pipeline";
import { metricMetadataKind } from "./metric-metadata";
import { monitorKind } from "./monitor";
import { notificationRuleKind } from "./notification-rule";
import { retentionFilterKind } from "./retention-filter";
import { sloKind } from "./slo";
import { sloCorrectionKind } from "./slo-correction";
import { tagConfigurationKind } from "./tag-configuration";
import { webhookKind } from "./webhook";
import { webhookVariableKind } from "./webhook-variable";

/** Every kind of object that is known here. Of two that recognize a value, the one that comes first has it. */
export const KINDS = {
  dashboardList: dashboardListKind,
  logsMetric: logsMetricKind,
  spansMetric: spansMetricKind,
  retentionFilter: retentionFilterKind,
  tagConfiguration: tagConfigurationKind,
  catalogEntity: catalogEntityKind,
  downtime: downtimeKind,
  notificationRule: notificationRuleKind,
  slo: sloKind,
  sloCorrection: sloCorrectionKind,
  webhook: webhookKind,
  webhookVariable: webhookVariableKind,
  dashboard: dashboardKind,
  logPipeline: logPipelineKind,
  monitor: monitorKind,
  metricMetadata: metricMetadataKind,
} as const satisfies Readonly<Record<string, DefinitionKind>>;

export type KindName = keyof typeof KINDS;

/** A value and what it was taken for. */
export interface Recognized {
  readonly kind: DefinitionKind;
  readonly definition: unknown;
  /** Where the definition is in the value: `["data"]` in the body of a request to API v2. */
  readonly path: readonly string[];
}

/** What a JSON value is meant to be, however much is wrong with it; nothing where no kind recognizes it. */
export function recognized(value: unknown): Recognized | undefined {
  if (!isObject(value)) return undefined;
  const kind = Object.values(KINDS).find(({ recognizes }) => recognizes(value));
  if (kind !== undefined) return { kind, definition: value, path: [] };
  const inner = isObject(value.data) ? recognized(value.data) : undefined;
  return inner && { ...inner, path: ["data", ...inner.path] };
}

/** What is wrong with a value of whatever kind, with paths into the value; nothing where no kind recognizes it. */
export function checkDefinition(value: unknown, options: CheckOptions = {}): readonly Finding[] | undefined {
  const found = recognized(value);
  return found?.kind
    .check(found.definition, options)
    .map((finding) => ({ ...finding, path: [...found.path, ...finding.path] }));
}
