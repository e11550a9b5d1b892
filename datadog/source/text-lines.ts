import type { Comment, SourceContents, SourcePath, Span } from "./document";
import { plain } from "./located";

/**
 * A text of one thing a line, as a document whose value is the list of them. Empty lines are skipped, and lines that
 * begin with `#` are comments.
 */
export function readLines(text: string): SourceContents {
  const value: string[] = [];
  const spans: Span[] = [];
  const comments: Comment[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    const from = start + line.indexOf(trimmed);
    const span = { start: from, end: from + trimmed.length };
    if (trimmed.startsWith("#")) comments.push({ text: trimmed, span });
    else if (trimmed !== "") {
      value.push(trimmed);
      spans.push(span);
    }
    start += line.length + 1;
  }
  const spanOf = (path: SourcePath) => (path.length === 1 ? spans[Number(path[0])] : undefined);
  const document = {
    value,
    span: spanOf,
    keySpan: () => undefined,
    extent: spanOf,
    string(path: SourcePath) {
      const span = spanOf(path);
      return span && plain(text.slice(span.start, span.end), span.start);
    },
    rewrite(path: SourcePath) {
      const span = spanOf(path);
      return span && { span, encode: (line: string) => line };
    },
  };
  return { documents: [document], comments };
}
