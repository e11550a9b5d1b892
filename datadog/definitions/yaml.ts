import { isMap, isNode, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from "yaml";
import { z } from "zod";
import { nearest } from "../query";

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

type Path = readonly PropertyKey[];

/** A YAML file that was read, and where in it each value stands. */
export interface YamlFile<T> {
  readonly value: T;
  /** A problem at the value under `path` (its key where `atKey`), or at the nearest parent that the file does have. */
  problem(path: Path, message: string, options?: { readonly atKey?: boolean }): YamlProblem;
}

/**
 * Reads YAML text and holds it against a schema whose objects are strict (`z.strictObject`).
 *
 * @param file the name that problems carry
 * @throws YamlFileError for malformed YAML, a key written twice, an unknown key (with the nearest known one), a missing
 * key, or a value of the wrong type
 */
export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): YamlFile<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): YamlProblem => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  // Only the first: what follows a syntax error is mostly its consequence.
  const broken = document.errors[0] ?? document.warnings[0];
  if (broken) throw new YamlFileError([at(broken.pos[0], syntaxMessage(broken, text))]);

  const root: Node | null = document.contents;
  const problem: YamlFile<unknown>["problem"] = (path, message, options) =>
    at(offsetOf(root, path, options?.atKey ?? false), message);
  const input = plainValue(document, (message) => new YamlFileError([at(0, message)]));
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data, problem };
  const issues = result.error.issues.flatMap((issue) => worded(issue, schema, input));
  const meant = new Set(issues.map(({ meant }) => meant));
  const problems = issues
    // A required key that was mistyped is one mistake, not two.
    .filter(({ path, missing }) => !(missing && meant.has(pathText(path))))
    .map(({ path, message, atKey }) => problem(path, message, { atKey }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  throw new YamlFileError(problems);
}

/** Values as JSON has them; anchors are followed, but not without bound. Nothing at all is a section without keys. */
function plainValue(document: ReturnType<typeof parseDocument>, refusal: (message: string) => Error): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    throw refusal(`this is not YAML that can be used: ${(error as Error).message}`);
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

// ------------------------------------------------------------------------------------------- zod's issues in words

type Issue = z.core.$ZodIssue;

/** An issue of zod in words. */
interface Worded {
  readonly path: Path;
  readonly message: string;
  readonly atKey?: boolean;
  /** Whether a required value is missing. */
  readonly missing?: boolean;
  /** The path of the key that an unknown key was probably meant to be. */
  readonly meant?: string;
}

function worded(issue: Issue, schema: z.ZodType, input: unknown): Worded[] {
  if (issue.code !== "unrecognized_keys") {
    const missing = issue.code === "invalid_type" && valueAt(input, issue.path) === undefined;
    return [{ path: issue.path, message: issueMessage(issue, input), missing }];
  }
  const allowed = keysAt(schema, issue.path);
  return issue.keys.map((key) => {
    const meant = meantName(key, allowed);
    const where = issue.path.length === 0 ? "" : ` in ${pathText(issue.path)}`;
    return {
      path: [...issue.path, key],
      message: `unknown key "${key}"${where}${didYouMean(key, allowed)}`,
      atKey: true,
      meant: meant && pathText([...issue.path, meant]),
    };
  });
}

/** The name that an unknown one was probably meant to be: the nearest, or one that it is the beginning of. */
function meantName(word: string, known: readonly string[]): string | undefined {
  return nearest(word, known) ?? known.find((name) => word.length > 2 && name.startsWith(word));
}

/** How a message goes on after an unknown name: `, did you mean "a"? Known are a, b` or `; known are a, b`. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = meantName(word, known);
  const list = known.join(", ");
  return meant === undefined ? `; known are ${list}` : `, did you mean "${meant}"? Known are ${list}`;
}

/** The keys that the object under `path` may have. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let here: z.core.$ZodType = unwrap(schema);
  for (const step of path) {
    if (here instanceof z.ZodObject) here = unwrap(here.shape[String(step)]);
    else if (here instanceof z.ZodArray) here = unwrap(here.element);
    else if (here instanceof z.ZodRecord) here = unwrap(here.valueType);
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while ("unwrap" in inner && !(inner instanceof z.ZodArray)) inner = (inner as z.ZodOptional).unwrap();
  return inner instanceof z.ZodPipe ? unwrap(inner.in) : inner;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a section of keys",
  record: "a section of keys",
};

function issueMessage(issue: Issue, input: unknown): string {
  const value = valueAt(input, issue.path);
  const name = issue.path.length === 0 ? "the file" : pathText(issue.path);
  switch (issue.code) {
    case "invalid_type": {
      const wanted = TYPE_WORDS[issue.expected] ?? issue.expected;
      return value === undefined ? `${name} is missing: give ${wanted}` : `${name} is ${show(value)}, not ${wanted}`;
    }
    case "invalid_value": {
      const allowed = issue.values.map(String);
      return `${name} is ${show(value)}${didYouMean(String(value), allowed)}`;
    }
    default:
      return `${name} ${issue.message}`;
  }
}

function show(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a section of keys";
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value === null || typeof value !== "object" ? undefined : Reflect.get(value, step)),
    input,
  );
}

/** `monitors.slowStage.critical`, `notify.alert[0]`. */
function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`))
    .join("");
}
