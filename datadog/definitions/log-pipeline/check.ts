import { type Finding, finding } from "../../findings";
import { remembered } from "../remembered";
import { searchFindings } from "../search";
import { isUnreadable, repeated, shapeFindings } from "../shape";
import { grokParser } from "./grok/index";
import { processorMistakes } from "./processor-rules";
import type { GrokParser, LogProcessor } from "./processors";
import { type LogPipelineDefinition, logPipelineSchema } from "./schema";

/**
 * What is wrong with a log pipeline: its shape, searches that cannot be read, grok rules that cannot be used, samples
 * that no rule takes (Datadog keeps these).
 */
export function checkLogPipeline(definition: unknown): readonly Finding[] {
  const shape = shapeFindings(logPipelineSchema, definition, "the log pipeline");
  if (isUnreadable(shape)) return shape;
  const pipeline = definition as LogPipelineDefinition;
  return [
    ...shape,
    ...searchFindings(pipeline.filter.query, ["filter", "query"]),
    ...processorFindings(pipeline.processors, []),
    ...sizeFindings(pipeline.processors),
  ];
}

/** The pipelines of one organization together: the list in Datadog would not tell apart two of the same name. */
export function checkLogPipelines(definitions: readonly LogPipelineDefinition[]): readonly Finding[] {
  return repeated(
    definitions.map(({ name }) => name),
    (name, index) => {
      const message = `Two log pipelines are named "${name}": rename one of them.`;
      return finding("duplicate-name", message, { path: [index, "name"] });
    },
  );
}

function processorFindings(processors: readonly LogProcessor[] = [], path: Finding["path"]): Finding[] {
  return processors.flatMap((processor, index) => {
    const here = [...path, "processors", index];
    return [...processorMistakes(processor, here), ...insideOf(processor, here)];
  });
}

/** What is wrong with the rules, searches and steps of a processor. */
function insideOf(processor: LogProcessor, here: Finding["path"]): Finding[] {
  if (processor.type === "grok-parser") return grokFindings(processor, here);
  if (processor.type === "array-map-processor") return processorFindings(processor.processors, here);
  if (processor.type === "pipeline") {
    const own = searchFindings(processor.filter.query, [...here, "filter", "query"]);
    return [...own, ...processorFindings(processor.processors, here)];
  }
  if (processor.type !== "category-processor") return [];
  return processor.categories.flatMap(({ filter }, at) =>
    searchFindings(filter.query, [...here, "categories", at, "filter", "query"]),
  );
}

/** As many as Datadog recommends; it may switch off what is slow. */
const MOST_PROCESSORS = 20;
const MOST_RULES = 10;

/** @see https://docs.datadoghq.com/logs/log_configuration/pipelines/ (recommendations of the overview) */
function sizeFindings(processors: readonly LogProcessor[] = [], path: Finding["path"] = []): Finding[] {
  const findings: Finding[] = [];
  if (processors.length > MOST_PROCESSORS) {
    const message = `The pipeline has ${processors.length} processors, and Datadog recommends ${MOST_PROCESSORS} at most: split it.`;
    findings.push(finding("pipeline-size", message, { path: [...path, "processors"] }));
  }
  for (const [index, processor] of processors.entries()) {
    const here = [...path, "processors", index];
    if (processor.type === "pipeline") findings.push(...sizeFindings(processor.processors, here));
    if (processor.type !== "grok-parser") continue;
    const rules = processor.grok.match_rules.split("\n").filter((line) => line.trim() !== "").length;
    if (rules <= MOST_RULES) continue;
    const message = `The grok parser has ${rules} rules, and Datadog recommends ${MOST_RULES} at most: split it.`;
    findings.push(finding("pipeline-size", message, { path: [...here, "grok", "match_rules"] }));
  }
  return findings;
}

function grokFindings({ grok, samples = [] }: GrokParser, path: Finding["path"]): Finding[] {
  const { match_rules, support_rules = "" } = grok;
  const found = findingsOfGrok(JSON.stringify([match_rules, support_rules, samples]));
  return found.map((each) => ({ ...each, path: [...path, ...each.path] }));
}

/** What is wrong with grok rules and their samples, given as JSON: a bad rule may take long to miss a sample. */
const findingsOfGrok = remembered((given: string): readonly Finding[] => {
  const [match_rules, support_rules, samples] = JSON.parse(given) as [string, string, string[]];
  const parser = grokParser({ match_rules, support_rules });
  if (parser.problems.length > 0) {
    return parser.problems.map(({ field, message }) => finding("grok-rule", message, { path: ["grok", field] }));
  }
  return samples.flatMap((sample, index) => {
    if (parser.parse(sample) !== undefined) return [];
    const message = `No rule matches the sample ${JSON.stringify(sample)}.`;
    return [finding("grok-sample", message, { path: ["samples", index] })];
  });
}, 1000);
