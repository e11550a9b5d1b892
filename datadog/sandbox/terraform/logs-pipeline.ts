import type { Json, JsonObject } from "../../json";
import { createLogsPipeline, setPipelineOrder } from "../objects/logs-pipelines";
import type { Org } from "../org";
import type { Attributes } from "./attributes";
import { TerraformProblem } from "./problem";

/** `datadog_logs_custom_pipeline`. */
export function loadLogsPipeline(org: Org, attributes: Attributes): JsonObject {
  return createLogsPipeline(org, {
    name: attributes.required("name"),
    is_enabled: attributes.flag("is_enabled"),
    tags: attributes.texts("tags"),
    description: attributes.text("description"),
    filter: filterOf(attributes),
    processors: attributes.blocks("processor").map(processorOf),
  });
}

/** `datadog_logs_pipeline_order`: it has the name that its author gives it. */
export function loadPipelineOrder(org: Org, attributes: Attributes): JsonObject {
  const name = attributes.text("name");
  setPipelineOrder(org, { pipeline_ids: attributes.texts("pipelines") });
  return { id: name };
}

type Reader = (block: Attributes) => JsonObject;

const texts =
  (...keys: readonly string[]): Reader =>
  (block) =>
    Object.fromEntries(keys.map((key) => [key, block.text(key)]));

const flags =
  (...keys: readonly string[]): Reader =>
  (block) =>
    Object.fromEntries(keys.map((key) => [key, block.flag(key)]));

/** Texts that go out only where they are not empty. */
const someText =
  (...keys: readonly string[]): Reader =>
  (block) =>
    Object.fromEntries(keys.map((key) => [key, block.text(key)] as const).filter(([, text]) => text !== ""));

const sources: Reader = (block) => ({ sources: block.texts("sources") });

const filterOf: (block: Attributes) => JsonObject = (block) => ({ query: block.block("filter")?.text("query") ?? "" });

/** What a processor sends beside its type, name and whether it is enabled, by the name of its block. */
const processors: Readonly<Record<string, { readonly type: string; readonly readers: readonly Reader[] }>> = {
  arithmetic_processor: {
    type: "arithmetic-processor",
    readers: [texts("target", "expression"), flags("is_replace_missing")],
  },
  array_processor: { type: "array-processor", readers: [(block) => ({ operation: operationOf(block) })] },
  attribute_remapper: {
    type: "attribute-remapper",
    readers: [
      sources,
      texts("source_type", "target", "target_type"),
      someText("target_format"),
      flags("preserve_source", "override_on_conflict"),
    ],
  },
  category_processor: {
    type: "category-processor",
    readers: [texts("target"), (block) => ({ categories: categoriesOf(block) })],
  },
  date_remapper: { type: "date-remapper", readers: [sources] },
  decoder_processor: {
    type: "decoder-processor",
    readers: [texts("source", "target", "binary_to_text_encoding", "input_representation")],
  },
  geo_ip_parser: { type: "geo-ip-parser", readers: [sources, texts("target")] },
  grok_parser: { type: "grok-parser", readers: [texts("source"), grokOf] },
  lookup_processor: {
    type: "lookup-processor",
    readers: [
      texts("source", "target"),
      (block) => ({ lookup_table: block.texts("lookup_table") }),
      someText("default_lookup"),
    ],
  },
  message_remapper: { type: "message-remapper", readers: [sources] },
  pipeline: { type: "pipeline", readers: [nestedOf] },
  reference_table_lookup_processor: {
    type: "lookup-processor",
    readers: [texts("source", "target", "lookup_enrichment_table")],
  },
  schema_processor: { type: "schema-processor", readers: [schemaOf] },
  service_remapper: { type: "service-remapper", readers: [sources] },
  span_id_remapper: { type: "span-id-remapper", readers: [sources] },
  status_remapper: { type: "status-remapper", readers: [sources] },
  string_builder_processor: {
    type: "string-builder-processor",
    readers: [texts("template", "target"), flags("is_replace_missing")],
  },
  trace_id_remapper: { type: "trace-id-remapper", readers: [sources] },
  url_parser: { type: "url-parser", readers: [sources, texts("target"), flags("normalize_ending_slashes")] },
  user_agent_parser: { type: "user-agent-parser", readers: [sources, texts("target"), flags("is_encoded")] },
};

