import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the table under a heading of docs/evaluation.md says is chosen: the first cell of each row. */
export function choicesUnder(heading: string): string[] {
  const page = readFileSync(join(__dirname, "..", "docs", "evaluation.md"), "utf8");
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.split(" | ")[0]!.slice(2).trim())
    .slice(1)
    .filter((name) => !name.startsWith("---"));
}
