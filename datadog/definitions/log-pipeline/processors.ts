import { z } from "zod";
import { filled } from "../fields";

/**
 * The steps of a log pipeline, in the shape of Datadog's API.
 *
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/
 * @see https://docs.datadoghq.com/api/latest/logs-pipelines/
 */

const common = {
  /** @default none */
  name: z.string().optional(),
  /** Datadog leaves a processor off that does not say so. @default false */
  is_enabled: z.boolean().optional(),
};

const sources = z.array(filled).min(1, { error: "has no source attribute" }).readonly();
const target = filled;

/** An attribute or a tag's key whose value decides, and the search that a log is held against. */
export const logFilter = z.strictObject({ query: z.string() });

const remapper = <const Type extends string>(type: Type) =>
  z.strictObject({ ...common, type: z.literal(type), sources });

const traceIdRemapper = z.strictObject({
  ...common,
  type: z.literal("trace-id-remapper"),
  /** @default ["dd.trace_id"] */
  sources: sources.optional(),
});

const grokParser = z.strictObject({
  ...common,
  type: z.literal("grok-parser"),
  /** The attribute that is parsed. */
  source: filled,
  /** Lines that the rules take; shown beside them in Datadog. @default none */
  samples: z
    .array(filled.max(5000, { error: "is longer than 5000 characters, the limit for a sample" }))
    .max(5, { error: "has more than 5 samples, the most Datadog keeps: check more lines in a test" })
    .readonly()
    .optional(),
  grok: z.strictObject({
    match_rules: z.string(),
    /** @default none */
    support_rules: z.string().optional(),
  }),
});

const attributeRemapper = z.strictObject({
  ...common,
  type: z.literal("attribute-remapper"),
  sources,
  /** @default "attribute" */
  source_type: z.enum(["attribute", "tag"]).optional(),
  target,
  /** @default "attribute" */
  target_type: z.enum(["attribute", "tag"]).optional(),
  /** @default the value keeps its type */
  target_format: z.enum(["auto", "string", "integer", "double"]).optional(),
  /** Whether the source stays. @default false */
  preserve_source: z.boolean().optional(),
  /** Whether a target that is already set is replaced. @default false */
  override_on_conflict: z.boolean().optional(),
});

const categoryProcessor = z.strictObject({
  ...common,
  type: z.literal("category-processor"),
  /** The first category whose search matches names the target's value. */
  categories: z
    .array(z.strictObject({ name: filled, filter: logFilter }))
    .min(1, { error: "has no category" })
    .readonly(),
  target,
});

const arithmeticProcessor = z.strictObject({
  ...common,
  type: z.literal("arithmetic-processor"),
  expression: filled,
  target,
  /** Whether a missing attribute counts as 0. @default false */
  is_replace_missing: z.boolean().optional(),
});

const stringBuilder = z.strictObject({
  ...common,
  type: z.literal("string-builder-processor"),
  template: filled,
  target,
  /** Whether a missing attribute is an empty text. @default false */
  is_replace_missing: z.boolean().optional(),
});

const urlParser = z.strictObject({
  ...common,
  type: z.literal("url-parser"),
  /** @default ["http.url"] */
  sources: sources.optional(),
  target,
  /** @default false */
  normalize_ending_slashes: z.boolean().nullish(),
});

const userAgentParser = z.strictObject({
  ...common,
  type: z.literal("user-agent-parser"),
  /** @default ["http.useragent"] */
  sources: sources.optional(),
  target,
  /** Whether the source is URL-encoded. @default false */
  is_encoded: z.boolean().optional(),
});

/** Takes an attribute out of the log. */
const excludeAttribute = z.strictObject({
  ...common,
  type: z.literal("exclude-attribute"),
  attribute_to_exclude: filled,
});

const geoIpParser = z.strictObject({
  ...common,
  type: z.literal("geo-ip-parser"),
  sources: sources.optional(),
  target,
});

