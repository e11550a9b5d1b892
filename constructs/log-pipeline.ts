import {
  LogsCustomPipeline,
  type LogsCustomPipelineProcessor,
  type LogsCustomPipelineProcessorPipelineProcessor,
} from "@cdktf/provider-datadog/lib/logs-custom-pipeline";
import { Construct } from "constructs";
import {
  checkLogPipeline,
  type LogPipelineDefinition,
  type LogProcessor,
  type NestedLogProcessor,
} from "../datadog/definitions";
import { refuse } from "../datadog/findings";
import { literals } from "./literal";

/** A log pipeline: `datadog_logs_custom_pipeline.ID`. */
export class LogPipeline extends Construct {
  /** What Terraform calls the resource, for an order of pipelines. */
  readonly address: string;

  /** @throws DefinitionError one line for each thing that Datadog would refuse, and for each sample that no rule takes */
  constructor(scope: Construct, id: string, definition: LogPipelineDefinition) {
    super(scope, id);
    refuse(`log pipeline "${definition.name}"`, definition, checkLogPipeline(definition));
    const { name, description, filter, tags, processors = [], is_enabled } = literals(definition);
    const pipeline = new LogsCustomPipeline(this, "pipeline", {
      name,
      description,
      tags: tags && [...tags],
      isEnabled: is_enabled ?? false,
      filter: [{ query: filter.query }],
      processor: processors.map(processorOf),
    });
    pipeline.overrideLogicalId(id);
    this.address = pipeline.fqn;
  }
}

function processorOf(processor: LogProcessor): LogsCustomPipelineProcessor {
  if (processor.type !== "pipeline") return simpleProcessorOf(processor);
  const { name, description, tags, filter, processors = [], is_enabled } = processor;
  return {
    pipeline: {
      name,
      description,
      tags: tags && [...tags],
      isEnabled: is_enabled ?? false,
      filter: [{ query: filter.query }],
      processor: processors.map(simpleProcessorOf),
    },
  };
}

/** Terraform's block is named by the API's type, and its attributes are the API's: both in its own spelling. */
function simpleProcessorOf(processor: NestedLogProcessor): LogsCustomPipelineProcessorPipelineProcessor {
  const { type, ...attributes } = processor;
  const block = processor.type === "lookup-processor" ? lookupBlock(processor) : camel(type);
  // The compiler cannot follow a name that is computed; the tests hold every block against the provider's schema.
  return { [block]: { isEnabled: false, ...camelKeys({ ...attributes, ...differences(processor) }) } };
}

/** The API has one type for both kinds of table. */
function lookupBlock({ lookup_enrichment_table }: Extract<NestedLogProcessor, { type: "lookup-processor" }>): string {
  return lookup_enrichment_table === undefined ? "lookupProcessor" : "referenceTableLookupProcessor";
}

/** What Terraform has otherwise than the API. */
function differences(processor: NestedLogProcessor): object {
  switch (processor.type) {
    case "grok-parser":
      return { grok: { supportRules: "", ...camelKeys(processor.grok) } };
    case "category-processor":
      return { categories: undefined, category: processor.categories };
    case "attribute-remapper":
      return {
        source_type: processor.source_type ?? "attribute",
        target_type: processor.target_type ?? "attribute",
      };
    case "array-processor": {
      const { type, ...settings } = processor.operation;
      return { operation: { [type]: camelKeys(settings) } };
    }
    default:
      return {};
  }
}

function camelKeys(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [camel(key), item]));
}

function camel(name: string): string {
  return name.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());
}
