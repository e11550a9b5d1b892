import { type GrokParser, grokParser, keptTag, type LogProcessor, type NestedLogProcessor } from "../../../definitions";
import { isObject } from "../../../json";
import { parseSearch } from "../../../query";
import { type Matches, matcher } from "../../events";
import { arithmetic } from "./arithmetic";
import { dateOf } from "./date";
import { eventOf, firstOf, type Log, mergeAttributes, removeAttribute, setAttribute, valueAt } from "./log";
import { statusOf } from "./status";
import { urlParts } from "./url";

/** Does to a log what a processor of a pipeline does. */
export type Step = (log: Log) => void;

/** What whoever compiles hears of processors that cannot be run here. */
export type NotRun = (type: LogProcessor["type"]) => void;

type OfType<Type> = Extract<NestedLogProcessor, { readonly type: Type }>;

type Compilers = { readonly [Type in NestedLogProcessor["type"]]?: (processor: OfType<Type>) => Step | undefined };

/** How each type of processor becomes a step. What needs data that only Datadog has is not among them. */
const COMPILERS: Compilers = {
  "grok-parser": grok,
  "date-remapper":
    ({ sources }) =>
    (log) => {
      const date = dateOf(firstOf(log, sources)?.value, new Date(log.time).getUTCFullYear());
      if (date !== undefined) log.time = date;
    },
  "status-remapper": ({ sources }) => onFirst(sources, (log, value) => (log.status = statusOf(value))),
  "service-remapper": ({ sources }) => onFirst(sources, (log, value) => (log.service = String(value))),
  "message-remapper": ({ sources }) => onFirst(sources, (log, value) => (log.message = textOf(value))),
  "trace-id-remapper": ({ sources = ["dd.trace_id"] }) =>
    onFirst(sources, (log, value) => setAttribute(log, "trace_id", String(value))),
  "span-id-remapper": ({ sources }) => onFirst(sources, (log, value) => setAttribute(log, "span_id", String(value))),
  "attribute-remapper": remapAttribute,
  "category-processor": ({ categories, target }) => {
    const tests = categories.map(({ name, filter }) => ({ name, matches: filterOf(filter.query) }));
    return (log) => {
      const event = eventOf(log);
      const found = tests.find(({ matches }) => matches(event));
      if (found) setAttribute(log, target, found.name);
    };
  },
  "arithmetic-processor":
    ({ expression, target, is_replace_missing: replace = false }) =>
    (log) => {
      const value = arithmetic(expression, (name) => numberOf(valueAt(log, name)) ?? (replace ? 0 : undefined));
      if (value !== undefined) setAttribute(log, target, value);
    },
  "string-builder-processor":
    ({ template, target, is_replace_missing: replace = false }) =>
    (log) => {
      const parts = [...template.matchAll(/%\{([^}]*)\}/g)].map(([, path = ""]) => valueAt(log, path));
      if (!replace && parts.some((part) => part === undefined)) return;
      let index = 0;
      setAttribute(
        log,
        target,
        template.replace(/%\{[^}]*\}/g, () => textOf(parts[index++] ?? "")),
      );
    },
  "url-parser": ({ sources = ["http.url"], target, normalize_ending_slashes: normalize }) =>
    onFirst(sources, (log, value) => {
      const parts = urlParts(String(value), normalize === true);
      if (parts) setAttribute(log, target, parts);
    }),
  "exclude-attribute":
    ({ attribute_to_exclude: path }) =>
    (log) =>
      removeAttribute(log, path),
  "lookup-processor": ({ source, target, lookup_table: table, default_lookup: otherwise }) => {
    if (table === undefined) return undefined;
    const values = new Map(table.map((row) => cut(row)));
    return (log) => {
      const value = values.get(textOf(valueAt(log, source))) ?? otherwise;
      if (value !== undefined) setAttribute(log, target, value);
    };
  },
  "decoder-processor":
    ({ source, target, binary_to_text_encoding: encoding, input_representation: input }) =>
    (log) => {
      const value = valueAt(log, source);
      if (typeof value !== "string") return;
      const bytes = Buffer.from(value, encoding === "base16" ? "hex" : "base64");
      const number = () => (bytes.length <= 6 && bytes.length > 0 ? bytes.readUIntBE(0, bytes.length) : undefined);
      const decoded = input === "integer" ? number() : bytes.toString("utf8");
      if (decoded !== undefined) setAttribute(log, target, decoded);
    },
};

/** @returns nothing for a processor that is off, or that cannot be run here */
export function stepOf(processor: NestedLogProcessor, notRun: NotRun): Step | undefined {
  if (processor.is_enabled !== true) return undefined;
  const compile = COMPILERS[processor.type] as ((processor: NestedLogProcessor) => Step | undefined) | undefined;
  const step = compile?.(processor);
  if (step === undefined) notRun(processor.type);
  return step;
}

/** Which logs a search takes; none where it cannot be read. */
export function filterOf(query: string): Matches {
  const search = parseSearch(query);
  return search.ok ? matcher(search.node) : () => false;
}

function grok({ source, grok: { match_rules, support_rules = "" } }: GrokParser): Step {
  const parser = grokParser({ match_rules, support_rules });
  return (log) => {
    const text = valueAt(log, source);
    if (typeof text !== "string") return;
    const match = parser.parse(text, new Date(log.time).getUTCFullYear());
    if (match) mergeAttributes(log.attributes, match.attributes as Log["attributes"]);
  };
}

/** Moves the first source that the log has to the target, or copies it. */
function remapAttribute(processor: OfType<"attribute-remapper">): Step {
  const { sources, target, target_format: format, preserve_source: keeps = false } = processor;
  const { source_type: from = "attribute", target_type: to = "attribute", override_on_conflict: overrides } = processor;
  return (log) => {
    const tagOf = (key: string) => log.tags.find((tag) => tag.startsWith(`${key}:`));
    const read = (path: string) => (from === "tag" ? tagOf(path)?.slice(path.length + 1) : valueAt(log, path));
    const path = sources.find((source) => read(source) !== undefined);
    if (path === undefined) return;
    const isSet = to === "tag" ? tagOf(target) !== undefined : valueAt(log, target) !== undefined;
    if (isSet && overrides !== true) return;
    const value = formatted(read(path), format);
    if (value === undefined) return;
    if (!keeps && from === "tag") log.tags = log.tags.filter((tag) => !tag.startsWith(`${path}:`));
    else if (!keeps) removeAttribute(log, path);
    if (to === "tag")
      log.tags = [...log.tags.filter((tag) => !tag.startsWith(`${target}:`)), keptTag(`${target}:${value}`)];
    else setAttribute(log, target, value);
  };
}

function formatted(value: unknown, format: "auto" | "string" | "integer" | "double" | undefined): unknown {
  if (format === undefined || format === "auto") return value;
  if (format === "string") return textOf(value);
  const number = numberOf(value);
  return number !== undefined && format === "integer" ? Math.trunc(number) : number;
}

const onFirst =
  (sources: readonly string[], use: (log: Log, value: unknown) => void): Step =>
  (log) => {
    const found = firstOf(log, sources);
    if (found) use(log, found.value);
  };

const textOf = (value: unknown): string =>
  isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** `key,value`. */
function cut(row: string): [string, string] {
  const comma = row.indexOf(",");
  return [row.slice(0, comma).trim(), row.slice(comma + 1).trim()];
}
