import type { Address, LogPipelineDefinition, LogsMetricDefinition } from "../datadog/definitions";
import { celeryLogs } from "./celery";
import { logErrorMetric } from "./error-metric";
import { fastapiLogs } from "./fastapi";
import { postgresqlLogs } from "./postgresql";
import { prefectLogs } from "./prefect";
import { rabbitmqLogs } from "./rabbitmq";
import { sparkLogs } from "./spark";

/** What ships: its name, its maker, and its Terraform address. @default address: the name in kebab-case */
type Row<T> = readonly [name: string, make: () => T, address?: Address];

/** Every log pipeline, one line each, in the order in which Datadog tries them where an environment sets the order. */
export const logPipelines: readonly Row<LogPipelineDefinition>[] = [
  ["fastapi", fastapiLogs],
  ["postgresql", postgresqlLogs],
  ["prefect", prefectLogs],
  ["spark", sparkLogs],
  ["rabbitmq", rabbitmqLogs],
  ["celery", celeryLogs],
];

/** Every metric that is made of logs, one line each. */
export const logsMetrics: readonly Row<LogsMetricDefinition>[] = [["errorLogs", logErrorMetric]];
