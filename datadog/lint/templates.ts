import { isObject, type Json, type JsonObject, own } from "../json";
import { type Located, LocatedText, type SourceDocument } from "../source";

/**
 * A document whose strings are Terraform's templates, read as what they stand for: `$${` and `%%{` are a plain `${` and `%{`,
 * a `${local.name}` is the local's text where that is written in the same file, and a string with anything else to fill in
 * is marked as interpolated.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function withoutTemplates(document: SourceDocument, locals: JsonObject): SourceDocument {
  return {
    value: document.value,
    span: (path) => document.span(path),
    keySpan: (path) => document.keySpan(path),
    extent: (path) => document.extent(path),
    encoded: (path) => document.encoded?.(path),
    string(path) {
      const text = document.string(path);
      return text && decoded(text, locals);
    },
    rewrite(path) {
      // a text in the place of a template would be another thing
      return isTemplate(document.string(path)?.text ?? "") ? undefined : document.rewrite(path);
    },
  };
}

/** Whether a text has something to fill in: `${…}` or `%{…}`, not escaped. */
export const isTemplate = (text: string): boolean => /(?<!\$)\$\{|(?<!%)%\{/.test(text);

const SEQUENCE = /\$\$\{|%%\{|\$\{\s*local\.(?<local>[\w-]+)\s*\}|[$%]\{/g;

function decoded(source: Located, locals: JsonObject): Located {
  const text = new LocatedText(source);
  let from = 0;
  let interpolated = false;
  for (const { 0: found, index, groups } of source.text.matchAll(SEQUENCE)) {
    const literal = literalOf(locals, groups?.local);
    const escaped = found.length === 3;
    if (!escaped && literal === undefined) {
      interpolated = true;
      continue;
    }
    text.same(from, index);
    if (literal !== undefined) text.instead(literal, index);
    from = index + (escaped ? 1 : found.length);
  }
  text.same(from, source.text.length);
  const whole = text.finish(source.text.length, interpolated);
  return interpolated ? { ...whole, expression: source.expression } : whole;
}

/** A local that is a plain text or a number. */
function literalOf(locals: JsonObject, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : own(locals, name);
  if (typeof value === "number") return String(value);
  return typeof value === "string" && !/[$%]\{/.test(value) ? value : undefined;
}

/** A value with the locals that are plain texts or numbers put into all its strings. */
export function withLocals(value: Json | undefined, locals: JsonObject): Json | undefined {
  if (typeof value === "string") {
    return value.replace(LOCAL, (found: string, name: string) => literalOf(locals, name) ?? found);
  }
  if (Array.isArray(value)) return value.map((item: Json) => withLocals(item, locals) as Json);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withLocals(inner, locals)]));
}

const LOCAL = /(?<!\$)\$\{\s*local\.([\w-]+)\s*\}/g;

/** A value with the escapes of templates undone in all its strings. */
export function evaluated(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\$\$\{|%%\{/g, (found) => found.slice(1));
  if (Array.isArray(value)) return value.map(evaluated);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, evaluated(inner)]));
}
