import {
  type GrokParser,
  grokParser,
  type LogPipelineDefinition,
  type LogProcessor,
  type NestedLogProcessor,
} from "../../datadog/definitions";
import { parseSearch, type Search } from "../../datadog/query";

type Attributes = Record<string, unknown>;

/**
 * What a log pipeline makes of one line: its attributes, and the official ones of the log. Only what our pipelines use
 * is there; a processor or a search of another kind fails the test that needs it.
 */
export function runPipeline(pipeline: LogPipelineDefinition, line: string): Attributes {
  const log: Attributes = { message: line };
  for (const processor of pipeline.processors ?? []) run(processor, log);
  return log;
}

function run(processor: LogProcessor | NestedLogProcessor, log: Attributes): void {
  switch (processor.type) {
    case "grok-parser":
      parse(processor, log);
      return;
    case "pipeline":
      if (matches(log, processor.filter.query)) for (const inner of processor.processors ?? []) run(inner, log);
      return;
    case "category-processor": {
      const found = processor.categories.find(({ filter }) => matches(log, filter.query));
      if (found) set(log, processor.target, found.name);
      return;
    }
    case "attribute-remapper": {
      const value = first(log, processor.sources);
      if (value !== undefined && attributeOf(log, processor.target) === undefined) set(log, processor.target, value);
      return;
    }
    case "url-parser":
      return;
    default:
      if (!("sources" in processor)) throw new Error(`no ${processor.type} here`);
      makeOfficial(processor.type, processor.sources ?? [], log);
  }
}

function parse({ grok, source }: GrokParser, log: Attributes): void {
  const text = attributeOf(log, source);
  const match = typeof text === "string" ? grokParser({ support_rules: "", ...grok }).parse(text) : undefined;
  if (match) merge(log, match.attributes as Attributes);
}

function makeOfficial(type: string, sources: readonly string[], log: Attributes): void {
  const value = first(log, sources);
  const official = type.replace(/-remapper$/, "");
  if (value !== undefined) log[`official ${official}`] = official === "status" ? statusOf(String(value)) : value;
}

/** https://docs.datadoghq.com/logs/log_configuration/processors/log_status_remapper/ */
function statusOf(value: string): string {
  const rules: [RegExp, string][] = [
    [/^(emerg|f)/i, "emergency"],
    [/^a/i, "alert"],
    [/^c/i, "critical"],
    [/^err/i, "error"],
    [/^w/i, "warning"],
    [/^n/i, "notice"],
    [/^i/i, "info"],
    [/^(d|t|v)/i, "debug"],
    [/^(o|s)/i, "ok"],
  ];
  return rules.find(([pattern]) => pattern.test(value))?.[1] ?? "info";
}

function matches(log: Attributes, query: string): boolean {
  const result = parseSearch(query);
  if (!result.ok) throw new Error(query);
  return holds(log, result.node);
}

function holds(log: Attributes, search: Search): boolean {
  switch (search.kind) {
    case "searchAny":
      return true;
    case "searchNot":
      return !holds(log, search.operand);
    case "searchAnd":
      return search.operands.every((operand) => holds(log, operand));
    case "searchOr":
      return search.operands.some((operand) => holds(log, operand));
    case "searchFacet":
      return like(attributeOf(log, search.key.slice(1)), search.value);
    case "searchFacetGroup": {
      const { key, operand } = search;
      const terms = operand.kind === "searchOr" ? operand.operands : [operand];
      return terms.some((term) => term.kind === "searchTerm" && like(attributeOf(log, key.slice(1)), term.text));
    }
    case "searchRange": {
      const value = attributeOf(log, (search.key ?? "").slice(1));
      return typeof value === "number" && value >= Number(search.low?.value) && value <= Number(search.high?.value);
    }
    default:
      throw new Error(`no ${search.kind} here`);
  }
}

function like(value: unknown, pattern: string): boolean {
  if (value === undefined) return false;
  return pattern.endsWith("*") ? String(value).startsWith(pattern.slice(0, -1)) : String(value) === pattern;
}

function first(log: Attributes, sources: readonly string[]): unknown {
  return sources.map((source) => attributeOf(log, source)).find((value) => value !== undefined);
}

/** The attribute at a path with dots; an official one has a name without. */
export function attributeOf(log: Attributes, path: string): unknown {
  if (Object.hasOwn(log, path)) return log[path];
  return path.split(".").reduce<unknown>((value, key) => (value as Attributes | undefined)?.[key], log);
}

function set(log: Attributes, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let into = log;
  for (const key of keys) {
    into[key] ??= {};
    into = into[key] as Attributes;
  }
  into[last] = value;
}

function merge(into: Attributes, from: Attributes): void {
  for (const [key, value] of Object.entries(from)) {
    const known = into[key];
    if (
      typeof known === "object" &&
      known !== null &&
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value)
    ) {
      merge(known as Attributes, value as Attributes);
    } else into[key] = value;
  }
}
