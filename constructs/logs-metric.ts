import { type LogsMetricConfig, LogsMetric as LogsMetricResource } from "@cdktf/provider-datadog/lib/logs-metric";
import type { Construct } from "constructs";
import { checkLogsMetric, type LogsMetricDefinition } from "../datadog/definitions";
import { logsMetricTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** A metric generated from logs: `datadog_logs_metric.ID`. */
export class LogsMetric extends ResourceConstruct<LogsMetricConfig, LogsMetricResource> {
  /** @throws DefinitionError for what Datadog would reject */
  constructor(
    scope: Construct,
    id: string,
    definition: LogsMetricDefinition,
    settings?: ResourceSettings<LogsMetricConfig>,
  ) {
    const config = (self: Construct) => {
      const what = `logs metric "${definition.id}"`;
      judge(self, checkLogsMetric(definition), { what, definition, settings });
      return configOf<LogsMetricConfig>(self, logsMetricTable, what, definition);
    };
    super(scope, id, { Resource: LogsMetricResource, child: "metric" }, config, settings);
  }
}
