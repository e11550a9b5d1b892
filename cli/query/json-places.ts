import { jsonString, type Located } from "./located";
import type { Rewrite } from "./subject";

/** Keys and indexes from the root of a document to a value. */
export type Path = readonly (string | number)[];

/** Where the values of a JSON document stand. */
export interface Places {
  /** How deep the document nests. */
  readonly depth: number;
  /** The span of the value at `path`, in the file. Of an object or a list, its opening bracket. */
  span(path: Path): { readonly start: number; readonly end: number } | undefined;
  /** The string at `path`; nothing where there is none. */
  string(path: Path): Located | undefined;
  /** How the string at `path` is replaced; nothing where that would change more than it. */
  rewrite(path: Path): Rewrite | undefined;
}

/** Deeper documents are not gone through: their paths alone would fill the memory. */
const DEEPEST = 1000;

interface Frame {
  readonly path: Path;
  readonly list: boolean;
  index: number;
  key: string;
  atKey: boolean;
}

const SEPARATOR = "\u0000";
const keyOf = (path: Path) => path.join(SEPARATOR);

/** Finds every value of `source`, which `JSON.parse` has accepted. No recursion: documents nest as deep as they like. */
export function jsonPlaces(source: Located): Places {
  const { text } = source;
  const spans = new Map<string, readonly [number, number]>();
  const frames: Frame[] = [];
  let depth = 0;

  const pathHere = (): Path => {
    const frame = frames.at(-1);
    return frame ? [...frame.path, frame.list ? frame.index : frame.key] : [];
  };
  const open = (at: number, list: boolean) => {
    const path = pathHere();
    spans.set(keyOf(path), [at, at + 1]);
    frames.push({ path, list, index: 0, key: "", atKey: !list });
    depth = Math.max(depth, frames.length);
  };
  const next = () => {
    const frame = frames.at(-1);
    if (!frame) return;
    frame.index++;
    frame.atKey = !frame.list;
  };
  const scalar = (at: number, end: number) => {
    const frame = frames.at(-1);
    if (frame?.atKey) {
      frame.key = JSON.parse(text.slice(at, end)) as string;
      frame.atKey = false;
    } else spans.set(keyOf(pathHere()), [at, end]);
  };

  for (let at = 0; at < text.length && depth <= DEEPEST; ) {
    const character = text[at] as string;
    if (character === '"' || /[-\w]/.test(character)) {
      const end = character === '"' ? stringEnd(text, at) : wordEnd(text, at);
      scalar(at, end);
      at = end;
      continue;
    }
    if (character === "{" || character === "[") open(at, character === "[");
    else if (character === "}" || character === "]") frames.pop();
    else if (character === ",") next();
    at++;
  }

  const spanOf = (path: Path) => {
    const span = spans.get(keyOf(path));
    return span && { start: source.at(span[0]), end: source.at(span[1]) };
  };
  return {
    depth,
    span: spanOf,
    string(path) {
      const span = spans.get(keyOf(path));
      return span && text[span[0]] === '"' ? jsonString(source, span[0], span[1]) : undefined;
    },
    rewrite(path) {
      const span = spanOf(path);
      return span && { span, encode: (query) => JSON.stringify(query) };
    },
  };
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && /[-+.\w]/.test(text[at] as string)) at++;
  return at;
}
