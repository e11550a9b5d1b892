import {
  type DefinitionKind,
  dashboardKind,
  logPipelineKind,
  logsMetricKind,
  monitorKind,
  spansMetricKind,
} from "../../datadog/definitions";

/** A kind of object that is brought into code. */
interface ImportedKind {
  /** What it is in `datadog/definitions`. */
  readonly of: DefinitionKind;
  /** The folder of its files, and of the index that lists them. */
  readonly folder: string;
  /** The name of the list in the index. */
  readonly list: string;
  /** Its resource in Terraform. */
  readonly resource: string;
  /** Where Datadog's API has one, before its id. */
  readonly api: string;
}

/** Every kind that is brought into code. */
export const IMPORTED_KINDS = {
  monitor: {
    of: monitorKind,
    folder: "monitors",
    list: "monitors",
    resource: "datadog_monitor",
    api: "/api/v1/monitor",
  },
  dashboard: {
    of: dashboardKind,
    folder: "dashboards",
    list: "dashboards",
    resource: "datadog_dashboard_json",
    api: "/api/v1/dashboard",
  },
  logPipeline: {
    of: logPipelineKind,
    folder: "logs",
    list: "logPipelines",
    resource: "datadog_logs_custom_pipeline",
    api: "/api/v1/logs/config/pipelines",
  },
  logsMetric: {
    of: logsMetricKind,
    folder: "logs",
    list: "logsMetrics",
    resource: "datadog_logs_metric",
    api: "/api/v2/logs/config/metrics",
  },
  spansMetric: {
    of: spansMetricKind,
    folder: "traces",
    list: "spansMetrics",
    resource: "datadog_spans_metric",
    api: "/api/v2/apm/config/metrics",
  },
} as const satisfies Readonly<Record<string, ImportedKind>>;

export type ImportKind = keyof typeof IMPORTED_KINDS;

export const KIND_NAMES = Object.keys(IMPORTED_KINDS) as readonly ImportKind[];

/** The kinds in a sentence. */
export const WHAT_IS_IMPORTED = "monitors, dashboards, log pipelines, logs metrics, and spans metrics";

/** The kind of a definition, where it is one that is brought into code. */
export const importKindOf = (kind: DefinitionKind | undefined): ImportKind | undefined =>
  KIND_NAMES.find((name) => IMPORTED_KINDS[name].of === kind);
