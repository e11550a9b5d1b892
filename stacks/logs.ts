import type { Construct } from "constructs";
import { LogPipeline } from "../constructs/log-pipeline";
import { LogPipelineOrder } from "../constructs/log-pipeline-order";
import { LogsMetric } from "../constructs/logs-metric";
import type { Environment } from "../environments/schema";
import { DatadogStack } from "./base";
import { contentOf } from "./content";
import { takeOver } from "./imports";

/** An organization's log pipelines, one a component, and the metrics that are made of logs. */
export class LogsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const { logPipelines, logsMetrics } = contentOf(environment);
    const pipelines = logPipelines.map(
      ({ id, definition, renamedFrom }) => new LogPipeline(this, id, definition, { renamedFrom }),
    );
    for (const { id, definition, renamedFrom } of logsMetrics) new LogsMetric(this, id, definition, { renamedFrom });
    takeOver(this, environment, { datadog_logs_custom_pipeline: logPipelines, datadog_logs_metric: logsMetrics });
    if (environment.logs?.pipelineOrder) new LogPipelineOrder(this, "pipelines", pipelines);
  }
}
