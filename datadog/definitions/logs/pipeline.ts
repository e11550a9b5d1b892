import { z } from "zod";
import { type DefinitionProblem, refuse } from "../../findings";
import { searchProblems } from "../search";
import { filled, shapeProblems } from "../shape";
import { grokParser } from "./grok/index";
import { type GrokParser, type LogProcessor, logFilter, logProcessorSchema } from "./processors";

/** A log pipeline in the shape of Datadog's API: which logs it takes, and what it does to them, in order. */
export const logPipelineSchema = z.strictObject({
  name: filled("the name"),
  filter: logFilter,
  /** Datadog leaves a pipeline off that does not say so. @default false */
  is_enabled: z.boolean().optional(),
  processors: z.array(logProcessorSchema).readonly().optional(),
  /** @default none */
  tags: z.array(z.string()).readonly().optional(),
  /** @default none */
  description: z.string().optional(),
});

/** @see https://docs.datadoghq.com/api/latest/logs-pipelines/#create-a-pipeline */
export type LogPipelineDefinition = z.output<typeof logPipelineSchema>;

/** How far a pipeline is checked. */
export interface LogPipelineChecks {
  /**
   * Whether each sample of a grok parser is tried on its rules. Datadog keeps samples that match nothing, so its API
   * must not ask for this.
   * @default true
   */
  readonly samples?: boolean;
}

/**
 * What is wrong with a log pipeline: its shape, searches that cannot be read, grok rules that cannot be used, samples
 * that no rule takes.
 */
export function checkLogPipeline(definition: unknown, { samples = true }: LogPipelineChecks = {}): DefinitionProblem[] {
  const shape = shapeProblems(logPipelineSchema, definition);
  if (shape.length > 0) return shape;
  const pipeline = definition as LogPipelineDefinition;
  return [...searchProblems(pipeline.filter.query, ["filter", "query"]), ...processorProblems(pipeline, [], samples)];
}

/**
 * The pipelines of one organization together.
 * @returns a problem for each name that two of them have: the list in Datadog would not tell them apart
 */
export function checkLogPipelines(definitions: readonly LogPipelineDefinition[]): DefinitionProblem[] {
  const names = definitions.map(({ name }) => name);
  return names.flatMap((name, at) =>
    names.indexOf(name) === at
      ? []
      : [{ path: [at, "name"], message: `two log pipelines are called "${name}": give each a name of its own` }],
  );
}

/**
 * A log pipeline, checked and switched on.
 * @throws DefinitionError one line a problem, with the place in the pipeline
 */
export function logPipeline(definition: LogPipelineDefinition): LogPipelineDefinition {
  const pipeline = { is_enabled: true, ...definition };
  return refuse(`log pipeline "${definition.name}"`, pipeline, checkLogPipeline(pipeline));
}

type Path = readonly (string | number)[];

function processorProblems(
  { processors = [] }: { readonly processors?: readonly LogProcessor[] },
  path: Path,
  samples: boolean,
): DefinitionProblem[] {
  return processors.flatMap((processor, at) => {
    const here = [...path, "processors", at];
    if (processor.type === "grok-parser") return grokProblems(processor, here, samples);
    if (processor.type === "pipeline") {
      const own = searchProblems(processor.filter.query, [...here, "filter", "query"]);
      return [...own, ...processorProblems(processor, here, samples)];
    }
    if (processor.type !== "category-processor") return [];
    return processor.categories.flatMap(({ filter }, index) =>
      searchProblems(filter.query, [...here, "categories", index, "filter", "query"]),
    );
  });
}

function grokProblems({ grok, samples = [] }: GrokParser, path: Path, trySamples: boolean): DefinitionProblem[] {
  const { match_rules, support_rules = "" } = grok;
  const parser = grokParser({ match_rules, support_rules });
  const problems = parser.problems.map(({ field, message }) => ({ path: [...path, "grok", field], message }));
  if (problems.length > 0 || !trySamples) return problems;
  return samples.flatMap((sample, at) =>
    parser.parse(sample) === undefined
      ? [{ path: [...path, "samples", at], message: `no rule takes the sample ${JSON.stringify(sample)}` }]
      : [],
  );
}
