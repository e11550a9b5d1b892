import type { SourceContents, SourceDocument, SourceMistake, SourcePath, Span } from "./document";
import { SourceError, type SourceProblem } from "./error";
import { type JsonNode, scanJson } from "./json-scan";
import { Lines } from "./lines";
import { type Located, LocatedText, part, plain } from "./located";

/**
 * Reads JSON: one value, or one a line. An empty text holds nothing.
 * @param name what errors call the text
 * @throws SourceError when it is not JSON, or nests deeper than 200 levels
 */
export function readJson(name: string, text: string): SourceContents {
  const whole = plain(text);
  if (text.trim() === "") return { documents: [], comments: [] };
  const read = jsonDocument(whole);
  if ("document" in read) return { documents: [read.document], comments: [] };
  const lines = new Lines(text);
  return { documents: linesOf(name, whole, lines) ?? refuse(name, lines, read), comments: [] };
}

function refuse(name: string, lines: Lines, { offset, message }: SourceMistake): never {
  const problem: SourceProblem = { file: name, ...lines.position(offset), message };
  throw new SourceError([problem]);
}

/** One value a line; nothing where not even the first line is one. */
function linesOf(name: string, whole: Located, lines: Lines): SourceDocument[] | undefined {
  const documents: SourceDocument[] = [];
  let start = 0;
  for (const line of whole.text.split("\n")) {
    const read = line.trim() === "" ? undefined : jsonDocument(part(whole, start, start + line.length));
    start += line.length + 1;
    if (!read) continue;
    if ("document" in read) documents.push(read.document);
    else if (documents.length === 0) return undefined;
    else refuse(name, lines, read);
  }
  return documents;
}

/** Reads one JSON value, which may itself be a string of a file. */
export function jsonDocument(source: Located): { readonly document: SourceDocument } | SourceMistake {
  const scanned = scanJson(source.text);
  if ("message" in scanned) return { ...scanned, offset: source.at(scanned.offset) };
  return { document: new JsonDocument(source, scanned, JSON.parse(source.text)) };
}

class JsonDocument implements SourceDocument {
  constructor(
    private readonly source: Located,
    private readonly root: JsonNode,
    readonly value: unknown,
  ) {}

  span(path: SourcePath): Span | undefined {
    const node = this.node(path);
    // of an object or a list, its opening bracket
    return node && this.inFile(node.start, node.fields || node.items ? node.start + 1 : node.end);
  }

  keySpan(path: SourcePath): Span | undefined {
    const key = this.node(path)?.key;
    return key && this.inFile(key.start, key.end);
  }

  extent(path: SourcePath): Span | undefined {
    const node = this.node(path);
    return node && this.inFile(node.key?.start ?? node.start, node.end);
  }

  string(path: SourcePath): Located | undefined {
    const node = this.node(path);
    return node && this.source.text[node.start] === '"' ? jsonString(this.source, node) : undefined;
  }

  rewrite(path: SourcePath) {
    const span = this.string(path) && this.span(path);
    return span && { span, encode: (text: string) => JSON.stringify(text) };
  }

  private node(path: SourcePath): JsonNode | undefined {
    return path.reduce<JsonNode | undefined>(
      (node, step) => node?.fields?.get(String(step)) ?? node?.items?.[Number(step)],
      this.root,
    );
  }

  private inFile(start: number, end: number): Span {
    return { start: this.source.at(start), end: this.source.at(end) };
  }
}

/** The value of a JSON string, whose span includes the quotes. */
function jsonString(source: Located, { start, end }: Span): Located {
  const text = new LocatedText(source);
  let from = start + 1;
  for (let at = source.text.indexOf("\\", from); at >= 0 && at < end - 1; at = source.text.indexOf("\\", from)) {
    text.same(from, at);
    from = at + (source.text[at + 1] === "u" ? 6 : 2);
    text.instead(JSON.parse(`"${source.text.slice(at, from)}"`) as string, at);
  }
  text.same(from, end - 1);
  const { interpolated } = source;
  return text.finish(end - 1, interpolated && /[$%]\{/.test(source.text.slice(start, end)));
}
