import { LogsMetric as LogsMetricResource } from "@cdktf/provider-datadog/lib/logs-metric";
import { Construct } from "constructs";
import { checkLogsMetric, type LogsMetricDefinition } from "../datadog/definitions";
import { refuse } from "../datadog/findings";
import { generatedMetric } from "./generated-metric";

/** A metric that is counted or measured from logs: `datadog_logs_metric.ID`. */
export class LogsMetric extends Construct {
  /** @throws DefinitionError for what Datadog would refuse */
  constructor(scope: Construct, id: string, definition: LogsMetricDefinition) {
    super(scope, id);
    refuse(`logs metric "${definition.id}"`, definition, checkLogsMetric(definition));
    new LogsMetricResource(this, "metric", generatedMetric(definition)).overrideLogicalId(id);
  }
}
