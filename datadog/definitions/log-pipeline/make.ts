import { asserted } from "../../findings";
import { checkLogPipeline } from "./check";
import type { LogPipelineDefinition } from "./schema";

/**
 * A log pipeline, checked and switched on.
 * @throws DefinitionError one line a finding, with the place in the pipeline
 */
export function logPipeline(definition: LogPipelineDefinition): LogPipelineDefinition {
  const pipeline = { is_enabled: true, ...definition };
  return asserted(`log pipeline "${definition.name}"`, pipeline, checkLogPipeline(pipeline));
}
