/** A line of `monitors/index.ts` or `dashboards/index.ts`: the name, and the file that exports it. */
export interface IndexLine {
  readonly name: string;
  /** From the folder of the index: `./high-cpu`. */
  readonly from: string;
}

/**
 * The index with more lines at the end of its list.
 * @param list its name: `monitors`
 * @returns nothing where the list is not found
 */
export function withIndexLines(text: string, list: string, lines: readonly IndexLine[]): string | undefined {
  const start = new RegExp(`^export const ${list}\\b[^=]*= \\[`, "m").exec(text);
  if (start === null) return undefined;
  const end = text.indexOf("\n]", start.index);
  if (end < 0) return undefined;
  const rows = lines.map(({ name }) => `\n  ["${name}", ${name}],`).join("");
  const imports = lines.map(({ name, from }) => `import { ${name} } from "${from}";\n`).join("");
  return `${imports}${text.slice(0, end)}${rows}${text.slice(end)}`;
}
