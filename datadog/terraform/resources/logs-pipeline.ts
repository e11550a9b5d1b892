import {
  block,
  blockByType,
  blocks,
  blocksByType,
  flag,
  jsonMap,
  listsByType,
  map,
  number,
  text,
  texts,
  unsentTexts,
} from "../kinds";
import { type Row, type RowOptions, row, type Variant } from "../row";
import type { ResourceTable } from "../table";

/** The provider sends these where they are empty too. */
const sentText = (path: string, options: RowOptions = {}) => row(path, text, { empty: "", ...options });
const sentFlag = (path: string, options: RowOptions = {}) => row(path, flag, { empty: false, ...options });
const someText = (path: string) => row(path, text);
const target = sentText("target", { required: true });
const source = sentText("source", { required: true });
const sources = row("sources", texts, { required: true, empty: [] });
/** Sources that the API takes for granted, and the provider wants written. */
const sourcesOr = (name: string) => row("sources", texts, { required: true, empty: [], datadog: [name] });

const filter = row("filter", block([sentText("query", { required: true })], { listed: true }), {
  required: true,
  empty: { query: "" },
});

/** The same in a category, where the provider takes one alone. */
const filterOfCategory = row("filter", block([sentText("query", { required: true })]), {
  required: true,
  empty: { query: "" },
});

/** A plan shows whether a step is switched on: Datadog leaves off what does not say so. */
const enabled = sentFlag("is_enabled", { datadog: false, explicit: true });

/** A processor, whose block is named as its type is. */
function processor(type: string, rows: readonly Row[], options: Partial<Variant> = {}): Variant {
  return {
    type,
    block: type.replaceAll("-", "_"),
    ...options,
    rows: [...(rows.some(({ attribute }) => attribute === "name") ? [] : [sentText("name")]), enabled, ...rows],
  };
}

const categories = row("categories", blocks([sentText("name", { required: true }), filterOfCategory]), {
  attribute: "category",
  required: true,
  empty: [],
});

const operation = blockByType([
  { block: "append", type: "append", rows: [source, target, sentFlag("preserve_source", { provider: true })] },
  { block: "length", type: "length", rows: [source, target] },
  {
    block: "select",
    type: "select",
    rows: [source, target, sentText("filter", { required: true }), sentText("value_to_extract", { required: true })],
  },
  {
    block: "key_value",
    type: "key-value",
    rows: [
      source,
      someText("target"),
      sentText("key_to_extract", { required: true }),
      sentText("value_to_extract", { required: true }),
      sentFlag("override_on_conflict"),
    ],
    since: "4.18.0",
  },
]);

const attributeRemapper = [
  sources,
  sentText("source_type", { required: true, datadog: "attribute" }),
  target,
  sentText("target_type", { required: true, datadog: "attribute" }),
  someText("target_format"),
  sentFlag("preserve_source"),
  sentFlag("override_on_conflict"),
];

const remapperOfElements = [
  sentText("name"),
  sources,
  target,
  someText("target_format"),
  sentFlag("preserve_source"),
  sentFlag("override_on_conflict"),
];

const schemaMappers = listsByType(
  [
    {
      block: "schema_remapper",
      type: "schema-remapper",
      rows: [sentText("name", { required: true }), sources, target, ...remapperOfElements.slice(3)],
    },
    {
      block: "schema_category_mapper",
      type: "schema-category-mapper",
      rows: [
        sentText("name", { required: true }),
        row(
          "categories",
          blocks([
            sentText("name", { required: true }),
            row("id", number, { required: true, empty: 0 }),
            filterOfCategory,
          ]),
          {
            required: true,
            empty: [],
          },
        ),
        row("targets", block([sentText("name"), sentText("id")]), { required: true }),
        row("fallback", block([row("values", map), row("sources", jsonMap)])),
      ],
    },
  ],
  { listed: true },
);

const schema = block([
  sentText("schema_type", { required: true }),
  sentText("version", { required: true }),
  sentText("class_name", { required: true }),
  row("class_uid", number, { required: true, empty: 0 }),
  row("profiles", texts, { empty: [] }),
  row("extensions", unsentTexts),
]);

