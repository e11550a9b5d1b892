import type { Construct } from "constructs";
import { LogPipeline } from "../constructs/log-pipeline";
import { LogPipelineOrder } from "../constructs/log-pipeline-order";
import { LogsMetric } from "../constructs/logs-metric";
import { checkLogPipelines, type LogPipelineDefinition } from "../datadog/definitions";
import { refuse } from "../datadog/findings";
import type { Environment } from "../environments/schema";
import { celeryLogs } from "../logs/celery";
import { logErrorMetric } from "../logs/error-metric";
import { fastapiLogs } from "../logs/fastapi";
import { postgresqlLogs } from "../logs/postgresql";
import { prefectLogs } from "../logs/prefect";
import { rabbitmqLogs } from "../logs/rabbitmq";
import { sparkLogs } from "../logs/spark";
import { DatadogStack } from "./base";

/** An organization's log pipelines, one a component, and the metric that is counted from logs. */
export class LogsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const definitions: Readonly<Record<string, LogPipelineDefinition>> = {
      fastapi: fastapiLogs(),
      postgresql: postgresqlLogs(),
      prefect: prefectLogs(),
      spark: sparkLogs(),
      rabbitmq: rabbitmqLogs(),
      celery: celeryLogs(),
    };
    refuse("log pipelines", definitions, checkLogPipelines(Object.values(definitions)));
    const pipelines = Object.entries(definitions).map(([name, definition]) => new LogPipeline(this, name, definition));
    new LogsMetric(this, "error-logs", logErrorMetric());
    if (environment.logs?.pipelineOrder) new LogPipelineOrder(this, "pipelines", pipelines);
  }
}
