import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  parseAllDocuments,
  type Scalar,
  stringify,
  visit,
  type YAMLError,
} from "yaml";
import type { Comment, SourceContents, SourceDocument, SourceMistake, SourcePath, Span } from "../document";
import { SourceError, wholeFileError } from "../error";
import { Lines } from "../lines";
import { type Located, plain } from "../located";
import { danglingMessage, syntaxMessage } from "./mistake";
import { yamlString } from "./scalar";

/**
 * Reads YAML: every document of the text that holds something.
 * @param name what errors call the text
 * @throws SourceError for malformed YAML, a key written twice, and aliases that multiply without bound
 */
export function readYamlDocuments(name: string, text: string): SourceContents {
  const documents = parsed(name, text)
    .filter(({ contents }) => contents && !(isScalar(contents) && contents.value === null))
    .map((document) => new YamlDocument(plain(text), document as Document<Node>, plainValue(name, document)));
  return { documents, comments: commentsIn(text) };
}

/** Reads the first YAML document of a text that may itself be a string of a file. */
export function yamlDocument(source: Located): { readonly document: SourceDocument } | SourceMistake {
  try {
    const [document] = parsed("", source.text);
    if (!document?.contents) return { offset: source.at(0), message: "it is empty" };
    return { document: new YamlDocument(source, document as Document<Node>, plainValue("", document)) };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { line, column, message } = error.problems[0]!;
    const offset = new Lines(source.text).line(line).start + Math.max(0, column - 1);
    return { offset: source.at(offset), message };
  }
}

function parsed(name: string, text: string): readonly Document[] {
  let documents: ReturnType<typeof parseAllDocuments>;
  try {
    // what is wrong is said by an error of ours, not on the process's warnings
    documents = parseAllDocuments(text, { prettyErrors: false, logLevel: "error", uniqueKeys: false });
  } catch (error) {
    throw unusable(name, error);
  }
  if ("empty" in documents) return [];
  const errorAt = (offset: number, message: string) => {
    return new SourceError([{ file: name, ...new Lines(text).position(Math.min(offset, text.length)), message }]);
  };
  for (const document of documents) {
    // Only the first: what follows a syntax error is mostly its consequence.
    const broken = document.errors[0] ?? document.warnings[0];
    if (broken) throw errorAt(openedAt(document, broken) ?? broken.pos[0], syntaxMessage(broken, text, broken.pos[0]));
    const duplicate = duplicateKey(document);
    if (duplicate !== undefined) {
      const error = { code: "DUPLICATE_KEY", message: "" } as const;
      throw errorAt(duplicate, syntaxMessage(error, text, duplicate));
    }
    const dangling = danglingAlias(document);
    if (dangling) throw errorAt(dangling.range?.[0] ?? 0, danglingMessage(dangling.source));
  }
  return documents;
}

/** Where what is never closed begins: the parser names the place where it gave up. */
function openedAt(document: Document, { message, pos }: YAMLError): number | undefined {
  const [, quote, bracket] = /^Missing closing (["'])quote|^Flow .* end with a (.)/.exec(message) ?? [];
  if (quote === undefined && bracket === undefined) return undefined;
  let opened: number | undefined;
  visit(document, {
    Node(_, node) {
      const start = node.range?.[0];
      if (start === undefined || start >= pos[0]) return;
      const meant = isScalar(node)
        ? node.type === (quote === '"' ? "QUOTE_DOUBLE" : "QUOTE_SINGLE")
        : isCollection(node) && node.flow === true;
      if (meant && isScalar(node) === (quote !== undefined)) opened = start;
    },
  });
  return opened;
}

/** Where a key is that its mapping has already. The parser compares each with all before it, for minutes in a long file. */
function duplicateKey(document: Document): number | undefined {
  let duplicate: number | undefined;
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          duplicate = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return duplicate;
}

/** The first alias whose anchor is not set before it. */
function danglingAlias(document: Document): Alias | undefined {
  const anchors = new Set<string>();
  let dangling: Alias | undefined;
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
        return undefined;
      }
      if (anchors.has(node.source)) return undefined;
      dangling = node;
      return visit.BREAK;
    },
  });
  return dangling;
}

