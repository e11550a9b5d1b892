import type { DefinitionKind } from "../kind";
import { checkLogPipeline, checkLogPipelines } from "./check";
import { logPipelineGiven } from "./given";
import type { LogPipelineDefinition } from "./schema";
import { logPipelineSchema } from "./schema";

export { categorize, copy, type GrokRuleSpec, type GrokSpec, grok, nested, remap } from "./builders";
export { checkLogPipeline, checkLogPipelines } from "./check";
export { type Grok, type GrokMatch, type GrokProblem, type GrokRules, grokParser } from "./grok/index";
export { logPipeline } from "./make";
export type { GrokParser, LogProcessor, NestedLogProcessor } from "./processors";
export type { LogPipelineDefinition } from "./schema";

export const logPipelineKind: DefinitionKind = {
  name: "log pipeline",
  schema: () => logPipelineSchema,
  check: checkLogPipeline,
  checkTogether: (pipelines) => checkLogPipelines(pipelines as unknown as readonly LogPipelineDefinition[]),
  recognizes: (value) => Array.isArray(value.processors) || value.type === "pipeline",
  nameOf: ({ name }) => String(name),
  given: logPipelineGiven,
};
