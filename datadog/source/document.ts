import type { Located } from "./located";

/** A place in a text, as offsets of its UTF-16 units; `end` is the first that does not belong to it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Keys and indexes from the root of a document to a value. */
export type SourcePath = readonly (string | number)[];

/** A comment, with the characters that begin it. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
}

/** How a string of a text is replaced. */
export interface Rewrite {
  readonly span: Span;
  /** The text to put there, with the quotes and escapes of the format. */
  encode(text: string): string;
}

/** A value in a text and where its parts are, whatever the format. */
export interface SourceDocument {
  /** The value as JSON has it. A YAML alias is what it stands for; HCL is in Terraform's JSON syntax. */
  readonly value: unknown;
  /** Where to point for the value at `path`; for an object or a list that is its beginning. */
  span(path: SourcePath): Span | undefined;
  /** The key of the value at `path`; nothing for the items of a list. */
  keySpan(path: SourcePath): Span | undefined;
  /** All of the value at `path`, in JSON and HCL from its key on. */
  extent(path: SourcePath): Span | undefined;
  /** The string at `path`, each of its characters with its place; nothing where there is no string. */
  string(path: SourcePath): Located | undefined;
  /** How the string at `path` is replaced; nothing where that would change more than it. */
  rewrite(path: SourcePath): Rewrite | undefined;
  /** What `jsonencode(…)` or `yamlencode(…)` makes the string at `path` of. @default no string of the format is made so */
  encoded?(path: SourcePath): SourceDocument | undefined;
}

/** Why a text cannot be read, and where, in the file. */
export interface SourceMistake {
  readonly offset: number;
  readonly message: string;
}

/** What a text holds. */
export interface SourceContents {
  readonly documents: readonly SourceDocument[];
  readonly comments: readonly Comment[];
}

/** Where to point for a value, or for the nearest thing about it that the document has. */
export function nearestSpan(document: SourceDocument, path: SourcePath): Span {
  for (let length = path.length; length >= 0; length--) {
    const span = document.span(path.slice(0, length));
    if (span) return span;
  }
  return { start: 0, end: 0 };
}
