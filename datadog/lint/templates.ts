import { type Located, LocatedText, type SourceDocument } from "../source";

/**
 * A document whose strings are Terraform's templates, read as what they stand for: `$${` and `%%{` are a plain `${` and `%{`,
 * and a string with anything to fill in is marked as interpolated.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function withoutTemplates(document: SourceDocument): SourceDocument {
  return {
    value: document.value,
    span: (path) => document.span(path),
    keySpan: (path) => document.keySpan(path),
    extent: (path) => document.extent(path),
    rewrite: (path) => document.rewrite(path),
    encoded: (path) => document.encoded?.(path),
    string(path) {
      const text = document.string(path);
      return text && decoded(text);
    },
  };
}

const SEQUENCE = /(\$\$|%%)\{|[$%]\{/g;

function decoded(source: Located): Located {
  if (source.expression) return source;
  const text = new LocatedText(source);
  let from = 0;
  let interpolated = false;
  for (const { 1: escaped, index } of source.text.matchAll(SEQUENCE)) {
    if (escaped === undefined) {
      interpolated = true;
      continue;
    }
    text.same(from, index);
    from = index + 1;
  }
  text.same(from, source.text.length);
  return text.finish(source.text.length, interpolated);
}

/** A value with the escapes of templates undone in all its strings. */
export function evaluated(value: unknown): unknown {
  if (typeof value === "string")
    return value.replace(SEQUENCE, (found) => (found.length === 3 ? found.slice(1) : found));
  if (Array.isArray(value)) return value.map(evaluated);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, evaluated(inner)]));
}
