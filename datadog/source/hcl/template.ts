import type { Node } from "web-tree-sitter";
import { type Located, LocatedText, plain } from "../located";

/**
 * The text of a quoted string or a heredoc as Terraform's JSON syntax has it: escapes and indentation are undone, and
 * what is a template (`${…}`, `%{…}`, and the escapes of both) stays.
 * @param template a `string_lit`, `quoted_template` or `heredoc_template`
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function templateText(source: string, template: Node): Located {
  return template.type === "heredoc_template" ? heredoc(source, template) : quoted(source, template);
}

/** What Terraform fills in: nothing in it is read. */
function sequencesOf(template: Node): { readonly start: number; readonly end: number }[] {
  return template.namedChildren
    .filter((child) => child.type === "template_interpolation" || child.type === "template_directive")
    .map((child) => ({ start: child.startIndex, end: child.endIndex }));
}

function quoted(source: string, template: Node): Located {
  const text = new LocatedText(plain(source));
  const end = template.endIndex - 1;
  let from = template.startIndex + 1;
  for (const sequence of [...sequencesOf(template), { start: end, end }]) {
    unescaped(source, from, sequence.start, text);
    text.same(sequence.start, sequence.end);
    from = sequence.end;
  }
  return text.finish(end);
}

const ESCAPE = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|([nrt"\\]))/g;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

function unescaped(source: string, start: number, end: number, text: LocatedText): void {
  let from = start;
  for (const match of source.slice(start, end).matchAll(ESCAPE)) {
    const at = start + match.index;
    text.same(from, at);
    text.instead(ESCAPES[match[3] ?? ""] ?? codePoint(match[1] ?? match[2] ?? ""), at);
    from = at + match[0].length;
  }
  text.same(from, end);
}

function codePoint(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

/** From the line after `<<EOT` to the line of the second `EOT`; `<<-` takes away the indentation that all lines have. */
function heredoc(source: string, template: Node): Located {
  const start = source.indexOf("\n", template.startIndex) + 1;
  const marker = template.namedChildren.findLast((child) => child.type === "heredoc_identifier");
  const end = source.lastIndexOf("\n", marker?.startIndex ?? template.endIndex) + 1;
  const text = new LocatedText(plain(source));
  if (end <= start) return text.finish(Math.max(start, end));
  const indented = source.startsWith("<<-", template.startIndex);
  const sequences = sequencesOf(template);
  const inside = (at: number) => sequences.some((sequence) => sequence.start < at && at < sequence.end);
  const lines = linesOf(source, start, end).filter((line) => !inside(line.start));
  const indent = indented ? Math.min(...lines.filter((line) => !line.blank).map((line) => line.indent)) : 0;
  for (const [index, line] of lines.entries()) {
    const until = lines[index + 1]?.start ?? end;
    text.same(line.blank ? line.start : line.start + indent, until);
  }
  return text.finish(end);
}

/** Lines with their breaks. */
function linesOf(source: string, start: number, end: number) {
  const lines: { readonly start: number; readonly indent: number; readonly blank: boolean }[] = [];
  for (let at = start; at < end; ) {
    const next = source.indexOf("\n", at) + 1;
    const indent = /^[^\S\n]*/.exec(source.slice(at, next))![0].length;
    lines.push({ start: at, indent, blank: at + indent >= next - 1 });
    at = next;
  }
  return lines;
}

/** How a text is written in quotes. Of several signs before a brace only the last can be doubled: a pair would be its escape. */
export function quote(text: string): string {
  return `"${text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/([$%])\1*(?=\{)/g, (signs, sign: string) => UNICODE[sign]!.repeat(signs.length - 1) + sign + sign)}"`;
}

const UNICODE: Readonly<Record<string, string>> = { $: "\\u0024", "%": "\\u0025" };
