import {
  LogsCustomPipeline,
  type LogsCustomPipelineConfig,
  type LogsCustomPipelineProcessor,
  type LogsCustomPipelineProcessorPipelineProcessor,
} from "@cdktf/provider-datadog/lib/logs-custom-pipeline";
import type { Construct } from "constructs";
import {
  checkLogPipeline,
  type LogPipelineDefinition,
  type LogProcessor,
  type NestedLogProcessor,
} from "../datadog/definitions";
import { asserted } from "../datadog/findings";
import { literals } from "./literal";
import { ResourceConstruct, type ResourceSettings } from "./resource";

/** A log pipeline: `datadog_logs_custom_pipeline.ID`. */
export class LogPipeline extends ResourceConstruct<LogsCustomPipelineConfig, LogsCustomPipeline> {
  /** @throws DefinitionError one line for each thing that Datadog would refuse, and for each sample that no rule takes */
  constructor(
    scope: Construct,
    id: string,
    definition: LogPipelineDefinition,
    settings?: ResourceSettings<LogsCustomPipelineConfig>,
  ) {
    const config = () => {
      asserted(`log pipeline "${definition.name}"`, definition, checkLogPipeline(definition));
      return configOf(definition);
    };
    super(scope, id, { Resource: LogsCustomPipeline, child: "pipeline" }, config, settings);
  }
}

function configOf(definition: LogPipelineDefinition): LogsCustomPipelineConfig {
  const { name, description, filter, tags, processors = [], is_enabled } = literals(definition);
  return {
    name,
    description,
    tags: tags && [...tags],
    isEnabled: is_enabled ?? false,
    filter: [{ query: filter.query }],
    processor: processors.map(processorOf),
  };
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
