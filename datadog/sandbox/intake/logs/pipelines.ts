import type { LogPipelineDefinition, LogProcessor } from "../../../definitions";
import { eventOf, type Log } from "./log";
import { filterOf, type NotRun, type Step, stepOf } from "./processors";

/**
 * Runs a log through a pipeline: if its filter takes the log, all its processors in order.
 * @param notRun is called for each processor that needs what only Datadog has
 */
export function compilePipeline(pipeline: LogPipelineDefinition, notRun: NotRun = () => undefined): Step {
  return filtered(pipeline.filter.query, stepsOf(pipeline.processors ?? [], notRun));
}

function stepsOf(processors: readonly LogProcessor[], notRun: NotRun): readonly Step[] {
  return processors.flatMap((processor) => {
    if (processor.type !== "pipeline") return stepOf(processor, notRun) ?? [];
    if (processor.is_enabled !== true) return [];
    return filtered(processor.filter.query, stepsOf(processor.processors ?? [], notRun));
  });
}

function filtered(query: string, steps: readonly Step[]): Step {
  const takes = filterOf(query);
  return (log: Log) => {
    if (takes(eventOf(log))) for (const step of steps) step(log);
  };
}