/** The processors that a nested pipeline may have. */
const simple: readonly Variant[] = [
  processor("arithmetic-processor", [
    target,
    sentText("expression", { required: true }),
    sentFlag("is_replace_missing"),
  ]),
  processor("array-processor", [row("operation", operation, { required: true })]),
  processor(
    "array-map-processor",
    [
      source,
      target,
      sentFlag("preserve_source", { provider: true }),
      row(
        "processors",
        blocksByType([
          { block: "attribute_remapper", type: "attribute-remapper", rows: remapperOfElements },
          {
            block: "arithmetic_processor",
            type: "arithmetic-processor",
            rows: [
              sentText("name"),
              sentText("expression", { required: true }),
              target,
              sentFlag("is_replace_missing"),
            ],
          },
          {
            block: "string_builder_processor",
            type: "string-builder-processor",
            rows: [sentText("name"), sentText("template", { required: true }), target, sentFlag("is_replace_missing")],
          },
          { block: "category_processor", type: "category-processor", rows: [sentText("name"), target, categories] },
        ]),
        { required: true, empty: [] },
      ),
    ],
    { since: "4.14.0" },
  ),
  processor("attribute-remapper", attributeRemapper),
  processor("category-processor", [target, categories]),
  processor("date-remapper", [sources]),
  processor("decoder-processor", [
    source,
    target,
    sentText("binary_to_text_encoding", { required: true }),
    sentText("input_representation", { required: true }),
  ]),
  processor("exclude-attribute", [sentText("attribute_to_exclude", { required: true })], {
    block: "exclude_attribute_processor",
    since: "4.16.0",
  }),
  processor("geo-ip-parser", [sourcesOr("network.client.ip"), target]),
  processor("grok-parser", [
    source,
    row("samples", texts),
    row(
      "grok",
      block([sentText("support_rules", { required: true, datadog: "" }), sentText("match_rules", { required: true })]),
      { required: true },
    ),
  ]),
  // The API has one type for both kinds of table.
  processor(
    "lookup-processor",
    [source, target, row("lookup_table", texts, { required: true, empty: [] }), someText("default_lookup")],
    {
      holds: (lookup) => lookup.lookup_enrichment_table === undefined,
    },
  ),
  processor("lookup-processor", [source, target, sentText("lookup_enrichment_table", { required: true })], {
    block: "reference_table_lookup_processor",
  }),
  processor("message-remapper", [sources]),
  processor("schema-processor", [
    row("schema", schema, { required: true }),
    row("mappers", schemaMappers, { required: true, empty: [] }),
  ]),
  processor("service-remapper", [sources]),
  processor("span-id-remapper", [sources]),
  processor("status-remapper", [sources]),
  processor("string-builder-processor", [
    sentText("template", { required: true }),
    target,
    sentFlag("is_replace_missing"),
  ]),
  processor("trace-id-remapper", [sourcesOr("dd.trace_id")]),
  processor("url-parser", [sourcesOr("http.url"), target, sentFlag("normalize_ending_slashes")]),
  processor("user-agent-parser", [sourcesOr("http.useragent"), target, sentFlag("is_encoded")]),
];

const nested = processor("pipeline", [
  sentText("name", { required: true }),
  filter,
  row("processors", blocksByType(simple), { attribute: "processor" }),
  row("tags", texts, { empty: [], sentFrom: "4.5.0" }),
  sentText("description", { sentFrom: "4.5.0" }),
]);

/** `datadog_logs_custom_pipeline`. */
export const logPipelineTable: ResourceTable = {
  type: "datadog_logs_custom_pipeline",
  rows: [
    sentText("name", { required: true }),
    enabled,
    row("tags", texts, { empty: [] }),
    sentText("description"),
    filter,
    row("processors", blocksByType([...simple, nested]), { attribute: "processor", empty: [] }),
  ],
  missing: { "processors.processors.pipeline": "a nested pipeline cannot contain another" },
  answered: {
    id: "the pipeline's id",
    is_read_only: "whether it is Datadog's own",
    type: "always pipeline",
  },
};

/** `datadog_logs_pipeline_order`. */
export const pipelineOrderTable: ResourceTable = {
  type: "datadog_logs_pipeline_order",
  rows: [row("pipeline_ids", texts, { attribute: "pipelines", required: true, empty: [] })],
  terraformOnly: { name: "the id that the order has in Terraform" },
};
