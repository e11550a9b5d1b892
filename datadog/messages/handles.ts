import type { SourceRange } from "../findings";
import type { Template, TemplateNode } from "./nodes";
import { parseTemplate } from "./parse";
import { MOMENTS, type Moment, STATE_BLOCKS } from "./vocabulary";

/** Whom a message names, and when they are notified. */
export interface Handle {
  /** As it is written: `@slack-data`, `@ops@example.com`, `@slack-{{service.name}}`. */
  readonly handle: string;
  /** True where a variable is part of it, so that nobody can know it beforehand. */
  readonly dynamic: boolean;
  readonly range: SourceRange;
  /** Every occasion on which the handle can be notified; a match on tags is taken to hold. */
  readonly moments: readonly Moment[];
}

/**
 * The @-handles of a message, in the order of the text.
 * @see https://docs.datadoghq.com/monitors/notify/#notifications
 */
export function handlesOf(message: string | Template): readonly Handle[] {
  const { nodes } = typeof message === "string" ? parseTemplate(message) : message;
  const handles: Handle[] = [];
  collect(nodes, Object.keys(MOMENTS) as Moment[], handles);
  return handles.sort((a, b) => a.range.start - b.range.start);
}

function collect(nodes: readonly TemplateNode[], moments: readonly Moment[], handles: Handle[]): void {
  handles.push(...findHandles(nodes.map(pieceOf)).map((found) => ({ ...found, moments })));
  for (const node of nodes) {
    if (node.kind !== "block") continue;
    const isState = STATE_BLOCKS.includes(node.name);
    collect(node.children, isState ? moments.filter((moment) => isNotified(node, moment)) : moments, handles);
    if (!node.otherwise) continue;
    const otherwise = { ...node, negated: !node.negated };
    collect(node.otherwise, isState ? moments.filter((moment) => isNotified(otherwise, moment)) : moments, handles);
  }
}

/** Whether a state block shows at `moment`. */
export function isShown({ name, negated }: { readonly name: string; readonly negated: boolean }, moment: Moment) {
  return (MOMENTS[moment] as readonly string[]).includes(name) !== negated;
}

/**
 * Whether the handles in a state block are notified at `moment`: when it shows, and those of `is_alert_recovery` also when
 * an alert falls to a warning (they get the title alone).
 * @see https://docs.datadoghq.com/monitors/notify/variables/#conditional-variables
 */
export function isNotified(block: { readonly name: string; readonly negated: boolean }, moment: Moment): boolean {
  return isShown(block, moment) || isTitleOnly(block, moment);
}

/** Whether a block's handles are notified at `moment` without its text. */
export function isTitleOnly({ name, negated }: { readonly name: string; readonly negated: boolean }, moment: Moment) {
  return name === "is_alert_recovery" && !negated && moment === "alert_to_warning";
}

/** A part of a message: text, which can begin a handle; what stands for a variable, which can only continue one; a gap. */
export type Piece =
  | { readonly kind: "text" | "variable"; readonly text: string; readonly range: SourceRange }
  | { readonly kind: "gap" };

function pieceOf(node: TemplateNode): Piece {
  if (node.kind === "text") return node;
  if (node.kind !== "variable") return { kind: "gap" };
  const { text } = node.path;
  return { kind: "variable", text: node.escaped ? `{{${text}}}` : `{{{${text}}}}`, range: node.range };
}

/** Stands for a variable among the characters of a message. */
const VARIABLE = "\uE000";
/** A handle begins with an @ that no word stands before (`a@b.c` is none), and goes on in letters and variables. */
const HANDLE = /(?<![\w@.+/\uE000-])@[\w.+/@\uE000-]{0,200}/g;

/** A handle, where it stands, and whether all the variables in it have a value. */
export interface FoundHandle {
  readonly handle: string;
  readonly dynamic: boolean;
  readonly complete: boolean;
  readonly range: SourceRange;
}

/** A piece at its place in the flat text. */
type Placed = Exclude<Piece, { kind: "gap" }> & { readonly at: number };

/** The handles in parts of a message that follow each other. */
export function findHandles(pieces: readonly Piece[]): FoundHandle[] {
  if (!pieces.some(beginsHandle)) return [];
  const placed: Placed[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (piece.kind !== "gap") placed.push({ ...piece, at });
    at += flatText(piece).length;
  }
  let next = 0;
  return matchesIn(pieces.map(flatText).join("")).map(({ written, index }) => {
    while (next + 1 < placed.length && placed[next + 1]!.at <= index) next++;
    return handleAt(written, index, placed, next);
  });
}

/** The handles in parts of a message, each once; one with an empty variable in it reaches nobody. */
export function handlesIn(pieces: readonly Piece[]): readonly string[] {
  if (!pieces.some(beginsHandle)) return [];
  let flat = "";
  for (const piece of pieces) flat += flatText(piece);
  const matches = matchesIn(flat);
  const isFixed = matches.every(({ written }) => !written.includes(VARIABLE));
  if (isFixed) return [...new Set(matches.map(({ written }) => written))];
  return [...new Set(findHandles(pieces).flatMap(({ handle, complete }) => (complete ? [handle] : [])))];
}

const beginsHandle = (piece: Piece) => piece.kind === "text" && piece.text.includes("@");

function flatText(piece: Piece): string {
  if (piece.kind === "text") return piece.text.replaceAll(VARIABLE, " ");
  return piece.kind === "variable" ? VARIABLE : "\n";
}

/** A handle as it stands in a flat text. */
interface Match {
  readonly written: string;
  readonly index: number;
}

/** The handles of flat texts met before: messages of one monitor differ in their variables, which are all one here. */
const MATCHES = new Map<string, readonly Match[]>();
const MOST_MATCHES = 1000;

function matchesIn(flat: string): readonly Match[] {
  const known = MATCHES.get(flat);
  if (known) return known;
  const matches: Match[] = [];
  for (const { 0: match, index } of flat.matchAll(HANDLE)) {
    const written = match.replace(/[.,/-]+$/, "");
    // `@http.status_code:500` is a search, not a person
    const after = flat.slice(index + match.length, index + match.length + 2);
    if (written === "@" || (!match.includes(VARIABLE) && /^:\S/.test(after))) continue;
    matches.push({ written, index });
  }
  if (MATCHES.size >= MOST_MATCHES) MATCHES.clear();
  MATCHES.set(flat, matches);
  return matches;
}

/** @param first the piece in which the handle begins */
function handleAt(written: string, index: number, placed: readonly Placed[], first: number): FoundHandle {
  const values: string[] = [];
  let last = first;
  for (const [offset, char] of [...written].entries()) {
    while (last + 1 < placed.length && placed[last + 1]!.at <= index + offset) last++;
    if (char === VARIABLE) values.push(placed[last]!.text);
  }
  let value = 0;
  const handle = written.replaceAll(VARIABLE, () => values[value++]!);
  const [begin, end] = [placed[first]!, placed[last]!];
  const range = {
    start: begin.range.start + index - begin.at,
    end: end.kind === "variable" ? end.range.end : end.range.start + index + written.length - end.at,
  };
  return { handle, dynamic: values.length > 0, complete: !values.includes(""), range };
}
