import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The synthesized JSON of each stack, by the stack's id. */
export type StackJsons = ReadonlyMap<string, unknown>;

/** One value of a stack that is no longer what it was; `before` or `after` is absent where there was or is none. */
export interface Change {
  readonly stack: string;
  /** `datadog_monitor.error-rate`, or `terraform` and its like for what is no resource. */
  readonly object: string;
  /** `monitor_thresholds.critical`; empty for an object that is new or gone as a whole. */
  readonly attribute: string;
  readonly before?: string;
  readonly after?: string;
}

/** Reads what was synthesized into a folder; nothing where there is no such folder. */
export function readStackJsons(outdir: string): StackJsons {
  const folder = join(outdir, "stacks");
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).map((id) => [id, join(folder, id, "cdk.tf.json")] as const);
  return new Map(
    files.filter(([, file]) => existsSync(file)).map(([id, file]) => [id, JSON.parse(readFileSync(file, "utf8"))]),
  );
}

/** What differs between two syntheses, value by value: a text line by line, a dashboard's JSON field by field. */
export function changesBetween(before: StackJsons, after: StackJsons): Change[] {
  const stacks = [...new Set([...before.keys(), ...after.keys()])].sort();
  return stacks.flatMap((stack) => {
    const was = objectsOf(before.get(stack));
    const is = objectsOf(after.get(stack));
    const objects = [...new Set([...was.keys(), ...is.keys()])].sort();
    return objects.flatMap((object) =>
      changesOf(was.get(object), is.get(object)).map((c) => ({ stack, object, ...c })),
    );
  });
}

/**
 * Changes as lines to read: what was replaced by what, then where, an object a line. One threshold stands in a query, in
 * options, texts and charts, and yet it is one change.
 */
export function changeLines(changes: readonly Change[]): string[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const title = titleOf(change);
    groups.set(title, [...(groups.get(title) ?? []), change]);
  }
  return [...groups].flatMap(([title, group]) => [title, ...placesOf(group).map((place) => `  ${place}`)]);
}

function titleOf({ attribute, before, after }: Change): string {
  if (attribute === "") return before === undefined ? "new" : "gone";
  if (before === undefined) return `+ ${after}`;
  if (after === undefined) return `- ${before}`;
  return replacement(before, after).join(" → ");
}

/** `demo-monitors datadog_monitor.slow-stage: query, message:4`, or how often where that is often. */
function placesOf(changes: readonly Change[]): string[] {
  const objects = new Map<string, string[]>();
  for (const { stack, object, attribute } of changes) {
    const name = `${stack} ${object}`;
    objects.set(name, [...(objects.get(name) ?? []), attribute].filter(Boolean));
  }
  return [...objects].map(([name, attributes]) => {
    const nested = attributes.some((attribute) => attribute.length > 40);
    if (attributes.length === 0) return name;
    return `${name}: ${nested || attributes.length > 4 ? `${attributes.length} places` : attributes.join(", ")}`;
  });
}

type Json = Readonly<Record<string, unknown>>;
const isSection = (value: unknown): value is Json => value !== null && typeof value === "object";

/** Resources and data sources by address; the rest (`provider`, `terraform`, `variable`) by its section. */
function objectsOf(stack: unknown): Map<string, unknown> {
  const objects = new Map<string, unknown>();
  for (const [section, content] of Object.entries((stack ?? {}) as Json)) {
    if (section === "//") continue;
    if (section !== "resource" && section !== "data") objects.set(section, content);
    else {
      for (const [type, named] of Object.entries(content as Json)) {
        for (const [name, body] of Object.entries(named as Json)) {
          objects.set(`${section === "data" ? "data." : ""}${type}.${name}`, body);
        }
      }
    }
  }
  return objects;
}

function changesOf(before: unknown, after: unknown): Pick<Change, "attribute" | "before" | "after">[] {
  if (before === undefined) return [{ attribute: "", after: "" }];
  if (after === undefined) return [{ attribute: "", before: "" }];
  const was = flattened(before);
  const is = flattened(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => was.get(path) !== is.get(path))
    .map((attribute) => ({ attribute, before: was.get(attribute), after: is.get(attribute) }));
}

/** Every value by its path, without what only cdktf reads. */
function flattened(value: unknown, path = "", into = new Map<string, string>()): Map<string, string> {
  if (isSection(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === "//") continue;
      const step = Array.isArray(value) ? `[${key}]` : `${path === "" ? "" : "."}${key}`;
      flattened(item, path + step, into);
    }
    return into;
  }
  const inside = typeof value === "string" && value.startsWith("{") ? parsed(value) : undefined;
  if (inside !== undefined) return flattened(inside, path, into);
  const lines = typeof value === "string" ? value.split("\n") : [String(value)];
  for (const [index, line] of lines.entries()) into.set(lines.length === 1 ? path : `${path}:${index + 1}`, line);
  return into;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What differs between two texts: the words or numbers in which they do, without what they share around them. */
function replacement(before: string, after: string): [string, string] {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  // A number is whole with its digits, a word with its letters: 0.1 → 0.2 and not 1 → 2.
  const part = /\d/.test(before.slice(start, before.length - end)) ? /[\d.]/ : /[^\s"'`{}(),]/;
  while (start > 0 && part.test(before[start - 1]!)) start--;
  while (end > 0 && part.test(before.at(-end)!)) end--;
  const cut = (text: string) => text.slice(start, text.length - end) || "nothing";
  return [cut(before), cut(after)];
}