/** Maps a value through a table, written in place or kept as a Reference Table. */
const lookupProcessor = z.strictObject({
  ...common,
  type: z.literal("lookup-processor"),
  source: filled,
  target,
  /** Lines `value,replacement`. */
  lookup_table: z.array(z.string()).readonly().optional(),
  /** @default the target is not set */
  default_lookup: z.string().optional(),
  /** The name of a Reference Table, in place of `lookup_table`. */
  lookup_enrichment_table: z.string().optional(),
});

const decoderProcessor = z.strictObject({
  ...common,
  type: z.literal("decoder-processor"),
  source: filled,
  target,
  binary_to_text_encoding: z.enum(["base64", "base16"]),
  input_representation: z.enum(["utf_8", "utf-8", "integer"]),
});

const operation = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("append"),
    source: filled,
    target,
    /** @default true */
    preserve_source: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal("length"), source: filled, target }),
  z.strictObject({
    type: z.literal("select"),
    source: filled,
    target,
    filter: z.string(),
    value_to_extract: z.string(),
  }),
  z.strictObject({
    type: z.literal("key-value"),
    source: filled,
    /** @default the attributes go where the source is */
    target: target.optional(),
    key_to_extract: filled,
    value_to_extract: filled,
    /** @default false */
    override_on_conflict: z.boolean().optional(),
  }),
]);

const arrayProcessor = z.strictObject({ ...common, type: z.literal("array-processor"), operation });

/** Maps attributes to a schema of security events (OCSF). What it maps to is not looked at here. */
const schemaProcessor = z.strictObject({
  ...common,
  type: z.literal("schema-processor"),
  schema: z.object({}),
  mappers: z.array(z.object({ type: z.string() })).readonly(),
});

/** Enriches a log with what is known of its IP addresses. */
const threatIntelProcessor = z.object({ ...common, type: z.literal("threat-intel-processor") });

/** Enriches a log from a Reference Table; also written as a `lookup-processor`. */
const tableLookupProcessor = z.object({ ...common, type: z.literal("reference-table-lookup-processor") });

/** What an array map does to each item, named `$sourceElem` and `$targetElem`. */
const arrayMapProcessor = z.strictObject({
  ...common,
  type: z.literal("array-map-processor"),
  source: filled,
  target,
  /** @default true */
  preserve_source: z.boolean().optional(),
  processors: z
    .array(z.discriminatedUnion("type", [arithmeticProcessor, attributeRemapper, categoryProcessor, stringBuilder]))
    .readonly()
    .optional(),
});

/** The processors that a nested pipeline may have. */
const simple = [
  arithmeticProcessor,
  arrayMapProcessor,
  arrayProcessor,
  attributeRemapper,
  categoryProcessor,
  remapper("date-remapper"),
  decoderProcessor,
  excludeAttribute,
  geoIpParser,
  grokParser,
  lookupProcessor,
  remapper("message-remapper"),
  schemaProcessor,
  remapper("service-remapper"),
  remapper("span-id-remapper"),
  remapper("status-remapper"),
  stringBuilder,
  tableLookupProcessor,
  threatIntelProcessor,
  traceIdRemapper,
  urlParser,
  userAgentParser,
] as const;

const simpleProcessor = z.discriminatedUnion("type", simple);

/** A pipeline inside a pipeline; it may not hold another. */
const nestedPipeline = z.strictObject({
  ...common,
  type: z.literal("pipeline"),
  name: filled,
  filter: logFilter,
  processors: z.array(simpleProcessor).readonly().optional(),
  tags: z.array(z.string()).readonly().optional(),
  description: z.string().optional(),
});

/** Any processor of a log pipeline. */
export const logProcessorSchema = z.discriminatedUnion("type", [...simple, nestedPipeline]);

export type LogProcessor = z.output<typeof logProcessorSchema>;
export type NestedLogProcessor = z.output<typeof simpleProcessor>;
export type GrokParser = z.output<typeof grokParser>;