function processorOf(block: Attributes): JsonObject {
  for (const [name, { type, readers }] of Object.entries(processors)) {
    const details = block.block(name);
    if (details === undefined) continue;
    const own = readers.map((reader) => reader(details));
    return Object.assign({ type, name: details.text("name"), is_enabled: details.flag("is_enabled") }, ...own);
  }
  throw new TerraformProblem(block.place, `expected one of ${Object.keys(processors).join(", ")}`);
}

function grokOf(block: Attributes): JsonObject {
  const samples = block.texts("samples");
  const rules = block.block("grok");
  return {
    ...(samples.length > 0 ? { samples } : {}),
    grok: { support_rules: rules?.text("support_rules") ?? "", match_rules: rules?.text("match_rules") ?? "" },
  };
}

function nestedOf(block: Attributes): JsonObject {
  const inner = block.blocks("processor").map(processorOf);
  // The provider reads tags and description of a nested pipeline and sends neither.
  block.texts("tags");
  block.text("description");
  return { filter: filterOf(block), ...(inner.length > 0 ? { processors: inner } : {}) };
}

function categoriesOf(block: Attributes): JsonObject[] {
  return block.blocks("category").map((category) => ({ name: category.text("name"), filter: filterOf(category) }));
}

function operationOf(block: Attributes): JsonObject {
  const operation = block.block("operation");
  const append = operation?.block("append");
  const length = operation?.block("length");
  const select = operation?.block("select");
  if (append) {
    const preserved = append.flag("preserve_source", true);
    return { type: "append", ...texts("source", "target")(append), preserve_source: preserved };
  }
  if (length) return { type: "length", ...texts("source", "target")(length) };
  if (select) return { type: "select", ...texts("source", "target", "filter", "value_to_extract")(select) };
  throw new TerraformProblem(block.place, "operation must be one of append, length, select");
}

function schemaOf(block: Attributes): JsonObject {
  const mappers = block.block("mappers");
  const schema = block.block("schema");
  const remappers = mappers?.blocks("schema_remapper").map((mapper) => ({
    type: "schema-remapper",
    ...texts("name", "target")(mapper),
    ...sources(mapper),
    ...someText("target_format")(mapper),
    ...flags("preserve_source", "override_on_conflict")(mapper),
  }));
  const categories = mappers?.blocks("schema_category_mapper").map(categoryMapperOf);
  // The provider reads the extensions and does not send them.
  schema?.texts("extensions");
  return {
    mappers: [...(remappers ?? []), ...(categories ?? [])],
    schema: {
      ...(schema ? texts("schema_type", "version", "class_name")(schema) : {}),
      class_uid: schema?.number("class_uid") ?? 0,
      profiles: schema?.texts("profiles") ?? [],
    },
  };
}

function categoryMapperOf(mapper: Attributes): JsonObject {
  const targets = mapper.block("targets");
  const fallback = mapper.block("fallback");
  return {
    type: "schema-category-mapper",
    name: mapper.text("name"),
    categories: mapper.blocks("categories").map((category) => ({
      name: category.text("name"),
      id: category.number("id"),
      filter: filterOf(category),
    })),
    ...(targets ? { targets: texts("name", "id")(targets) } : {}),
    ...(fallback ? { fallback: fallbackOf(fallback) } : {}),
  };
}

/** In Terraform each of the sources is a list written as JSON text. */
function fallbackOf(fallback: Attributes): JsonObject {
  const lists = Object.entries(fallback.map("sources")).map(([field, text]) => {
    try {
      return [field, JSON.parse(text) as Json] as const;
    } catch {
      throw new TerraformProblem(fallback.place, `sources.${field} must be a JSON list, not ${text.slice(0, 80)}`);
    }
  });
  return { values: fallback.map("values"), sources: Object.fromEntries(lists) };
}
