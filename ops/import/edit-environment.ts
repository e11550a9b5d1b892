import { isMap, type Pair, parseDocument, type YAMLMap } from "yaml";

/** The value of a setting; one without a value is taken away. */
export type Setting = string | number | boolean | undefined;

/**
 * The text of an environment's file with settings of one object: those that it has get their new values, others are added;
 * comments and everything else stay.
 * @param path of the object: `["monitors", "postgresql", "connections"]`
 */
export function withSettings(
  text: string,
  path: readonly string[],
  settings: Readonly<Record<string, Setting>>,
): string {
  if (mapAt(text, path) !== undefined) {
    return Object.entries(settings).reduce((kept, [key, value]) => withKey(kept, path, key, scalar(value)), text);
  }
  const given = Object.entries(settings).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${scalar(value)}`],
  );
  if (given.length === 0) return text;
  let depth = path.length - 1;
  while (depth > 0 && mapAt(text, path.slice(0, depth)) === undefined) depth--;
  const [key = "", ...inside] = path.slice(depth);
  const value = inside.reduceRight((inner, name) => `{ ${name}: ${inner} }`, `{ ${given.join(", ")} }`);
  if (depth > 0) return withKey(text, path.slice(0, depth), key, value);
  const [name = "", ...deeper] = inside;
  const line = deeper.reduceRight((inner, each) => `{ ${each}: ${inner} }`, `{ ${given.join(", ")} }`);
  return withSectionLines(text, key, [`${name}: ${line}`]);
}

const scalar = (value: Setting) => (value === undefined ? undefined : JSON.stringify(value));

function mapAt(text: string, path: readonly string[]): YAMLMap | undefined {
  const document = parseDocument(text);
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isMap(node) ? (node as YAMLMap) : undefined;
}

type Ranged = { readonly range?: readonly [start: number, end: number, after: number] } | null;

/** A map's key with another value, with a first one, or without the key. */
function withKey(text: string, path: readonly string[], key: string, value: string | undefined): string {
  const map = mapAt(text, path)!;
  const pair = map.items.find((each) => String(each.key) === key);
  if (pair === undefined) return value === undefined ? text : inserted(text, map, [`${key}: ${value}`], eolOf(text));
  const [start, end] = spanOf(pair);
  if (value !== undefined) {
    const [from = end] = (pair.value as Ranged)?.range ?? [];
    return `${text.slice(0, from)}${text[from - 1] === ":" ? " " : ""}${value}${text.slice(end)}`;
  }
  if (map.flow) {
    const others = map.items.filter((each) => each !== pair).map((each) => text.slice(...spanOf(each)));
    const [from, to] = map.range!;
    return `${text.slice(0, from)}${others.length === 0 ? "{}" : `{ ${others.join(", ")} }`}${text.slice(to)}`;
  }
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineBreak = text.indexOf("\n", end);
  return text.slice(0, lineStart) + (lineBreak < 0 ? "" : text.slice(lineBreak + 1));
}

/** Where a key and its value are. */
function spanOf({ key, value }: Pair): [start: number, end: number] {
  const [start = 0, keyEnd = start] = (key as Ranged)?.range ?? [];
  const [, end] = (value as Ranged)?.range ?? [];
  return [start, Math.max(end ?? 0, keyEnd)];
}

const eolOf = (text: string) => (text.includes("\r\n") ? "\r\n" : "\n");

/**
 * The text of an environment's file with more keys in one of its sections; comments and everything else stay.
 * @param lines the keys with their values: `highCpu: 12345`
 * @param comment above the section, where it is new @default none
 */
export function withSectionLines(text: string, section: string, lines: readonly string[], comment?: string): string {
  if (lines.length === 0) return text;
  const eol = eolOf(text);
  const root = parseDocument(text).contents;
  const value = isMap(root) ? root.get(section, true) : undefined;
  if (isMap(value) && value.items.length > 0) return inserted(text, value as YAMLMap, lines, eol);
  const body = [...(comment ? [`# ${comment}`] : []), `${section}:`, ...lines.map((line) => `  ${line}`)].join(eol);
  // An empty section would stand there twice.
  const pair = isMap(root) ? root.items.find(({ key }) => String(key) === section) : undefined;
  const rest = pair === undefined ? text : without(text, pair as never);
  return `${rest.trimEnd()}${eol}${eol}${body}${eol}`;
}

function inserted(text: string, map: YAMLMap, lines: readonly string[], eol: string): string {
  const [start = 0, end = text.length] = map.range ?? [];
  if (map.flow) {
    const last = text.lastIndexOf("}", end - 1);
    const joint = map.items.length === 0 ? " " : ", ";
    return `${text.slice(0, last).replace(/,?\s*$/, "")}${joint}${lines.join(", ")} ${text.slice(last)}`;
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
