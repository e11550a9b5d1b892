import type { YAMLError } from "yaml";

/** What a text that breaks YAML's rules holds at the mistake. */
interface Broken {
  /** From the mistake to the end of its line, without a comment. */
  readonly rest: string;
  /** The line of the mistake. */
  readonly line: string;
  readonly match: RegExpMatchArray;
}

/** The parser's messages, by how they begin, and what to do instead. The first that fits says it. */
const WORDINGS: readonly (readonly [message: RegExp, say: (broken: Broken) => string])[] = [
  [
    /^Plain value cannot start with/,
    ({ rest }) => `a value that starts with ${rest[0]} must be in quotes: ${quoted(rest)}`,
  ],
  [/^Unresolved tag/, ({ rest }) => `a value that starts with ! must be in quotes: ${quoted(rest)}`],
  [
    /^Block scalar header includes/,
    ({ line }) =>
      `the text after | or > begins on the next line; on the same line, put it in quotes: ${quoted(valueIn(line))}`,
  ],
  [
    /^Nested mappings are not allowed/,
    ({ line, rest }) =>
      rest.startsWith("? ")
        ? `a value that starts with ? must be in quotes: ${quoted(rest)}`
        : `a value that contains ": " must be in quotes: ${quoted(valueIn(line))}`,
  ],
  [/^Tabs are not allowed/, () => "a tab cannot be used for indentation: use spaces"],
  [
    /^Missing closing (["'])quote/,
    ({ match }) => `the quotation mark that opens this value is never closed: add ${match[1]}`,
  ],
  [
    /^Flow (map|sequence) .* end with a (.)/,
    ({ match }) => `the ${match[1] === "map" ? "mapping" : "list"} that begins here is never closed: add ${match[2]}`,
  ],
  [
    /^All (mapping|sequence) items must start at the same column/,
    ({ match }) =>
      `this line is not indented like the ${match[1] === "mapping" ? "keys" : "items"} above: use the same number of spaces`,
  ],
  [/^Implicit map keys need to be followed/, () => "a key must be followed by a colon and a space, as in key: value"],
  [
    /^Implicit keys need to be on a single line/,
    () =>
      "a colon and a space are missing after a key, as in key: value, or a value that contains a colon is not in quotes",
  ],
  [
    /^Unexpected block-seq-ind on same line/,
    () => "a list begins on the line after its key, with - before each item; or use brackets, as in [a, b]",
  ],
  [
    /^Invalid escape sequence (.*)/,
    ({ match }) => `${match[1]} is not an escape in double quotes: use \\${match[1]}, or single quotes`,
  ],
  [
    /^Unexpected scalar at node end/,
    ({ line, rest }) =>
      `"${rest}" follows a value that has ended: put all of it in quotes, as in ${JSON.stringify(valueIn(line))}`,
  ],
  [
    /^Missing , or? ?:? ?between|^Missing , between/,
    () => "a comma is missing between two items, or text that contains a comma, bracket, or brace is not in quotes",
  ],
  [
    /^Comments must be separated/,
    () => "a # begins a comment only after a space: add the space, or put the value in quotes",
  ],
  [
    /^Unexpected (flow-(?:seq|map)-end token|.* in flow collection|flow-(?:seq|map)-end)/,
    ({ rest }) => `"${rest[0]}" closes nothing: remove it, or put the value that contains it in quotes`,
  ],
];

/**
 * What is wrong with a text that is not YAML, and what to write instead.
 * @param at offset of the mistake
 */
export function syntaxMessage(
  { code, message }: Pick<YAMLError, "code" | "message">,
  text: string,
  at: number,
): string {
  const rest = (/^[^\r\n]*/.exec(text.slice(at, at + 500))?.[0] ?? "").replace(/\s+#.*$/, "").trimEnd();
  if (code === "DUPLICATE_KEY") return `the key "${keyAt(rest)}" is a duplicate; remove one of the two`;
  const plain = message.replace(/\s+/g, " ").trim();
  for (const [pattern, say] of WORDINGS) {
    const match = plain.match(pattern);
    if (match) return `this is not YAML: ${say({ rest, line: lineAt(text, at), match })}`;
  }
  return `this is not YAML: ${plain}`;
}

/** What to do about an alias whose anchor is missing: most likely it was meant as text. */
export const danglingMessage = (source: string) =>
  `there is no anchor &${source} above this alias; text that starts with * must be in quotes: "*${source}"`;

const keyAt = (rest: string) =>
  /^(?:"([^"]*)"|'([^']*)'|([^\s:]*))/
    .exec(rest)
    ?.slice(1)
    .find((key) => key !== undefined);

function lineAt(text: string, at: number): string {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return text.slice(start, start + 500).split(/\r?\n/)[0]!;
}

/** What follows the first key of a line, or the dash of a list. */
const valueIn = (line: string) => line.replace(/^\s*(?:- +)?(?:[\w.-]+:\s+)?/, "").replace(/\s+#.*$/, "");

const LONGEST = 60;

/** A value as it is written in quotes: up to what ends it in a list or a mapping. */
function quoted(value: string): string {
  const [own = ""] = /^[^,\]}]*/.exec(value) ?? [];
  const text = own.trim() || value;
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
