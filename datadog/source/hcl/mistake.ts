import type { Node } from "web-tree-sitter";

/** Why a text is not HCL, and where. */
export interface HclMistake {
  readonly offset: number;
  readonly message: string;
}

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")", "${": "}", "%{": "}" };

/**
 * The first place where a tree with errors is broken. After a bracket or a quote that is not closed, and after what it cannot
 * place, the parser makes what it can of the rest: so these are looked for first, token by token.
 */
export function mistakeIn(source: string, root: Node): HclMistake {
  const open: Bracket[] = [];
  let end = 0;
  for (const token of tokensOf(root)) {
    const mistake =
      leftOut(source, end, token.startIndex) ?? notEnded(source, token) ?? unbalanced(bracketAt(source, token), open);
    if (mistake) return mistake;
    end = Math.max(end, token.endIndex);
  }
  const rest = leftOut(source, end, source.length);
  if (rest) return rest;
  const unclosed = open.at(-1);
  return unclosed ? notClosed(unclosed) : unexpected(source, firstError(root));
}

/** A string in quotes that goes on over the end of its line, which the parser lets pass. */
export function openString(source: string, string: Node): HclMistake | undefined {
  const literals = string.namedChildren.filter(({ type }) => type === "template_literal");
  const closed = string.lastChild?.isMissing === false;
  if (closed && !literals.some((literal) => textOf(source, literal).includes("\n"))) return undefined;
  return { offset: string.startIndex, message: "this string is not closed on the same line" };
}

/** The leaves of the tree, in order. */
function* tokensOf(root: Node): Generator<Node> {
  const cursor = root.walk();
  try {
    for (;;) {
      if (cursor.gotoFirstChild()) continue;
      yield cursor.currentNode;
      while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return;
    }
  } finally {
    cursor.delete();
  }
}

/** What the parser skipped between two tokens. */
function leftOut(source: string, start: number, end: number): HclMistake | undefined {
  const [word] = /\S{1,30}/.exec(source.slice(start, end)) ?? [];
  if (word === undefined) return undefined;
  return { offset: source.indexOf(word, start), message: `this is not HCL: \`${word}\` is not expected here` };
}

/** A string without its second quote, a heredoc without its last line. */
function notEnded(source: string, { type, isMissing, parent }: Node): HclMistake | undefined {
  if (type === "quoted_template_start" && parent && !parent.isError) return openString(source, parent);
  if (type !== "heredoc_identifier" || !isMissing || parent?.type !== "heredoc_template") return undefined;
  const marker = parent.namedChildren.find((child) => child.type === "heredoc_identifier");
  const name = marker ? textOf(source, marker) : "";
  return { offset: parent.startIndex, message: `this heredoc is not closed: no line has only \`${name}\`` };
}

interface Bracket {
  readonly offset: number;
  readonly text: string;
}

function bracketAt(source: string, token: Node): Bracket | undefined {
  const text = textOf(source, token);
  const bracket = /^([$%]\{)[~]?$/.exec(text)?.[1] ?? /^~?([[\](){}])$/.exec(text)?.[1];
  return bracket === undefined ? undefined : { offset: token.startIndex, text: bracket };
}

/** Keeps the brackets that are open; says which one does not fit. */
function unbalanced(bracket: Bracket | undefined, open: Bracket[]): HclMistake | undefined {
  if (!bracket) return undefined;
  if (CLOSING[bracket.text] !== undefined) {
    open.push(bracket);
    return undefined;
  }
  const last = open.pop();
  if (!last) return { offset: bracket.offset, message: `this \`${bracket.text}\` has no matching opening bracket` };
  return CLOSING[last.text] === bracket.text ? undefined : notClosed(last);
}

function notClosed({ offset, text }: Bracket): HclMistake {
  return { offset, message: `this \`${text}\` is not closed` };
}

function firstError(root: Node): Node {
  let node = root;
  while (!node.isError && !node.isMissing) {
    const inside = node.children.find((child) => child.hasError || child.isMissing);
    if (!inside) break;
    node = inside;
  }
  return node;
}

function unexpected(source: string, { type, isMissing, startIndex }: Node): HclMistake {
  if (isMissing) return { offset: startIndex, message: `this is not HCL: \`${type}\` is missing` };
  const mistake = leftOut(source, startIndex, source.length);
  return mistake ?? { offset: startIndex, message: "this is not HCL: it ends too early" };
}

function textOf(source: string, { startIndex, endIndex }: Node): string {
  return source.slice(startIndex, endIndex);
}
