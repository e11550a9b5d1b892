import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  parseDocument,
  type Scalar,
  type YAMLError,
} from "yaml";
import type { z } from "zod";
import { type Path, wordIssues } from "../../findings";

/** One thing that is wrong in a YAML file. `line` and `column` count from 1. */
export interface YamlProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** One sentence: what is wrong, what is allowed, what was probably meant. */
  readonly message: string;
}

/** A YAML file that cannot be used; `message` has one line `file:line:column: what is wrong` for each problem. */
export class YamlFileError extends Error {
  override readonly name = "YamlFileError";

  constructor(readonly problems: readonly YamlProblem[]) {
    super(problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join("\n"));
  }
}

interface Place {
  /** Whether the key is meant, not the value. @default false */
  readonly atKey?: boolean;
  /** How far into the text that stands under the path. @default its beginning */
  readonly offset?: number;
}

/** A YAML file that was read, and where in it each value stands. */
export interface YamlFile<T> {
  readonly value: T;
  /** A problem at the value under `path` (its key where `atKey`), or at the nearest parent that the file does have. */
  problem(path: Path, message: string, place?: Place): YamlProblem;
}

/** What is wrong is told by an error of ours, not on the process's warnings. */
const QUIETLY = { prettyErrors: false, logLevel: "error" } as const;

/**
 * Reads YAML text and holds it against a schema whose objects are strict (`z.strictObject`).
 *
 * @param file the name that problems carry
 * @throws YamlFileError for malformed YAML, a key written twice, an unknown key (with the nearest known one), a missing
 * key, or a value of the wrong type
 */
export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): YamlFile<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...QUIETLY, lineCounter: lines });
  const source = new Source(file, text, lines);
  source.refuseBroken(document);
  const entry = { root: document.contents, input: source.plainValue(document) };
  return held(source, [entry], schema)[0]!;
}

/**
 * Reads YAML text in which several things of one kind stand: as documents parted by `---`, as a list, or one alone.
 *
 * @throws YamlFileError like {@link readYaml}, with the problems of all of them
 */
export function readYamlList<S extends z.ZodType>(file: string, text: string, schema: S): YamlFile<z.output<S>>[] {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { ...QUIETLY, lineCounter: lines });
  const source = new Source(file, text, lines);
  const entries: Entry[] = [];
  for (const document of Array.isArray(parsed) ? parsed : []) {
    source.refuseBroken(document);
    const { contents } = document;
    if (!contents || (isScalar(contents) && contents.value === null)) continue;
    const input = source.plainValue(document);
    if (!isSeq(contents)) entries.push({ root: contents, input });
    else
      for (const [at, item] of contents.items.entries())
        entries.push({ root: item as Node, input: (input as unknown[])[at] });
  }
  return held(source, entries, schema);
}

interface Entry {
  readonly root: Node | null;
  readonly input: unknown;
}

/** Each entry held against the schema; throws the problems of all. */
function held<S extends z.ZodType>(source: Source, entries: readonly Entry[], schema: S): YamlFile<z.output<S>>[] {
  const problems: YamlProblem[] = [];
  const files: YamlFile<z.output<S>>[] = [];
  for (const { root, input } of entries) {
    const problem: YamlFile<unknown>["problem"] = (path, message, place) => source.problem(root, path, message, place);
    const result = schema.safeParse(input);
    if (result.success) files.push({ value: result.data, problem });
    else {
      const issues = wordIssues(result.error.issues, schema, input);
      problems.push(...issues.map(({ path, message, atKey }) => problem(path, message, { atKey })));
    }
  }
  if (problems.length > 0) {
    throw new YamlFileError(problems.sort((a, b) => a.line - b.line || a.column - b.column));
  }
  return files;
}

/** The text of a file, and how places in it are named. */
class Source {
  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly lines: LineCounter,
  ) {}

  at(offset: number, message: string): YamlProblem {
    const { line, col } = this.lines.linePos(Math.min(offset, this.text.length));
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  }

  problem(root: Node | null, path: Path, message: string, { atKey = false, offset }: Place = {}): YamlProblem {
    const node = offset === undefined ? undefined : nodeAt(root, path);
    if (isScalar(node) && typeof node.value === "string") {
      return this.at(offsetInScalar(this.text, node as Scalar<string>, offset!), message);
    }
    return this.at(offsetOf(root, path, atKey), message);
  }

  refuseBroken({ errors, warnings }: Pick<Document, "errors" | "warnings">): void {
    // Only the first: what follows a syntax error is mostly its consequence.
    const broken = errors[0] ?? warnings[0];
    if (broken) throw new YamlFileError([this.at(broken.pos[0], syntaxMessage(broken, this.text))]);
  }

  /** Values as JSON has them; anchors are followed, but not without bound. Nothing at all is a section without keys. */
  plainValue(document: Pick<Document, "toJS">): unknown {
    try {
      return document.toJS({ maxAliasCount: 100 }) ?? {};
    } catch (error) {
      throw new YamlFileError([this.at(0, `this is not YAML that can be used: ${(error as Error).message}`)]);
    }
  }
}

function syntaxMessage(error: YAMLError, text: string): string {
  switch (error.code) {
    case "DUPLICATE_KEY": {
      const key = /^[^\s:]*/.exec(text.slice(error.pos[0]))?.[0] ?? "";
      return `the key "${key}" is written twice; keep one of the two`;
    }
    case "MULTIPLE_DOCS":
      return "a second YAML document starts here; write one a file";
    default:
      return `this is not YAML: ${error.message.replace(/\s+/g, " ")}`;
  }
}

/** Where the value under `path` starts; for a path that the file does not have, where its deepest known parent does. */
function offsetOf(root: Node | null, path: Path, atKey: boolean): number {
  let node = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    const child = childOf(node, step);
    if (!child) return offset;
    // The place of a section is its key: what is missing in it is missing there.
    const byKey = isMap(child.value) || (atKey && depth === path.length - 1);
    const value = child.value?.range?.[0];
    offset = (byKey ? undefined : value) ?? child.key ?? value ?? offset;
    node = child.value;
  }
  return offset;
}

function nodeAt(root: Node | null, path: Path): Node | null | undefined {
  return path.reduce<Node | null | undefined>((node, step) => childOf(node ?? null, step)?.value, root);
}

/** The value of a map's key or a list's item, and where its key starts. */
function childOf(node: Node | null, step: PropertyKey): { value: Node | null; key?: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => String(key) === String(step));
    const key = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
    return pair && { value: isNode(pair.value) ? pair.value : null, key };
  }
  const item = isSeq(node) ? node.items[Number(step)] : undefined;
  return isNode(item) ? { value: item } : undefined;
}

/**
 * Where in the file the character `offset` of a scalar's text stands. The text is walked along the source, over what YAML
 * puts between: indentation, line breaks that are folded, backslashes, a doubled quote.
 */
function offsetInScalar(text: string, { range, type, value }: Scalar<string>, offset: number): number {
  const [start, end] = range ?? [0, 0];
  const quoted = type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE";
  const block = type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
  let at = quoted ? start + 1 : block ? text.indexOf("\n", start) + 1 : start;
  for (let index = 0; index <= Math.min(offset, value.length - 1); index++) {
    if (index > 0) at++;
    while (at < end && text[at] !== value[index] && /[\s\\']/.test(text[at]!)) at++;
  }
  return Math.min(at, end);
}
