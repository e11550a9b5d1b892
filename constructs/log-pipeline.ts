import { LogsCustomPipeline, type LogsCustomPipelineConfig } from "@cdktf/provider-datadog/lib/logs-custom-pipeline";
import type { Construct } from "constructs";
import { checkLogPipeline, type LogPipelineDefinition } from "../datadog/definitions";
import { logPipelineTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** A log pipeline: `datadog_logs_custom_pipeline.ID`. */
export class LogPipeline extends ResourceConstruct<LogsCustomPipelineConfig, LogsCustomPipeline> {
  /** @throws DefinitionError with one line for each thing that Datadog would reject, and for each sample that no rule matches */
  constructor(
    scope: Construct,
    id: string,
    definition: LogPipelineDefinition,
    settings?: ResourceSettings<LogsCustomPipelineConfig>,
  ) {
    const config = (self: Construct) => {
      const what = `log pipeline "${definition.name}"`;
      judge(self, checkLogPipeline(definition), { what, definition, settings });
      return configOf<LogsCustomPipelineConfig>(self, logPipelineTable, what, definition);
    };
    super(scope, id, { Resource: LogsCustomPipeline, child: "pipeline" }, config, settings);
  }
}
