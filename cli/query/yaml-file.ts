import { isMap, isNode, isScalar, isSeq, Lexer, type Node, parseAllDocuments } from "yaml";
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
  const documents = parseAllDocuments(text, { prettyErrors: true });
  for (const document of "empty" in documents ? [] : documents) {
    const [broken] = document.errors;
    if (broken) throw new UsageError(`${name}: it is not YAML: ${broken.message.replace(/\s+/g, " ").trim()}`);
    const root = document.contents;
    if (!isNode(root)) continue;
    const places = yamlPlaces(text, root);
    subjects.push(
      ...definitionSubjects(name, plainValue(name, document), places, { commentsOf: (path) => areaOf(root, path) }),
    );
  }
  return { subjects, comments: commentsIn(text) };
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
    span(path) {
      const range = nodeAt(root, path)?.range;
      return range ? { start: range[0], end: range[1] } : undefined;
    },
    string(path) {
      const node = nodeAt(root, path);
      if (!isScalar(node) || typeof node.value !== "string" || !node.range) return undefined;
      return yamlScalar(plain(text), node.range[0], node.range[1], node.value);
    },
  };
}

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
