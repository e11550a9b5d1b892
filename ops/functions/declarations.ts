import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A declaration of a module, as its source has it. */
export interface Declaration {
  readonly name: string;
  /** The module, relative to the project: `datadog/query/builder/ratio.ts`. */
  readonly file: string;
  readonly kind: "function" | "const" | "interface" | "type" | "class";
  readonly exported: boolean;
  /** The comment above it, without its stars. */
  readonly comment: string;
  /** A function up to its body, one for each overload; any other declaration whole. */
  readonly text: string;
}

const PROJECT = join(__dirname, "..", "..");

const START = /^(export )?(?:abstract )?(function|const|interface|type|class) (\w+)/;

/**
 * The declarations at the top level of the modules in some folders of the project. They are read from the text, which is formatted: a
 * declaration begins at the start of a line, and ends where its brackets are closed.
 */
export function declarationsIn(folders: readonly string[]): Declaration[] {
  return folders.flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
      .sort()
      .flatMap((file) => declarationsOf(file, readFileSync(join(PROJECT, file), "utf8").replaceAll("\r\n", "\n"))),
  );
}

function declarationsOf(file: string, source: string): Declaration[] {
  const lines = source.split("\n");
  const found: Declaration[] = [];
  for (const [index, line] of lines.entries()) {
    const [, exported, kind, name] = START.exec(line) ?? [];
    if (kind === undefined || name === undefined) continue;
    const declaration = {
      name,
      file,
      exported: exported !== undefined,
      kind: kind as Declaration["kind"],
      comment: commentAbove(lines, index),
      text: textFrom(lines, index, kind === "function"),
    };
    addTo(found, declaration);
  }
  return found;
}

/** Overloads are one declaration; what implements them is not for callers. */
function addTo(found: Declaration[], declaration: Declaration): void {
  const last = found.at(-1);
  if (last?.name !== declaration.name || last.kind !== "function") {
    found.push(declaration);
    return;
  }
  if (!declaration.text.endsWith(";")) return;
  const comment = [last.comment, declaration.comment].filter(Boolean).join(" ");
  found[found.length - 1] = { ...last, comment, text: `${last.text}\n${declaration.text}` };
}

function textFrom(lines: readonly string[], index: number, signature: boolean): string {
  const taken: string[] = [];
  for (const line of lines.slice(index)) {
    taken.push(line);
    const text = taken.join("\n");
    const head = text.replace(/ \{$/, "");
    if (signature && head !== text && depth(head) === 0) return head;
    if (depth(text) === 0 && /[;}]$/.test(text)) return text;
  }
  return taken.join("\n");
}

/** How many brackets are open at the end of a text. */
function depth(text: string): number {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "").replaceAll("=>", "");
  return (code.match(/[([{<]/g)?.length ?? 0) - (code.match(/[)\]}>]/g)?.length ?? 0);
}

function commentAbove(lines: readonly string[], index: number): string {
  if (!lines[index - 1]?.endsWith("*/")) return "";
  const start = lines.findLastIndex((line, at) => at < index && line.trim().startsWith("/**"));
  const comment = lines.slice(start, index).join("\n").trim().slice("/**".length, -"*/".length);
  return comment
    .split("\n")
    .map((line) => line.trim().replace(/^\* ?/, ""))
    .join("\n")
    .trim();
}

/**
 * The methods of a class that callers use, as its source has them, with their comments.
 * @param only the one of this name @default all but the constructor
 */
export function methodsOf({ text }: Declaration, only?: string): Pick<Declaration, "name" | "comment" | "text">[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const [, name] = /^ {2}(?!private|protected)(\w+)[<(]/.exec(line) ?? [];
    if (name === undefined || (only === undefined ? name === "constructor" : name !== only)) return [];
    const method = textFrom(lines, index, true)
      .replace(/^ {2}/gm, "")
      .replace(/ \{\}$/, "");
    return [{ name, comment: commentAbove(lines, index), text: method }];
  });
}