/** Aliases are followed, but not without bound: a few lines of them can stand for gigabytes. */
function plainValue(name: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw unusable(name, error);
  }
}

function unusable(name: string, error: unknown): SourceError {
  // the stack ends before the nesting does
  const tooDeep = error instanceof RangeError;
  return wholeFileError(
    name,
    tooDeep ? "it is nested too deeply" : `this YAML cannot be used: ${(error as Error).message}`,
  );
}

class YamlDocument implements SourceDocument {
  constructor(
    private readonly source: Located,
    private readonly document: Document<Node>,
    readonly value: unknown,
  ) {}

  span(path: SourcePath): Span | undefined {
    return this.placed(this.find(path)?.value);
  }

  keySpan(path: SourcePath): Span | undefined {
    return this.placed(this.find(path)?.key);
  }

  extent(path: SourcePath): Span | undefined {
    return this.placed(this.find(path)?.value);
  }

  string(path: SourcePath): Located | undefined {
    const node = this.find(path)?.value;
    return isText(node) ? yamlString(this.source, node) : undefined;
  }

  rewrite(path: SourcePath) {
    const node = this.find(path)?.value;
    const encode = isText(node) && node.type ? ENCODERS[node.type] : undefined;
    const span = this.placed(node);
    return encode && span ? { span, encode } : undefined;
  }

  private placed(node: Node | undefined): Span | undefined {
    const { range } = node ?? {};
    return range ? { start: this.source.at(range[0]), end: this.source.at(range[1]) } : undefined;
  }

  /** The value at a path and its key; an alias is what it stands for. */
  private find(path: SourcePath): { readonly key?: Node; readonly value?: Node } | undefined {
    let found: { key?: Node; value?: Node } | undefined = { value: nodeOf(this.document.contents) };
    for (const step of path) {
      found = childOf(this.resolved(found.value), step);
      if (!found) return undefined;
    }
    return { ...found, value: this.resolved(found.value) };
  }

  private resolved(node: Node | undefined): Node | undefined {
    return isAlias(node) ? node.resolve(this.document) : node;
  }
}

function childOf(node: Node | undefined, step: string | number): { key?: Node; value?: Node } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => String(key) === String(step));
    return pair && { key: nodeOf(pair.key), value: nodeOf(pair.value) };
  }
  const item = isSeq(node) ? nodeOf(node.items[Number(step)]) : undefined;
  return item && { value: item };
}

function nodeOf(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

function isText(node: Node | undefined): node is Scalar<string> {
  return isScalar(node) && typeof node.value === "string";
}

/** How a text is written in the style that is there. Block scalars are laid out by hand, and left so. */
const ENCODERS: Readonly<Partial<Record<string, (text: string) => string>>> = {
  PLAIN: (text) => stringify(text, { lineWidth: 0 }).trimEnd(),
  QUOTE_SINGLE: (text) => `'${text.replaceAll("'", "''")}'`,
  QUOTE_DOUBLE: (text) => JSON.stringify(text),
};

/** The lexer marks the start of documents, of plain scalars and of flow ends by control characters of its own. */
const MARKS: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f"]);
const SCALAR_MARK = "\u001f";

/** All comments, found by the lexer: a `#` inside a message is none. */
function commentsIn(text: string): Comment[] {
  const comments: Comment[] = [];
  let at = 0;
  let scalarNext = false;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) {
      scalarNext = token === SCALAR_MARK;
      continue;
    }
    if (token.startsWith("#") && !scalarNext) {
      comments.push({ text: token, span: { start: at, end: at + token.length } });
    }
    scalarNext = false;
    at += token.length;
  }
  return comments;
}
