import { type Document, isMap, isNode, isScalar, isSeq, Lexer, type Node, parseAllDocuments, stringify } from "yaml";
import { UsageError } from "./input";
import { definitionSubjects } from "./json-file";
import type { Path, Places } from "./json-places";
import { plain, yamlScalar } from "./located";
import type { Comment, Contents, Subject } from "./subject";

/**
 * Reads monitors and dashboards in YAML, written as Datadog's JSON is: one, a list, several under `monitors:`, several
 * documents. Comments just above a monitor, or within it, may ignore checks for it.
 * @throws UsageError when it is not YAML, or holds neither
 */
export function yamlFile(name: string, text: string): Contents {
  const subjects: Subject[] = [];
  const areaOf = commentAreas(text);
  for (const document of documentsIn(name, text)) {
    const [broken] = document.errors;
    if (broken) throw new UsageError(`${name}: it is not YAML: ${broken.message.replace(/\s+/g, " ").trim()}`);
    const root = document.contents;
    if (!isNode(root)) continue;
    const places = yamlPlaces(text, root);
    subjects.push(...definitionSubjects(name, plainValue(name, document), places, (path) => areaOf(root, path)));
  }
  return { subjects, comments: commentsIn(text) };
}

function documentsIn(name: string, text: string): readonly Document[] {
  try {
    const documents = parseAllDocuments(text, { prettyErrors: true });
    return "empty" in documents ? [] : documents;
  } catch (error) {
    // the stack ends before the nesting does
    if (error instanceof RangeError) throw new UsageError(`${name}: it nests too deep`);
    throw error;
  }
}

function plainValue(name: string, document: { toJS(options: { maxAliasCount: number }): unknown }): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new UsageError(`${name}: it is not YAML: ${error instanceof Error ? error.message : error}`);
  }
}

function yamlPlaces(text: string, root: Node): Places {
  return {
    depth: 0,
    span(path) {
      const range = nodeAt(root, path)?.range;
      return range ? { start: range[0], end: range[1] } : undefined;
    },
    string(path) {
      const node = nodeAt(root, path);
      if (!isScalar(node) || typeof node.value !== "string" || !node.range) return undefined;
      return yamlScalar(plain(text), node.range[0], node.range[1], node.value);
    },
    rewrite(path) {
      const node = nodeAt(root, path);
      const encode = isScalar(node) && node.type ? ENCODERS[node.type] : undefined;
      return encode && node?.range ? { span: { start: node.range[0], end: node.range[1] }, encode } : undefined;
    },
  };
}

/** How a text is written in the style that stands there. Block scalars are laid out by hand, and left so. */
const ENCODERS: Readonly<Partial<Record<string, (text: string) => string>>> = {
  PLAIN: (text) => stringify(text, { lineWidth: 0 }).trimEnd(),
  QUOTE_SINGLE: (text) => `'${text.replaceAll("'", "''")}'`,
  QUOTE_DOUBLE: (text) => JSON.stringify(text),
};

function nodeAt(root: Node, path: Path): Node | undefined {
  let node: unknown = root;
  for (const step of path) {
    if (isMap(node)) node = node.items.find(({ key }) => String(key) === String(step))?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else return undefined;
  }
  return isNode(node) ? node : undefined;
}

/** Where the comments of each definition stand: from the end of the one before to its own end. */
function commentAreas(text: string) {
  let before = 0;
  return (root: Node, path: Path) => {
    const range = nodeAt(root, path)?.range;
    if (!range) return undefined;
    const area = { start: before, end: Math.min(range[2], text.length) };
    before = range[1];
    return area;
  };
}

/** All comments, found by the lexer: a `#` inside a message is none. */
function commentsIn(text: string): Comment[] {
  const comments: Comment[] = [];
  let at = 0;
  let scalarNext = false;
  for (const token of new Lexer().lex(text)) {
    // the lexer marks the start of documents and of plain scalars by control characters of its own
    if (token === "\u0002" || token === "\u0018" || token === "\u001f") {
      scalarNext = token === "\u001f";
      continue;
    }
    if (token.startsWith("#") && !scalarNext)
      comments.push({ text: token, span: { start: at, end: at + token.length } });
    scalarNext = false;
    at += token.length;
  }
  return comments;
}
