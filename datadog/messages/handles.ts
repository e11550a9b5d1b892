import type { SourceRange } from "../findings";
import type { Template, TemplateNode } from "./nodes";
import { parseTemplate } from "./parse";
import { MOMENTS, type Moment, STATE_BLOCKS } from "./vocabulary";

/** Whom a message names, and when they are told. */
export interface Handle {
  /** As it is written: `@slack-data`, `@ops@example.com`, `@slack-{{service.name}}`. */
  readonly handle: string;
  /** True where a variable is part of it, so that nobody can know it beforehand. */
  readonly dynamic: boolean;
  readonly range: SourceRange;
  /** Every occasion on which the handle can be told; a match on tags is taken to hold. */
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
  return handles;
}

function collect(nodes: readonly TemplateNode[], moments: readonly Moment[], handles: Handle[]): void {
  nodes.forEach((node, index) => {
    if (node.kind === "text") handles.push(...inText(nodes, index).map((handle) => ({ ...handle, moments })));
    if (node.kind !== "block") return;
    const shows = (moment: Moment) => (MOMENTS[moment] as readonly string[]).includes(node.name) !== node.negated;
    const about = STATE_BLOCKS.includes(node.name);
    collect(node.children, about ? moments.filter(shows) : moments, handles);
    if (node.otherwise) {
      collect(node.otherwise, about ? moments.filter((moment) => !shows(moment)) : moments, handles);
    }
  });
}

type Found = Omit<Handle, "moments">;

/** A handle begins with an @ that no word stands before (`a@b.c` is none), and may go on in variables and text. */
const BEGIN = /(?<![\w@.+/-])@[\w.+/@-]{0,200}/g;

function inText(nodes: readonly TemplateNode[], index: number): Found[] {
  const node = nodes[index]!;
  if (node.kind !== "text") return [];
  const found: Found[] = [];
  for (const match of node.text.matchAll(BEGIN)) {
    const start = node.range.start + match.index;
    const atEnd = match.index + match[0].length === node.text.length;
    const rest = atEnd ? continuation(nodes, index + 1) : "";
    // `@http.status_code:500` is a search, not a person
    if (rest === "" && /^:\S/.test(node.text.slice(match.index + match[0].length, match.index + match[0].length + 2))) {
      continue;
    }
    const handle = (match[0] + rest).replace(/[.,/-]+$/, "");
    if (handle !== "@") found.push({ handle, dynamic: rest !== "", range: { start, end: start + handle.length } });
  }
  return found;
}

/** `{{service.name}}-alerts` behind `@slack-`. */
function continuation(nodes: readonly TemplateNode[], from: number): string {
  let rest = "";
  for (let index = from; index < nodes.length; index++) {
    const node = nodes[index]!;
    if (node.kind === "variable") rest += node.escaped ? `{{${node.path.text}}}` : `{{{${node.path.text}}}}`;
    else if (node.kind === "text" && rest !== "")
      return rest + (/^[\w.+/@-]*/.exec(node.text.slice(0, 200))?.[0] ?? "");
    else return rest;
  }
  return rest;
}
