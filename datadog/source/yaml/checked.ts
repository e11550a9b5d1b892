import type { z } from "zod";
import { wordIssues } from "../../findings";
import type { SourceDocument, SourcePath } from "../document";
import { inOrder, SourceError, type SourceProblem } from "../error";
import { Lines } from "../lines";
import { readYamlDocuments } from "./document";

interface Place {
  /** Whether the key is meant, not the value. @default false */
  readonly atKey?: boolean;
  /** How far into the text under the path. @default its beginning */
  readonly offset?: number;
}

/** A value that a YAML file holds, and where in the file its parts are. */
export interface YamlFile<T> {
  readonly value: T;
  /** Whether the file itself has something under `path`. */
  has(path: readonly PropertyKey[]): boolean;
  /** A problem at the value under `path` (its key where `atKey`), or at the nearest parent that the file does have. */
  problem(path: readonly PropertyKey[], message: string, place?: Place): SourceProblem;
}

/**
 * Reads YAML text and holds it against a schema whose objects are strict (`z.strictObject`). An empty text is a section
 * without keys.
 *
 * @param file the name that problems carry
 * @throws SourceError for malformed YAML, a key written twice, a second document, an unknown key (with the nearest known
 * one), a missing key, or a value of the wrong type
 */
export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): YamlFile<z.output<S>> {
  const lines = new Lines(text);
  const [document, second] = readYamlDocuments(file, text).documents;
  if (second) {
    const place = lines.position(second.span([])?.start ?? 0);
    throw new SourceError([
      { file, ...place, message: "a second YAML document starts here; use one file per document" },
    ]);
  }
  return checked(file, lines, [{ document, path: [], input: document?.value ?? {} }], schema)[0]!;
}

/**
 * Reads YAML text with several things of one kind: as documents parted by `---`, as a list, or one alone.
 *
 * @throws SourceError like {@link readYaml}, with the problems of all of them
 */
export function readYamlList<S extends z.ZodType>(file: string, text: string, schema: S): YamlFile<z.output<S>>[] {
  const entries = readYamlDocuments(file, text).documents.flatMap((document): Entry[] =>
    Array.isArray(document.value)
      ? document.value.map((input: unknown, index) => ({ document, path: [index], input }))
      : [{ document, path: [], input: document.value }],
  );
  return checked(file, new Lines(text), entries, schema);
}

/** A value of a document that is held against the schema. */
interface Entry {
  readonly document: SourceDocument | undefined;
  readonly path: SourcePath;
  readonly input: unknown;
}

/** Each entry held against the schema; throws the problems of all. */
function checked<S extends z.ZodType>(
  file: string,
  lines: Lines,
  entries: readonly Entry[],
  schema: S,
): YamlFile<z.output<S>>[] {
  const problems: SourceProblem[] = [];
  const files: YamlFile<z.output<S>>[] = [];
  for (const entry of entries) {
    const problem: YamlFile<unknown>["problem"] = (path, message, place = {}) => {
      return { file, ...lines.position(offsetOf(entry, path.map(step), place)), message };
    };
    const result = schema.safeParse(entry.input);
    const has: YamlFile<unknown>["has"] = (path) =>
      entry.document?.span([...entry.path, ...path.map(step)]) !== undefined;
    if (result.success) files.push({ value: result.data, has, problem });
    else {
      const issues = wordIssues(result.error.issues, schema, entry.input);
      const written = (path: SourcePath) => textAfterKey(lines, entry, path);
      for (const { path, message, key } of issues) {
        const steps = path.map(step);
        problems.push(problem(path, message + quotesHint(message, written(steps)), { atKey: key !== undefined }));
      }
    }
  }
  if (problems.length > 0) throw new SourceError(inOrder(problems));
  return files;
}

/** Text that YAML reads as something else, unless it is in quotes. */
function quotesHint(message: string, written: string): string {
  if (!/ is (empty|a mapping|a list), not text/.test(message)) return "";
  const [first] = /^(?:#|&|\{|\[)/.exec(written) ?? [];
  return first === undefined ? "" : `; text that starts with ${first} must be in quotes`;
}

/** What the line of a key holds after it. */
function textAfterKey(lines: Lines, { document, path: root }: Entry, path: SourcePath): string {
  const key = document?.keySpan([...root, ...path]);
  if (key === undefined) return "";
  const { line, column } = lines.position(key.end);
  return lines
    .line(line)
    .text.slice(column - 1)
    .replace(/^\s*:\s*/, "");
}

const step = (key: PropertyKey) => (typeof key === "number" ? key : String(key));

/** Where the value under `path` starts; for a path that the file does not have, where its deepest known parent does. */
function offsetOf({ document, path: root, input }: Entry, path: SourcePath, { atKey = false, offset }: Place): number {
  if (!document) return 0;
  const text = offset === undefined ? undefined : document.string([...root, ...path]);
  if (text) return text.at(Math.min(offset!, Math.max(text.text.length - 1, 0)));
  let place = document.span(root)?.start ?? 0;
  let value = input;
  for (const [depth, key] of path.entries()) {
    const here = [...root, ...path.slice(0, depth + 1)];
    const atValue = document.span(here)?.start;
    const atItsKey = document.keySpan(here)?.start;
    if (atValue === undefined && atItsKey === undefined) return place;
    value = isSection(value) ? Reflect.get(value, key) : undefined;
    // The place of a section is its key: what is missing in it is missing there.
    const byKey = isSection(value) && !Array.isArray(value);
    const meant = byKey || (atKey && depth === path.length - 1) ? undefined : atValue;
    place = meant ?? atItsKey ?? atValue ?? place;
  }
  return place;
}

function isSection(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
