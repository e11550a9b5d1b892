import { byPlace, type Finding, finding, nearest } from "../findings";
import { handlesOf } from "./handles";
import type { BlockNode, RawNode, Template, TemplateArgument, TemplateNode } from "./nodes";
import { parseTemplate } from "./parse";
import { variablePath } from "./tags";
import { hasGroup, type MessageContext, priorityFindings, variableFindings } from "./variables";
import { BLOCKS, LIST_BLOCKS } from "./vocabulary";

/**
 * What is wrong with a notification message: its braces and blocks, variables that are always empty, groups that the
 * query does not have, people that nobody knows. In the order of the text.
 *
 * @see https://docs.datadoghq.com/monitors/notify/variables/
 */
export function checkMessage(message: string | Template, context: MessageContext = {}): readonly Finding[] {
  const template = typeof message === "string" ? parseTemplate(message) : message;
  const findings: Finding[] = [...template.findings, ...handleFindings(template, context)];
  visit(template.nodes, (node) => {
    if (node.kind === "block" || (node.kind === "raw" && node.name !== "raw")) {
      findings.push(...blockFindings(node, context));
    }
    findings.push(...variableFindings(node, context));
  });
  return byPlace(findings);
}

/** The groups that a message names in any way: `stage` for `{{stage.name}}`. */
export function groupsNamed(message: string | Template, groups: readonly string[]): readonly string[] {
  const template = typeof message === "string" ? parseTemplate(message) : message;
  const named = new Set<string>();
  visit(template.nodes, (node) => {
    for (const path of pathsOf(node)) {
      // `stage.name`, `stage` in a match, and `log.attributes.stage`, which is the same value
      const keys = [path[0] ?? "", path.slice(0, -1).join("."), path.at(-1) ?? ""];
      // whatever is said of an issue tells which one it is
      if (path[0] === "issue") keys.push("issue.id");
      for (const group of groups) if (hasGroup(keys, group)) named.add(group);
    }
  });
  return [...named];
}

/** Calls `see` for every node that is shown at some time; the insides of lists have names of their own. */
function visit(nodes: readonly TemplateNode[], see: (node: TemplateNode) => void): void {
  for (const node of nodes) {
    see(node);
    if (node.kind !== "block" || LIST_BLOCKS.includes(node.name)) continue;
    visit(node.children, see);
    if (node.otherwise) visit(node.otherwise, see);
  }
}

function pathsOf(node: TemplateNode): (readonly string[])[] {
  if (node.kind === "variable") return [node.path.segments];
  return node.kind === "helper" || node.kind === "block" || node.kind === "raw" ? node.args.flatMap(pathsIn) : [];
}

function pathsIn(argument: TemplateArgument): (readonly string[])[] {
  if (argument.kind === "call") return argument.args.flatMap(pathsIn);
  return [argument.kind === "path" ? argument.path.segments : variablePath(argument.text, argument.range).segments];
}

function blockFindings(block: BlockNode | RawNode, { events }: MessageContext): Finding[] {
  const { name, args } = block;
  const nameRange = block.kind === "block" ? block.nameRange : block.range;
  const lists = events === undefined || events.includes("synthetics");
  const known = lists ? [...BLOCKS, ...LIST_BLOCKS] : BLOCKS;
  if (!known.includes(name)) {
    const message = `\`{{#${name.slice(0, 60)}}}\` is not a known block. Blocks are ${BLOCKS.join(", ")}.`;
    return [finding("message-block", message, { range: nameRange, suggestion: nearest(name, known) })];
  }
  const takes = Object.hasOwn(ARGUMENTS, name) ? ARGUMENTS[name] : undefined;
  if (takes !== undefined && args.length < takes.count) {
    const message = `\`{{#${name}}}\` needs ${takes.example}.`;
    return [finding("message-block", message, { range: nameRange })];
  }
  return name === "is_priority" ? priorityFindings(name, args[0]) : [];
}

const ARGUMENTS: Readonly<Record<string, { readonly count: number; readonly example: string }>> = {
  is_match: { count: 2, example: 'a variable and a text: `{{#is_match "stage.name" "spark"}}`' },
  is_exact_match: { count: 2, example: 'a variable and a text: `{{#is_exact_match "stage.name" "spark"}}`' },
  is_priority: { count: 1, example: "a priority: `{{#is_priority 'P1'}}`" },
};

/** E-mail addresses need no setup, and what a variable makes of a handle is only known when it is sent. */
function handleFindings(template: Template, { handles }: MessageContext): Finding[] {
  if (handles === undefined) return [];
  return handlesOf(template).flatMap(({ handle, dynamic, range }) => {
    if (dynamic || handles.includes(handle) || isAddress(handle)) return [];
    const known = handles.length === 0 ? "there are no known handles" : `known handles are ${handles.join(", ")}`;
    const message = `${handle} is an unknown handle: ${known}. Fix it, or add it to the environment's handles.`;
    return [finding("unknown-handle", message, { range, suggestion: nearest(handle, handles) })];
  });
}

/** `@ops@example.com`. */
function isAddress(handle: string): boolean {
  return /^@[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(handle);
}
