import { isMap, parseDocument, type YAMLMap } from "yaml";

/**
 * The text of an environment's file with more keys in one of its sections; comments and everything else stay.
 * @param lines the keys with their values: `highCpu: 12345`
 * @param comment above the section, where it is new
 */
export function withSectionLines(text: string, section: string, lines: readonly string[], comment: string): string {
  if (lines.length === 0) return text;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const root = parseDocument(text).contents;
  const value = isMap(root) ? root.get(section, true) : undefined;
  if (isMap(value) && value.items.length > 0) return inserted(text, value as YAMLMap, lines, eol);
  const body = [`# ${comment}`, `${section}:`, ...lines.map((line) => `  ${line}`)].join(eol);
  // An empty section would stand there twice.
  const pair = isMap(root) ? root.items.find(({ key }) => String(key) === section) : undefined;
  const rest = pair === undefined ? text : without(text, pair as never);
  return `${rest.trimEnd()}${eol}${eol}${body}${eol}`;
}

function inserted(text: string, map: YAMLMap, lines: readonly string[], eol: string): string {
  const [start = 0, end = text.length] = map.range ?? [];
  if (map.flow) {
    const last = text.lastIndexOf("}", end - 1);
    return `${text.slice(0, last).replace(/,?\s*$/, "")}, ${lines.join(", ")} ${text.slice(last)}`;
  }
  const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  const values = map.items.map(
    ({ value }) => (value as { readonly range?: readonly number[] } | null)?.range?.[1] ?? 0,
  );
  const lineBreak = text.indexOf("\n", Math.max(...values, start) - 1);
  const at = lineBreak < 0 ? text.length : lineBreak + 1;
  const before = text.slice(0, at);
  const joint = before.endsWith("\n") ? "" : eol;
  return before + joint + lines.map((line) => `${indent}${line}${eol}`).join("") + text.slice(at);
}

function without(text: string, pair: { readonly key: { readonly range: readonly number[] } }): string {
  const start = pair.key.range[0] ?? 0;
  const lineBreak = text.indexOf("\n", start);
  return text.slice(0, start) + (lineBreak < 0 ? "" : text.slice(lineBreak + 1));
}
