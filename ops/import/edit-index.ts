/** A line of `monitors/index.ts` or `dashboards/index.ts`: the name, and the file that exports it. */
export interface IndexLine {
  readonly name: string;
  /** From the folder of the index: `./high-cpu`. */
  readonly from: string;
  /** The address that Terraform has it under until now. @default none */
  readonly renamedFrom?: string;
}

/**
 * The index with more lines at the end of its list.
 * @param list its name: `monitors`
 * @returns nothing where the list is not found
 */
export function withIndexLines(text: string, list: string, lines: readonly IndexLine[]): string | undefined {
  const start = new RegExp(`^export const ${list}\\b[^=]*= \\[`, "m").exec(text);
  if (start === null) return undefined;
  const end = closingBracket(text, start.index + start[0].length);
  if (end === undefined) return undefined;
  const rows = lines
    .map(({ name, renamedFrom }) => {
      const address = renamedFrom === undefined ? "" : `, { renamedFrom: "${renamedFrom}" }`;
      return `\n  ["${name}", ${name}${address}],`;
    })
    .join("");
  const files = [...new Set(lines.map(({ from }) => from))];
  const namesOf = (file: string) => lines.flatMap(({ name, from }) => (from === file ? [name] : []));
  const imports = files.map((file) => `import { ${namesOf(file).join(", ")} } from "${file}";\n`).join("");
  const before = text.slice(0, end).trimEnd();
  const comma = /[,[]$/.test(before) ? "" : ",";
  return `${imports}${before}${comma}${rows}\n${text.slice(end)}`;
}

/** Where the bracket closes that is open at an offset; quotes and comments are skipped. */
function closingBracket(text: string, from: number): number | undefined {
  const pieces = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[[\]]/g;
  pieces.lastIndex = from;
  let depth = 1;
  for (let piece = pieces.exec(text); piece !== null; piece = pieces.exec(text)) {
    if (piece[0] === "[") depth++;
    if (piece[0] === "]" && --depth === 0) return piece.index;
  }
  return undefined;
}
